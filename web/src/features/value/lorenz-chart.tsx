import { Text } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { ValueReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { plainLine } from '../../ui/chart-parts';
import { DataDetails } from '../../ui/data-details';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';

/** How much of the value the best customers have. */
export function LorenzChart({ report, date }: { report: ValueReport; date: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { curve, top20_share: top20 } = report.concentration;

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const shares = { type: 'value', min: 0, max: 1, ...style, axisLabel: { ...style.axisLabel, formatter: (share: number) => format.percent(share, 0) } };
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (items: { dataIndex: number }[]) => {
            const point = curve[items[0]?.dataIndex ?? 0];
            if (point === undefined) return '';
            return tooltipRows(t('profit.best', { share: format.percent(point.customers_share, 0) }), [
              { name: t('value.lorenz.share'), value: format.percent(point.value_share) },
            ]);
          },
        },
        grid: { left: 56, right: 16, top: 30, bottom: 44 },
        xAxis: { ...shares, name: format.isolate(t('profit.axis.customers')), nameLocation: 'middle', nameGap: 28 },
        yAxis: {
          ...shares,
          name: format.isolate(t('value.lorenz.share')),
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -48] },
        },
        series: [
          { ...plainLine(palette.first), areaStyle: { color: palette.band }, data: curve.map((point) => [point.customers_share, point.value_share]) },
          { ...plainLine(palette.faint, true), silent: true, data: [[0, 0], [1, 1]] },
          {
            type: 'line',
            symbol: 'circle',
            symbolSize: 9,
            silent: true,
            itemStyle: { color: palette.second },
            data: top20 === null ? [] : [[0.2, top20]],
          },
        ],
      };
    },
    [curve, top20, format, language, t],
  );
  if (curve.length === 0) return null;

  const head = [t('profit.axis.customers'), t('value.lorenz.share')];
  const rows = () => [head, ...curve.map((point) => [Number(point.customers_share.toFixed(4)), Number(point.value_share.toFixed(6))])];
  return (
    <Panel title={t('value.lorenz.title')} note={t('state.asOf', { date })}>
      <Text fz="sm" mb={4}>
        {t('value.lorenz.text', { share: format.percent(top20) })}
      </Text>
      <Chart
        label={t('value.lorenz.label')}
        height={280}
        build={build}
        takeaway={{ title: t('value.lorenz.title'), note: t('state.asOf', { date }), file: `value-lorenz-${report.as_of ?? ''}`, rows }}
      />
      <DataDetails
        caption={t('value.lorenz.title')}
        head={head}
        rows={curve.map((point) => [format.percent(point.customers_share, 0), format.percent(point.value_share)])}
      />
    </Panel>
  );
}
