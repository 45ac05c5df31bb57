import { Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart as Drawn } from '../../ui/chart';
import type { CsvCell } from '../../ui/download-button';
import { Legend } from '../../ui/legend';
import type { ChartPalette } from '../../ui/palette';
import { type Answer, type Cell, classOf } from './answer';
import { useCellText } from './cell-text';
import { barsMost, type Chart } from './chart-guess';
import { isLying, plotOf, plotOption } from './plot-option';
import classes from './sql.module.css';

type ResultChartProps = { answer: Answer; chart: Chart; title: string; height?: number };

/** An answer as a line, as bars or as one figure. */
export function ResultChart({ answer, chart, title, height = 340 }: ResultChartProps) {
  return chart.kind === 'number' ? <Figure answer={answer} chart={chart} /> : <PlotView answer={answer} chart={chart} title={title} height={height} />;
}

function Figure({ answer, chart }: { answer: Answer; chart: Chart }) {
  const cellText = useCellText();
  const at = answer.columns.findIndex(({ name }) => name === chart.y[0]);
  const column = answer.columns[at];
  if (column === undefined) return null;
  return (
    <div data-chart="number">
      <p className={classes['number']}>
        <bdi className="num">{cellText(column, answer.rows[0]?.[at] ?? null)}</bdi>
      </p>
      <Text c="dimmed" fz="sm">
        <bdi>{column.name}</bdi>
      </Text>
    </div>
  );
}

function PlotView({ answer, chart, title, height }: Required<ResultChartProps>) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const cellText = useCellText();
  const plot = useMemo(() => {
    const column = answer.columns.find(({ name }) => name === chart.x);
    const isDay = column !== undefined && classOf(column.kind) === 'date';
    const at = answer.columns.findIndex(({ name }) => name === chart.x);
    const days = answer.rows.map((row) => row[at]).filter((value) => typeof value === 'string');
    const months = isDay && days.every((day) => day.endsWith('-01'));
    return plotOf(answer, chart, (row, place) => {
      const value = row[place] ?? null;
      if (column === undefined || value === null) return '–';
      if (!isDay || typeof value !== 'string') return cellText(column, value);
      return months ? format.monthShort(value) : format.date(value);
    });
  }, [answer, chart, format, cellText]);
  const build = useCallback((palette: ChartPalette) => plotOption(plot, palette, format, language), [plot, format, language]);
  const [first, second] = chart.y;
  const legend = [{ name: first ?? '', color: 'first' as const }, ...(second === undefined ? [] : [{ name: second, color: 'second' as const }])];
  const tall = isLying(plot) ? Math.max(height, 40 + plot.words.length * 22) : height;

  return (
    <div data-chart={chart.kind}>
      <Legend items={legend} />
      <Drawn label={t('sql.chartOf', { y: chart.y.join(', '), x: chart.x ?? '' })} height={tall} build={build} takeaway={{ title, file: 'answer', legend, rows: () => rowsOf(answer, chart) }} />
      {chart.kind === 'bar' && answer.rows.length > barsMost && (
        <Text fz="xs" c="dimmed">
          {t('sql.bars', { n: format.number(barsMost) })}
        </Text>
      )}
    </div>
  );
}

/** The columns that are drawn, as they were answered. */
function rowsOf({ columns, rows }: Answer, { x, y }: Chart): CsvCell[][] {
  const names = [...(x === null ? [] : [x]), ...y];
  const places = names.map((name) => columns.findIndex((column) => column.name === name));
  const plain = (value: Cell | undefined) => (typeof value === 'boolean' ? String(value) : (value ?? null));
  return [names, ...rows.map((row) => places.map((place) => plain(row[place])))];
}
