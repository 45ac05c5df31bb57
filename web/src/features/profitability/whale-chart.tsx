import { Text } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { ProfitReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText, toMajor } from '../../lib/money';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { plainLine } from '../../ui/chart-parts';
import { Panel } from '../../ui/panel';
import type { ChartPalette } from '../../ui/palette';

/** The sum of results from the best customer on: it falls again where customers cost more than they bring. */
export function WhaleChart({ report, date }: { report: ProfitReport; date: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { curve, currency, peak, basis } = report;

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const value = (minor: number) => toMajor(minor, currency.digits);
      const last = curve.at(-1);
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (points: { dataIndex: number }[]) => {
            const point = curve[points[0]?.dataIndex ?? 0];
            if (point === undefined) return '';
            return tooltipRows(t('profit.best', { share: format.percent(point.customers_share) }), [
              { name: t('profit.column.customers'), value: format.number(point.customers) },
              { name: t(`profit.result.${basis}`), value: format.money(point.result_minor, currency) },
              { name: t('profit.column.share'), value: format.percent(point.share) },
            ]);
          },
        },
        grid: { left: 64, right: 16, top: 30, bottom: 44 },
        xAxis: {
          type: 'value',
          min: 0,
          max: 1,
          name: format.isolate(t('profit.axis.customers')),
          nameLocation: 'middle',
          nameGap: 28,
          ...style,
          splitLine: { show: false },
          axisLabel: { ...style.axisLabel, formatter: (share: number) => format.percent(share, 0) },
        },
        yAxis: {
          type: 'value',
          name: format.isolate(t('profit.axis.result', { currency: currency.code })),
          ...style,
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
          axisLabel: { ...style.axisLabel, formatter: (amount: number) => format.isolate(format.compact(amount)) },
        },
        series: [
          {
            ...plainLine(palette.first),
            areaStyle: { color: palette.band },
            data: curve.map((point) => [point.customers_share, value(point.result_minor)]),
          },
          {
            ...plainLine(palette.faint, true),
            silent: true,
            data: last === undefined ? [] : [[0, 0], [1, value(last.result_minor)]],
          },
          {
            type: 'line',
            symbol: 'circle',
            symbolSize: 9,
            silent: true,
            itemStyle: { color: palette.second },
            data: peak === null ? [] : [[peak.customers_share, value(peak.result_minor)]],
          },
        ],
      };
    },
    [curve, peak, basis, currency, format, language, t],
  );

  const rows = () => [
    [t('profit.column.customers'), t('profit.axis.customers'), t(`profit.result.${basis}`)],
    ...curve.map((point) => [
      point.customers,
      Number(point.customers_share.toFixed(6)),
      toDecimalText(point.result_minor, currency.digits),
    ]),
  ];
  return (
    <Panel title={t('profit.whale')} note={t('state.asOf', { date })}>
      {peak !== null && (
        <Text fz="sm" mb={4}>
          {t('profit.whaleText', { share: format.percent(peak.customers_share), amount: format.money(peak.result_minor, currency) })}
        </Text>
      )}
      <Chart
        label={t('profit.whaleLabel')}
        height={320}
        build={build}
        takeaway={{ title: t('profit.whale'), note: t('state.asOf', { date }), file: `whale-curve-${report.as_of ?? ''}`, rows }}
      />
      <Text fz="xs" c="dimmed">
        {t('profit.whaleNote')}
      </Text>
    </Panel>
  );
}
