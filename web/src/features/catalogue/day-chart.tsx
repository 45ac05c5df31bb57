import type { EChartsCoreOption } from 'echarts/core';
import { useCallback, useMemo } from 'react';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import type { ChartPalette } from '../../ui/palette';
import { course } from './days';

const height = 160;
const length = 90;

/** How many came by the day. */
export function DayChart({ days, until }: { days: readonly { day: string; count: number }[]; until: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const all = useMemo(() => course(days, until, length), [days, until]);
  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (points: { dataIndex: number }[]) => {
            const day = all[points[0]?.dataIndex ?? 0];
            return day === undefined ? '' : tooltipRows(format.date(day.day), [{ name: t('catalogue.events'), value: format.number(day.count) }]);
          },
        },
        grid: { left: 56, right: 12, top: 12, bottom: 28 },
        xAxis: {
          type: 'category',
          data: all.map(({ day }) => day),
          ...style,
          axisLabel: { ...style.axisLabel, hideOverlap: true, formatter: (day: string) => format.isolate(format.date(day)) },
        },
        yAxis: {
          type: 'value',
          splitNumber: 3,
          minInterval: 1,
          ...style,
          axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(format.compact(value)) },
        },
        series: [{ type: 'bar', barMaxWidth: 10, itemStyle: { color: palette.first }, data: all.map(({ count }) => count) }],
      };
    },
    [all, format, language, t],
  );
  const rows = () => [['day', 'events'], ...all.map(({ day, count }) => [day, count])];
  return <Chart label={t('catalogue.dayLabel')} height={height} build={build} takeaway={{ title: t('catalogue.dayLabel'), file: `events-${until}`, rows }} />;
}
