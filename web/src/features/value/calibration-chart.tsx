import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { Model } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { localDigits } from '../../lib/typed';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { DataDetails } from '../../ui/data-details';
import { Legend, type LegendItem } from '../../ui/legend';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import { chosenCandidate } from './model-names';

/** Whether those who ordered seldom and those who ordered often were forecast alike well. */
export function CalibrationChart({ model }: { model: Model }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const groups = chosenCandidate(model)?.holdout?.by_past_orders;
  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const all = groups ?? [];
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (items: { dataIndex: number }[]) => {
            const group = all[items[0]?.dataIndex ?? 0];
            if (group === undefined) return '';
            return tooltipRows(t('value.calibration.group', { n: localDigits(group.repeat_orders, language) }), [
              { name: t('value.fact.customers'), value: format.number(group.customers) },
              { name: t('value.track.forecast'), value: format.number(group.forecast, 2) },
              { name: t('value.track.actual'), value: format.number(group.actual, 2) },
            ]);
          },
        },
        grid: { left: 48, right: 12, top: 30, bottom: 44 },
        xAxis: {
          type: 'category',
          data: all.map((group) => format.isolate(localDigits(group.repeat_orders, language))),
          name: format.isolate(t('value.axis.past')),
          nameLocation: 'middle',
          nameGap: 28,
          ...style,
        },
        yAxis: {
          type: 'value',
          name: format.isolate(t('value.axis.mean')),
          ...style,
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -40] },
          axisLabel: { ...style.axisLabel, formatter: (value: number) => format.short(value) },
        },
        series: [
          { type: 'bar', itemStyle: { color: palette.second }, data: all.map(({ actual }) => actual) },
          { type: 'bar', itemStyle: { color: palette.first }, data: all.map(({ forecast }) => forecast) },
        ],
      };
    },
    [groups, format, language, t],
  );
  if (groups === undefined) return null;
  const legend: LegendItem[] = [
    { name: t('value.track.actual'), color: 'second' },
    { name: t('value.track.forecast'), color: 'first' },
  ];
  const head = [t('value.axis.past'), t('value.fact.customers'), t('value.track.forecast'), t('value.track.actual')];
  const rows = () => [head, ...groups.map((group) => [group.repeat_orders, group.customers, group.forecast, group.actual])];

  return (
    <Panel title={t('value.calibration.title')} note={t('value.calibration.note')}>
      <Legend items={legend} />
      <Chart
        label={t('value.calibration.label')}
        height={280}
        build={build}
        takeaway={{ title: t('value.calibration.title'), note: t('value.calibration.note'), file: 'forecast-calibration', legend, rows }}
      />
      <DataDetails
        caption={t('value.calibration.title')}
        head={head}
        rows={groups.map((group) => [
          localDigits(group.repeat_orders, language),
          format.number(group.customers),
          format.number(group.forecast, 2),
          format.number(group.actual, 2),
        ])}
      />
    </Panel>
  );
}
