import { Text } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { BaseReport, SurvivalPoint } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { DataDetails } from '../../ui/data-details';
import { Panel } from '../../ui/panel';
import type { ChartPalette } from '../../ui/palette';

/** Kaplan and Meier's estimate of how long customers stay, with its 95 % interval. */
export function SurvivalChart({ report, date }: { report: BaseReport; date: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { points, median_months: median } = report.survival;

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const band = { type: 'line', step: 'end', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, stack: 'band' };
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (items: { dataIndex: number }[]) => {
            const point = points[items[0]?.dataIndex ?? 0];
            if (point === undefined) return '';
            return tooltipRows(t('home.afterMonths', { n: format.number(point.month) }, point.month), [
              { name: t('home.survival'), value: format.percent(point.survival) },
              { name: t('home.interval'), value: intervalText(point, format.percent) },
              { name: t('home.atRisk'), value: format.number(point.at_risk) },
            ]);
          },
        },
        grid: { left: 48, right: 12, top: 30, bottom: 44 },
        xAxis: {
          type: 'category',
          boundaryGap: false,
          data: points.map((point) => format.number(point.month)),
          name: format.isolate(t('home.survivalX')),
          nameLocation: 'middle',
          nameGap: 28,
          ...style,
        },
        yAxis: {
          type: 'value',
          min: 0,
          max: 1,
          name: format.isolate(t('home.survivalY')),
          ...style,
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -40] },
          axisLabel: { ...style.axisLabel, formatter: (value: number) => format.percent(value, 0) },
        },
        series: [
          { ...band, data: points.map((point) => point.low ?? point.survival) },
          { ...band, data: points.map((point) => (point.high ?? point.survival) - (point.low ?? point.survival)), areaStyle: { color: palette.band } },
          {
            type: 'line',
            step: 'end',
            symbol: 'none',
            lineStyle: { color: palette.first, width: 2 },
            itemStyle: { color: palette.first },
            data: points.map((point) => point.survival),
          },
        ],
      };
    },
    [points, format, language, t],
  );

  const rows = () => [
    ['month', 'survival', 'low', 'high', 'at_risk', 'lost'],
    ...points.map(({ month, survival, low, high, at_risk: atRisk, lost }) => [month, survival, low, high, atRisk, lost]),
  ];
  return (
    <Panel title={t('home.survivalTitle')} note={t('state.asOf', { date })}>
      <Text fz="sm" mb={4}>
        {median === null ? t('home.medianOpen') : t('home.median', { n: format.short(median) }, median)}
      </Text>
      <Chart
        label={t('home.survivalLabel')}
        height={288}
        build={build}
        takeaway={{ title: t('home.survivalTitle'), note: t('state.asOf', { date }), file: `survival-${report.as_of ?? ''}`, rows }}
      />
      <DataDetails
        caption={t('home.survivalTitle')}
        head={[t('home.survivalX'), t('home.survival'), t('home.interval'), t('home.atRisk'), t('figure.lost')]}
        rows={points.map((point) => [
          format.number(point.month),
          format.percent(point.survival),
          intervalText(point, format.percent),
          format.number(point.at_risk),
          format.number(point.lost),
        ])}
      />
    </Panel>
  );
}

function intervalText({ low, high }: SurvivalPoint, percent: (value: number) => string): string {
  if (low === null || high === null) return '–';
  return `\u2066${percent(low)} – ${percent(high)}\u2069`;
}
