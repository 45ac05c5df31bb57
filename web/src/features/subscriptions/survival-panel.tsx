import { Text } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { ContractReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { band, plainLine } from '../../ui/chart-parts';
import { Legend, type LegendItem } from '../../ui/legend';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import { familyName, termName } from './names';

export type Term = ContractReport['terms'][number];

/** The share of contracts still there: as observed, and as the model carries it on, both with their intervals. */
export function SurvivalPanel({ term, date }: { term: Term; date: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { retention, projection, taken } = term;

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const last = Math.max(0, ...retention.map(({ period }) => period), ...projection.map(({ period }) => period));
      const periods = Array.from({ length: last + 1 }, (_, period) => period);
      const observed = new Map(retention.map((point) => [point.period, point]));
      const projected = new Map(projection.map((point) => [point.period, point]));
      const share = (value: number | null | undefined) => format.percent(value);
      const range = (point: { low: number | null; high: number | null } | undefined) =>
        point === undefined || point.low === null || point.high === null ? '–' : `\u2066${share(point.low)} – ${share(point.high)}\u2069`;
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (items: { dataIndex: number }[]) => {
            const period = periods[items[0]?.dataIndex ?? 0] ?? 0;
            const seen = observed.get(period);
            const carried = projected.get(period);
            return tooltipRows(t('subscription.after', { n: format.number(period) }, period), [
              ...(seen === undefined
                ? []
                : [
                    { name: t('subscription.observed'), value: share(seen.survival) },
                    { name: t('home.interval'), value: range(seen) },
                  ]),
              ...(carried === undefined
                ? []
                : [
                    { name: t('subscription.projected'), value: share(carried.survival) },
                    { name: t('home.interval'), value: range(carried) },
                  ]),
            ]);
          },
        },
        grid: { left: 48, right: 12, top: 30, bottom: 44 },
        xAxis: {
          type: 'category',
          boundaryGap: false,
          data: periods.map((period) => format.number(period)),
          name: format.isolate(t('subscription.axis.renewals')),
          nameLocation: 'middle',
          nameGap: 28,
          ...style,
          axisLabel: { ...style.axisLabel, hideOverlap: true },
        },
        yAxis: {
          type: 'value',
          min: 0,
          max: 1,
          name: format.isolate(t('subscription.axis.survival')),
          ...style,
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -40] },
          axisLabel: { ...style.axisLabel, formatter: (value: number) => format.percent(value, 0) },
        },
        series: [
          ...band(
            periods.map((period) => projected.get(period)?.low ?? null),
            periods.map((period) => projected.get(period)?.high ?? null),
            palette,
            'projected',
          ),
          {
            ...plainLine(palette.second),
            step: 'end',
            data: periods.map((period) => (period === 0 ? 1 : (observed.get(period)?.survival ?? null))),
          },
          { ...plainLine(palette.first, true), data: periods.map((period) => projected.get(period)?.survival ?? null) },
        ],
      };
    },
    [retention, projection, format, language, t],
  );

  const rows = () => {
    const carried = new Map(projection.map((point) => [point.period, point]));
    const observed = new Map(retention.map((point) => [point.period, point]));
    const periods = [...new Set([...observed.keys(), ...carried.keys()])].toSorted((a, b) => a - b);
    return [
      ['period', 'at_risk', 'lost', 'survival', 'low', 'high', 'projection', 'projection_low', 'projection_high'],
      ...periods.map((period) => {
        const seen = observed.get(period);
        const model = carried.get(period);
        return [
          period,
          seen?.at_risk ?? null,
          seen?.lost ?? null,
          seen?.survival ?? null,
          seen?.low ?? null,
          seen?.high ?? null,
          model?.survival ?? null,
          model?.low ?? null,
          model?.high ?? null,
        ];
      }),
    ];
  };
  const title = t('subscription.survival', { term: termName(t, format, term.period_months) });
  const legend: LegendItem[] = [
    { name: t('subscription.observed'), color: 'second' },
    ...(taken === null
      ? []
      : [
          { name: t('subscription.projectedBy', { name: familyName(taken) }), color: 'first', dashed: true } as const,
          { name: t('home.interval'), color: 'band' } as const,
        ]),
  ];
  return (
    <Panel
      title={title}
      note={t('state.asOf', { date })}
    >
      <Text fz="sm" mb={4}>
        {taken === null ? t('subscription.noModel') : t('subscription.taken', { name: familyName(taken) })}
      </Text>
      <Legend items={legend} />
      <Chart
        label={t('subscription.survivalLabel')}
        height={300}
        build={build}
        takeaway={{ title, note: t('state.asOf', { date }), file: `retention-${term.period_months}-months`, legend, rows }}
      />
    </Panel>
  );
}
