import type { EChartsCoreOption } from 'echarts/core';
import type { Formatter } from '../../lib/format';
import type { Language } from '../../lib/i18n';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import type { ChartPalette } from '../../ui/palette';
import { type Answer, asNumber, compareCells } from './answer';
import { barsMost, type Chart } from './chart-guess';

export type Plot = {
  kind: 'line' | 'bar';
  /** What stands along the axis, in words. */
  words: readonly string[];
  series: readonly { name: string; values: readonly (number | null)[] }[];
};

/** The points of an answer in the order of the axis: a line follows its column, bars follow the rows. */
export function plotOf({ columns, rows }: Answer, chart: Chart, word: (row: Answer['rows'][number], at: number) => string): Plot {
  const place = (name: string | null) => columns.findIndex((column) => column.name === name);
  const x = place(chart.x);
  const isLine = chart.kind === 'line';
  const ordered = isLine ? rows.toSorted((one, other) => compareCells(one[x] ?? null, other[x] ?? null, false)) : rows.slice(0, barsMost);
  return {
    kind: isLine ? 'line' : 'bar',
    words: ordered.map((row) => word(row, x)),
    series: chart.y.map((name) => ({ name, values: ordered.map((row) => asNumber(row[place(name)])) })),
  };
}

/** Bars with long names lie, so that the names can be read. */
export function isLying({ kind, words }: Plot): boolean {
  return kind === 'bar' && words.some((word) => word.length > 10);
}

/** Draws a plot; amounts begin at zero. */
export function plotOption(plot: Plot, palette: ChartPalette, format: Formatter, language: Language): EChartsCoreOption {
  const lying = isLying(plot);
  const style = axisStyle(palette);
  const colors = [palette.first, palette.second];
  const names = {
    type: 'category',
    data: plot.words.map((word) => format.isolate(word)),
    ...style,
    inverse: lying,
    axisLabel: { ...style.axisLabel, hideOverlap: true, ...(lying ? { width: 130, overflow: 'truncate' } : {}) },
  };
  const amounts = {
    type: 'value',
    ...style,
    axisLabel: { ...style.axisLabel, hideOverlap: true, formatter: (value: number) => format.isolate(format.compact(value)) },
  };
  return {
    tooltip: {
      trigger: 'axis',
      ...tooltipStyle(palette, language),
      formatter: (points: { dataIndex: number }[]) => {
        const index = points[0]?.dataIndex ?? 0;
        return tooltipRows(
          plot.words[index] ?? '',
          plot.series.map(({ name, values }) => ({ name, value: format.short(values[index], 4) })),
        );
      },
    },
    grid: lying ? { left: 150, right: 24, top: 8, bottom: 28 } : { left: 56, right: 16, top: 16, bottom: 28 },
    xAxis: lying ? amounts : names,
    yAxis: lying ? names : amounts,
    series: plot.series.map(({ name, values }, index) => ({
      name,
      type: plot.kind,
      data: values,
      itemStyle: { color: colors[index], borderRadius: plot.kind === 'bar' ? 3 : 0 },
      ...(plot.kind === 'line' ? { symbolSize: 5, showSymbol: values.length <= 60, lineStyle: { color: colors[index], width: 2 } } : { barMaxWidth: 42 }),
    })),
  };
}
