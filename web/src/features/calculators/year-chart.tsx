import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { LostCustomersReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText, toMajor } from '../../lib/money';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { plainLine } from '../../ui/chart-parts';
import { Legend, type LegendItem } from '../../ui/legend';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';

/** Customers on both courses, and below them what the change brings in each year. */
export function YearChart({ report, date }: { report: LostCustomersReport; date: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { years, currency } = report;
  const start = report.inputs.customers.value ?? 0;

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const labels = [t('calc.now'), ...years.map((year) => format.number(year.year))];
      const time = (gridIndex: number, shown: boolean) => ({
        type: 'category',
        gridIndex,
        data: labels.map(format.isolate),
        ...style,
        axisLabel: { ...style.axisLabel, show: shown },
        axisPointer: { type: 'line', lineStyle: { color: palette.faint }, label: { show: false } },
      });
      const amounts = (gridIndex: number, name: string) => ({
        type: 'value',
        gridIndex,
        scale: gridIndex === 0,
        splitNumber: 4,
        ...style,
        name: format.isolate(name),
        nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
        axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(format.compact(value)) },
      });
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (points: { dataIndex: number }[]) => {
            const year = years[(points[0]?.dataIndex ?? 0) - 1];
            if (year === undefined) return tooltipRows(t('calc.now'), [{ name: t('calc.input.customers'), value: format.number(start) }]);
            return tooltipRows(t('calc.year', { n: format.number(year.year) }), [
              { name: t('calc.column.customers'), value: format.number(year.customers) },
              { name: t('calc.column.changedCustomers'), value: format.number(year.changed_customers) },
              { name: t('calc.column.difference'), value: format.money(year.difference_minor, currency) },
            ]);
          },
        },
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        grid: [
          { left: 64, right: 12, top: 30, height: 150 },
          { left: 64, right: 12, top: 228, height: 80 },
        ],
        xAxis: [time(0, false), time(1, true)],
        yAxis: [amounts(0, t('calc.axis.customers')), amounts(1, t('calc.axis.difference', { currency: currency.code }))],
        series: [
          { ...plainLine(palette.first), data: [start, ...years.map((year) => year.customers)] },
          { ...plainLine(palette.second, true), data: [start, ...years.map((year) => year.changed_customers)] },
          {
            type: 'bar',
            xAxisIndex: 1,
            yAxisIndex: 1,
            barMaxWidth: 48,
            itemStyle: { color: palette.second },
            data: [null, ...years.map((year) => toMajor(year.difference_minor, currency.digits))],
          },
        ],
      };
    },
    [years, start, currency, format, language, t],
  );

  const legend: LegendItem[] = [
    { name: t('calc.column.customers'), color: 'first' },
    { name: t('calc.column.changedCustomers'), color: 'second', dashed: true },
  ];
  const rows = () => [
    [t('calc.column.year'), ...legend.map(({ name }) => name), t('calc.column.difference')],
    [0, start, start, null],
    ...years.map((year) => [year.year, year.customers, year.changed_customers, toDecimalText(year.difference_minor, currency.digits)]),
  ];

  return (
    <Panel title={t('calc.course')} note={t('state.asOf', { date })}>
      <Legend items={legend} />
      <Chart
        label={t('calc.courseLabel', { n: format.number(years.length) }, years.length)}
        height={340}
        build={build}
        takeaway={{ title: t('calc.course'), note: t('state.asOf', { date }), file: `lost-customers-course-${report.as_of ?? ''}`, legend, rows }}
      />
    </Panel>
  );
}
