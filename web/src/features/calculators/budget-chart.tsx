import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { Currency } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText, toMajor } from '../../lib/money';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { plainLine } from '../../ui/chart-parts';
import { Legend, type LegendItem } from '../../ui/legend';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import type { Budget, BudgetTerms } from './budget';

/** Numbers of pieces from none on, at which the lines are drawn. */
function steps(end: number): number[] {
  return Array.from({ length: 31 }, (_, index) => (end * index) / 30);
}

/** From how many pieces a year on a customer pays the contacts: where the two lines cross. */
export function BudgetChart({ terms, budget, currency }: { terms: BudgetTerms; budget: Budget; currency: Currency }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { margin_minor: margin, share, purchases } = terms;
  const { each, wanted, enough } = budget;

  const end = Math.max(purchases, enough ?? 0, 1) * 1.5;

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const places = steps(end);
      const major = (minor: number) => toMajor(minor, currency.digits);
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (points: { value: [number, number] }[]) => {
            const pieces = points[0]?.value[0] ?? 0;
            return tooltipRows(`${t('planning.budget.input.purchases')}: ${format.short(pieces)}`, [
              { name: t('planning.budget.line.budget'), value: format.money(margin * share * pieces, currency) },
              { name: t('planning.budget.line.wanted'), value: format.money(wanted, currency) },
            ]);
          },
        },
        grid: { left: 64, right: 16, top: 30, bottom: 44 },
        xAxis: {
          type: 'value',
          min: 0,
          max: end,
          name: format.isolate(t('planning.budget.input.purchases')),
          nameLocation: 'middle',
          nameGap: 28,
          ...style,
          splitLine: { show: false },
          axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(format.short(value)) },
        },
        yAxis: {
          type: 'value',
          min: 0,
          splitNumber: 4,
          name: format.isolate(t('planning.budget.axis', { currency: currency.code })),
          ...style,
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
          axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(format.compact(value)) },
        },
        series: [
          { ...plainLine(palette.first), data: places.map((pieces) => [pieces, major(margin * share * pieces)]) },
          { ...plainLine(palette.second, true), data: places.map((pieces) => [pieces, major(wanted)]) },
          { type: 'line', symbol: 'circle', symbolSize: 9, silent: true, itemStyle: { color: palette.first }, data: [[purchases, major(each)]] },
        ],
      };
    },
    [margin, share, purchases, each, wanted, end, currency, format, language, t],
  );

  const legend: LegendItem[] = [
    { name: t('planning.budget.line.budget'), color: 'first' },
    { name: t('planning.budget.line.wanted'), color: 'second', dashed: true },
  ];
  const rows = () => [
    [t('planning.budget.input.purchases'), ...legend.map(({ name }) => name)],
    ...steps(end).map((pieces) => [
      Number(pieces.toFixed(4)),
      toDecimalText(margin * share * pieces, currency.digits),
      toDecimalText(wanted, currency.digits),
    ]),
  ];

  return (
    <Panel title={t('planning.budget.course')}>
      <Legend items={legend} />
      <Chart
        label={t('planning.budget.courseLabel')}
        height={260}
        build={build}
        takeaway={{ title: t('planning.budget.course'), file: 'crm-budget', legend, rows }}
      />
    </Panel>
  );
}
