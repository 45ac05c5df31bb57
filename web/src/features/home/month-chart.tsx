import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { BaseReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText, toMajor } from '../../lib/money';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { DataDetails } from '../../ui/data-details';
import { Panel } from '../../ui/panel';
import type { ChartPalette } from '../../ui/palette';

/** Revenue and active customers by month: two plots over one axis of time, because they have different units. */
export function MonthChart({ report, date }: { report: BaseReport; date: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { months, currency } = report;
  const running = months.find((month) => !month.complete);

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const labels = months.map((month) => format.isolate(format.monthShort(month.month)));
      const style = axisStyle(palette);
      const time = (gridIndex: number, shown: boolean) => ({
        type: 'category',
        gridIndex,
        data: labels,
        ...style,
        axisLabel: { ...style.axisLabel, show: shown, hideOverlap: true },
        axisPointer: { type: 'line', lineStyle: { color: palette.faint }, label: { show: false } },
      });
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (points: { dataIndex: number }[]) => {
            const month = months[points[0]?.dataIndex ?? 0];
            if (month === undefined) return '';
            const title = format.month(month.month) + (month.complete ? '' : ` (${t('home.running')})`);
            return tooltipRows(title, [
              { name: t('figure.revenue_minor'), value: format.money(month.revenue_minor, currency) },
              { name: t('figure.active'), value: format.number(month.active) },
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
          {
            type: 'value',
            ...style,
            name: format.isolate(t('home.revenueAxis', { currency: currency.code })),
            nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
            axisLabel: {
              ...style.axisLabel,
              formatter: (value: number) => format.isolate(format.compact(value)),
            },
          },
          {
            type: 'value',
            gridIndex: 1,
            splitNumber: 3,
            ...style,
            name: format.isolate(t('home.activeAxis')),
            nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
            axisLabel: {
              ...style.axisLabel,
              formatter: (value: number) => format.isolate(format.compact(value)),
            },
          },
        ],
        series: [
          {
            type: 'bar',
            barCategoryGap: '30%',
            data: months.map((month) => ({
              value: toMajor(month.revenue_minor, currency.digits),
              itemStyle: { color: palette.first, opacity: month.complete ? 1 : 0.4, borderRadius: [3, 3, 0, 0] },
            })),
          },
          {
            type: 'line',
            xAxisIndex: 1,
            yAxisIndex: 1,
            lineStyle: { color: palette.second, width: 2 },
            data: months.map((month) => ({
              value: month.active,
              symbol: 'circle',
              symbolSize: month.complete ? 5 : 7,
              itemStyle: month.complete
                ? { color: palette.second }
                : { color: palette.panel, borderColor: palette.second, borderWidth: 2 },
            })),
          },
        ],
      };
    },
    [months, currency, format, language, t],
  );

  const head = [
    t('home.month'),
    t('figure.revenue_minor'),
    t('figure.orders'),
    t('figure.active'),
    t('figure.new'),
    t('figure.lost'),
    t('figure.churn_rate'),
  ];
  const rows = () => [
    head,
    ...months.map((month) => [
      month.month,
      toDecimalText(month.revenue_minor, currency.digits),
      month.orders,
      month.active,
      month.new,
      month.lost,
      month.churn_rate,
    ]),
  ];
  return (
    <Panel title={t('home.monthsTitle')} note={t('state.asOf', { date })}>
      <Chart
        label={t('home.monthsLabel', { n: format.number(months.length) }, months.length)}
        height={340}
        build={build}
        takeaway={{ title: t('home.monthsTitle'), note: t('state.asOf', { date }), file: `base-months-${report.as_of ?? ''}`, rows }}
      />
      {running !== undefined && (
        <p style={{ margin: '0 0 4px', fontSize: 12, color: 'var(--mantine-color-dimmed)' }}>
          {t('home.runningNote', { month: format.month(running.month) })}
        </p>
      )}
      <DataDetails
        caption={t('home.monthsTitle')}
        head={head}
        rows={months.toReversed().map((month) => [
          format.month(month.month),
          format.money(month.revenue_minor, currency),
          format.number(month.orders),
          format.number(month.active),
          format.number(month.new),
          format.number(month.lost),
          format.percent(month.churn_rate),
        ])}
      />
    </Panel>
  );
}
