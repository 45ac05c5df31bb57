import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { ProductDetail } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText, toMajor } from '../../lib/money';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { DataDetails } from '../../ui/data-details';
import { BuyerLink, useOpenBuyers } from '../../ui/figure-link';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';

/** Revenue and buyers of a product by month: two plots over one axis of time, because they have different units. */
export function CourseChart({ detail }: { detail: ProductDetail }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { months, currency, figures, as_of: until } = detail;
  const openBuyers = useOpenBuyers();
  const open = (place: number) => {
    const month = months[place];
    if (month !== undefined && month.buyers > 0) openBuyers?.(`month=${month.month}`);
  };

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const time = (gridIndex: number, shown: boolean) => ({
        type: 'category',
        gridIndex,
        data: months.map(({ month }) => format.isolate(format.monthShort(month))),
        ...style,
        axisLabel: { ...style.axisLabel, show: shown, hideOverlap: true },
        axisPointer: { type: 'line', lineStyle: { color: palette.faint }, label: { show: false } },
      });
      const amounts = (gridIndex: number, name: string) => ({
        type: 'value',
        gridIndex,
        splitNumber: gridIndex === 0 ? 4 : 2,
        minInterval: gridIndex,
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
            const month = months[points[0]?.dataIndex ?? 0];
            if (month === undefined) return '';
            return tooltipRows(format.month(month.month) + (month.complete ? '' : ` (${t('home.running')})`), [
              { name: t('product.column.revenue'), value: format.money(month.revenue_minor, currency) },
              { name: t('product.column.units'), value: format.number(month.units) },
              { name: t('product.column.orders'), value: format.number(month.orders) },
              { name: t('product.column.buyers'), value: format.number(month.buyers) },
            ]);
          },
        },
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        grid: [
          { left: 64, right: 12, top: 30, height: 150 },
          { left: 64, right: 12, top: 228, height: 80 },
        ],
        xAxis: [time(0, false), time(1, true)],
        yAxis: [amounts(0, t('product.axis.revenue', { currency: currency.code })), amounts(1, t('product.axis.buyers'))],
        series: [
          {
            type: 'bar',
            barCategoryGap: '30%',
            data: months.map((month) => ({
              value: toMajor(month.revenue_minor, currency.digits),
              itemStyle: { color: palette.first, opacity: month.complete ? 1 : 0.4 },
            })),
          },
          {
            type: 'line',
            xAxisIndex: 1,
            yAxisIndex: 1,
            symbol: 'circle',
            symbolSize: 5,
            lineStyle: { color: palette.second, width: 2 },
            itemStyle: { color: palette.second },
            data: months.map(({ buyers }) => buyers),
          },
        ],
      };
    },
    [months, currency, format, language, t],
  );

  const rows = () => [
    ['month', 'revenue', 'units', 'orders', 'buyers'],
    ...months.map((month) => [month.month, toDecimalText(month.revenue_minor, currency.digits), month.units, month.orders, month.buyers]),
  ];
  const note = t('state.asOf', { date: format.date(until) });
  return (
    <Panel title={t('product.course')} note={note}>
      <Chart
        label={t('product.courseLabel')}
        height={340}
        build={build}
        takeaway={{ title: figures.name ?? figures.product, note, file: `product-${figures.product}`, rows }}
        onChoose={({ dataIndex }) => open(dataIndex)}
      />
      <DataDetails
        caption={t('product.course')}
        head={[t('product.month'), t('product.column.revenue'), t('product.column.units'), t('product.column.orders'), t('product.column.buyers')]}
        rows={months.map((month) => [
          format.month(month.month),
          format.money(month.revenue_minor, currency),
          format.number(month.units),
          format.number(month.orders),
          <BuyerLink key={month.month} figure={`month=${month.month}`} customers={month.buyers}>
            {format.number(month.buyers)}
          </BuyerLink>,
        ])}
      />
    </Panel>
  );
}
