import { useMediaQuery } from '@mantine/hooks';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { BaseMonth } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { waterfall } from '../../ui/chart-parts';
import type { ChartPalette } from '../../ui/palette';

/** From the customers at the start of a month to those at its end. */
export function MovesChart({ month, note }: { month: BaseMonth; note: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const steps = waterfall(month.customers_start, [month.new, month.reactivated, -month.lost]);
      const names = [t('health.figure.customers_start'), t('figure.new'), t('health.figure.reactivated'), t('figure.lost'), t('health.figure.customers_end')];
      const amounts = [month.customers_start, month.new, month.reactivated, -month.lost, month.customers_end];
      const color = (index: number) => (index === 0 || index === 4 ? palette.faint : index === 3 ? palette.second : palette.first);
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (points: { dataIndex: number }[]) => {
            const index = points[0]?.dataIndex ?? 0;
            return tooltipRows(names[index] ?? '', [{ name: t('health.axis'), value: format.number(amounts[index]) }]);
          },
        },
        grid: { left: 64, right: 12, top: 34, bottom: phone ? 92 : 28 },
        xAxis: {
          type: 'category',
          data: names.map(format.isolate),
          ...style,
          axisLabel: { ...style.axisLabel, interval: 0, ...(phone ? { rotate: 60 } : {}) },
        },
        yAxis: {
          type: 'value',
          min: 0,
          ...style,
          splitNumber: 4,
          name: format.isolate(t('health.axis')),
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
          axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(format.compact(value)) },
        },
        series: [
          { type: 'bar', stack: 'moves', silent: true, itemStyle: { opacity: 0 }, data: steps.map(({ bar }) => bar.hidden) },
          {
            type: 'bar',
            stack: 'moves',
            barMaxWidth: 96,
            data: steps.map(({ bar }, index) => ({
              value: bar.above,
              itemStyle: { color: color(index) },
              label: { show: true, position: 'top', color: palette.text, fontSize: 11, formatter: format.isolate(format.number(amounts[index])) },
            })),
          },
        ],
      };
    },
    [month, phone, format, language, t],
  );

  const rows = () => [
    ['month', 'customers_start', 'new', 'reactivated', 'lost', 'customers_end'],
    [month.month, month.customers_start, month.new, month.reactivated, month.lost, month.customers_end],
  ];
  return (
    <Chart
      label={t('health.movesLabel')}
      height={phone ? 300 : 240}
      build={build}
      takeaway={{ title: t('health.moves'), note, file: `base-moves-${month.month}`, rows }}
    />
  );
}
