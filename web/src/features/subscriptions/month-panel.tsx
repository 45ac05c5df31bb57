import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { ContractReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText, toMajor } from '../../lib/money';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { DataDetails } from '../../ui/data-details';
import { SubscriberLink, subscriberFigures } from '../../ui/figure-link';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';

const figures = ['end', 'new', 'lost'] as const;

/** Recurring revenue by month, and below it the share of customers that went. */
export function MonthPanel({ report, date }: { report: ContractReport; date: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { months, currency } = report;

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const time = (gridIndex: number, shown: boolean) => ({
        type: 'category',
        gridIndex,
        data: months.map((month) => format.isolate(format.monthShort(month.month))),
        ...style,
        axisLabel: { ...style.axisLabel, show: shown, hideOverlap: true },
        axisPointer: { type: 'line', lineStyle: { color: palette.faint }, label: { show: false } },
      });
      const amounts = (gridIndex: number, name: string, show: (value: number) => string) => ({
        type: 'value',
        gridIndex,
        splitNumber: gridIndex === 0 ? 4 : 3,
        ...style,
        name: format.isolate(name),
        nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
        axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(show(value)) },
      });
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (points: { dataIndex: number }[]) => {
            const month = months[points[0]?.dataIndex ?? 0];
            if (month === undefined) return '';
            return tooltipRows(format.month(month.month) + (month.complete ? '' : ` (${t('home.running')})`), [
              { name: t('subscription.column.mrr'), value: format.money(month.mrr_end_minor, currency) },
              { name: t('subscription.column.subscribers'), value: format.number(month.subscribers_end) },
              { name: t('subscription.column.churn'), value: format.percent(month.churn_rate) },
            ]);
          },
        },
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        grid: [
          { left: 64, right: 12, top: 30, height: 150 },
          { left: 64, right: 12, top: 228, height: 80 },
        ],
        xAxis: [time(0, false), time(1, true)],
        yAxis: [
          amounts(0, t('subscription.axis.mrr', { currency: currency.code }), format.compact),
          amounts(1, t('subscription.column.churn'), (value) => format.percent(value, 0)),
        ],
        series: [
          {
            type: 'bar',
            barCategoryGap: '30%',
            data: months.map((month) => ({
              value: toMajor(month.mrr_end_minor, currency.digits),
              itemStyle: { color: palette.first, opacity: month.complete ? 1 : 0.4, borderRadius: [3, 3, 0, 0] },
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
            data: months.map((month) => (month.complete ? month.churn_rate : null)),
          },
        ],
      };
    },
    [months, currency, format, language, t],
  );

  const money = (minor: number) => format.money(minor, currency);
  const head = [
    t('home.month'),
    t('subscription.column.subscribers'),
    t('subscription.column.new'),
    t('subscription.column.lost'),
    t('subscription.column.churn'),
    t('subscription.column.mrr'),
    t('subscription.column.mrrNew'),
    t('subscription.column.expansion'),
    t('subscription.column.contraction'),
    t('subscription.column.churned'),
    t('subscription.column.netRetention'),
  ];
  const plain = (minor: number) => toDecimalText(minor, currency.digits);
  const rows = () => [
    head,
    ...months.map((month) => [
      month.month,
      month.subscribers_end,
      month.new,
      month.lost,
      month.churn_rate,
      plain(month.mrr_end_minor),
      plain(month.mrr_new_minor),
      plain(month.mrr_expansion_minor),
      plain(month.mrr_contraction_minor),
      plain(month.mrr_churned_minor),
      month.net_revenue_retention,
    ]),
  ];
  return (
    <Panel
      title={t('subscription.months')}
      note={t('state.asOf', { date })}
    >
      <Chart
        label={t('subscription.monthsLabel', { n: format.number(months.length) }, months.length)}
        height={340}
        build={build}
        takeaway={{ title: t('subscription.months'), note: t('state.asOf', { date }), file: `subscriptions-${report.as_of ?? ''}`, rows }}
      />
      <DataDetails
        caption={t('subscription.months')}
        head={head}
        rows={months.toReversed().map((month) => [
          format.month(month.month),
          ...figures.map((figure) => (
            <SubscriberLink key={figure} figure={figure} month={month.month} customers={month[subscriberFigures[figure]]}>
              {format.number(month[subscriberFigures[figure]])}
            </SubscriberLink>
          )),
          format.percent(month.churn_rate),
          money(month.mrr_end_minor),
          money(month.mrr_new_minor),
          money(month.mrr_expansion_minor),
          money(month.mrr_contraction_minor),
          money(month.mrr_churned_minor),
          format.percent(month.net_revenue_retention),
        ])}
      />
    </Panel>
  );
}
