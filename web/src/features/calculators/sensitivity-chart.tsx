import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { plainLine } from '../../ui/chart-parts';
import { Legend, type LegendItem } from '../../ui/legend';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import { type Reading, sensitivity, sensitivityCurve } from './sensitivity';

/** Beyond this the curve leaves the picture: it rises without end. */
const most = 2;

type SensitivityChartProps = { retention: number; discount: number; uplift: number; reading: Reading };

/** The same change of retention at every retention, beside the often quoted 50 to 100 per cent. */
export function SensitivityChart({ retention, discount, uplift, reading }: SensitivityChartProps) {
  const { t, language } = useLanguage();
  const format = useFormat();

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const terms = { margin_minor: 1, discount, uplift, reading };
      const plain = { ...terms, discount: 0 };
      const points = (chosen: typeof terms) => sensitivityCurve(chosen, most).map((point) => [point.retention, point.change]);
      const here = sensitivity(retention, terms).change;
      const shares = {
        type: 'value',
        ...style,
        axisLabel: { ...style.axisLabel, formatter: (share: number) => format.isolate(format.percent(share, 0)) },
      };
      const quoted = { type: 'line', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, stack: 'quoted', stackStrategy: 'all' };
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (items: { value: [number, number] }[]) => {
            const at = items[0]?.value[0] ?? 0.5;
            return tooltipRows(`${t('planning.retention.axis.retention')}: ${format.percent(at, 0)}`, [
              { name: t('planning.retention.line.discount'), value: format.change(sensitivity(at, terms).change) },
              { name: t('planning.retention.line.plain'), value: format.change(sensitivity(at, plain).change) },
            ]);
          },
        },
        grid: { left: 56, right: 20, top: 30, bottom: 44 },
        xAxis: {
          ...shares,
          min: 0.5,
          max: 1,
          name: format.isolate(t('planning.retention.axis.retention')),
          nameLocation: 'middle',
          nameGap: 28,
          splitLine: { show: false },
        },
        yAxis: {
          ...shares,
          splitNumber: 4,
          name: format.isolate(t('planning.retention.axis.change')),
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -48] },
        },
        series: [
          ...(uplift > 0
            ? [
                { ...quoted, data: [[0.5, 0.5], [1, 0.5]] },
                { ...quoted, data: [[0.5, 0.5], [1, 0.5]], areaStyle: { color: palette.band } },
              ]
            : []),
          { ...plainLine(palette.first), data: points(terms) },
          { ...plainLine(palette.second, true), data: points(plain) },
          {
            type: 'line',
            symbol: 'circle',
            symbolSize: 9,
            silent: true,
            itemStyle: { color: palette.first },
            data: here === null || Math.abs(here) > most || retention < 0.5 ? [] : [[retention, here]],
          },
        ],
      };
    },
    [retention, discount, uplift, reading, format, language, t],
  );

  const legend: LegendItem[] = [
    { name: t('planning.retention.line.discount'), color: 'first' },
    { name: t('planning.retention.line.plain'), color: 'second', dashed: true },
    ...(uplift > 0 ? [{ name: t('planning.retention.line.claim'), color: 'band' } as const] : []),
  ];
  const rows = () => {
    const terms = { margin_minor: 1, discount, uplift, reading };
    return [
      [t('planning.retention.axis.retention'), t('planning.retention.line.discount'), t('planning.retention.line.plain')],
      ...sensitivityCurve(terms, Number.POSITIVE_INFINITY).map((point) => [
        point.retention,
        point.change,
        sensitivity(point.retention, { ...terms, discount: 0 }).change,
      ]),
    ];
  };

  return (
    <Panel title={t('planning.retention.course')}>
      <Legend items={legend} />
      <Chart
        label={t('planning.retention.courseLabel')}
        height={300}
        build={build}
        takeaway={{ title: t('planning.retention.course'), file: 'retention-curve', legend, rows }}
      />
    </Panel>
  );
}
