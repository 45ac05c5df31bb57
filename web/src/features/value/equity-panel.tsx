import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { ValueReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText, toMajor } from '../../lib/money';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { type Fact, Facts } from '../../ui/facts';
import { ValueLink } from '../../ui/figure-link';
import { NumberField } from '../../ui/number-field';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import type { Terms } from './queries';

type EquityPanelProps = { report: ValueReport; date: string; terms: Terms; onChange: (next: Partial<Terms>) => void };

const marginBounds = { low: 0.001, high: 1 };
const discountBounds = { low: 0, high: 10 };

/** What all customers together are worth, under which terms, and how sure that is. */
export function EquityPanel({ report, date, terms, onChange }: EquityPanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency, margin, equity, clv } = report;
  const level = format.percent(report.level, 0);
  const months = (n: number) => t('value.months', { n: format.number(n) }, n);
  const range = (low: number, high: number) => format.range(format.moneyBrief(low, currency), format.moneyBrief(high, currency));
  const facts: Fact[] = [
    ...equity.map(({ months: n, value_minor: value }) => ({
      name: t('value.fact.equity', { months: months(n) }),
      value: format.money(value.mean, currency),
      note: t('value.interval', { level, range: range(value.low, value.high) }),
      mark: `equity-${n}`,
    })),
    {
      name: t('value.fact.customers'),
      value: (
        <ValueLink open="everybody" customers={report.customers}>
          {format.number(report.customers)}
        </ValueLink>
      ),
      note: t('value.alive', { n: format.number(report.alive) }, Math.round(report.alive)),
      mark: 'everybody',
    },
  ];
  const means: Fact[] = [
    ...clv.map(({ months: n, mean_minor: mean, median_minor: median }) => ({
      name: t('value.fact.clv', { months: months(n) }),
      value: format.money(mean, currency),
      note: t('value.median', { amount: format.money(median, currency) }),
      mark: `clv-${n}`,
    })),
    { name: t('value.fact.top20'), value: format.percent(report.concentration.top20_share), note: t('value.top20Note') },
  ];

  return (
    <Panel title={t('value.equity')} note={`${t(`rfm.moneyNote.${report.money}`)} · ${t('state.asOf', { date })}`}>
      <Stack gap="md">
        <Facts facts={facts} />
        <Facts facts={means} />
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <NumberField
              label={t('calc.input.margin')}
              value={margin.rate}
              unit="percent"
              currency={currency}
              bounds={marginBounds}
              note={t(`value.margin.${margin.source}`, { share: format.percent(margin.costs_known, 0) })}
              given={terms.margin !== undefined}
              onChange={(next) => onChange({ margin: next })}
            />
            <NumberField
              label={t('calc.input.discount')}
              value={report.yearly_discount}
              unit="percent"
              currency={currency}
              bounds={discountBounds}
              note={t(terms.discount === undefined ? 'calc.origin.usual' : 'calc.origin.given')}
              given={terms.discount !== undefined}
              onChange={(next) => onChange({ discount: next })}
            />
          </SimpleGrid>
          <EquityChart report={report} date={date} />
        </SimpleGrid>
      </Stack>
      <Text fz="xs" c="dimmed" mt="xs">
        {t('value.equityText', { level })}
      </Text>
    </Panel>
  );
}

/** The interval of each horizon as a bar, what is expected as a point in it. */
function EquityChart({ report, date }: { report: ValueReport; date: string }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { equity, currency } = report;

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const major = (minor: number) => toMajor(minor, currency.digits);
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (points: { dataIndex: number }[]) => {
            const point = equity[points[0]?.dataIndex ?? 0];
            if (point === undefined) return '';
            const { mean, low, high } = point.value_minor;
            return tooltipRows(t('value.months', { n: format.number(point.months) }, point.months), [
              { name: t('value.expected'), value: format.money(mean, currency) },
              { name: t('value.low'), value: format.money(low, currency) },
              { name: t('value.high'), value: format.money(high, currency) },
            ]);
          },
        },
        grid: { left: 64, right: 12, top: 28, bottom: 24 },
        xAxis: {
          type: 'category',
          data: equity.map(({ months }) => format.isolate(t('value.months', { n: format.number(months) }, months))),
          ...style,
        },
        yAxis: {
          type: 'value',
          splitNumber: 4,
          ...style,
          name: format.isolate(t('value.axis.equity', { currency: currency.code })),
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
          axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(format.compact(value)) },
        },
        series: [
          {
            type: 'bar',
            stack: 'range',
            silent: true,
            barWidth: 18,
            itemStyle: { color: 'transparent' },
            data: equity.map(({ value_minor: value }) => major(value.low)),
          },
          {
            type: 'bar',
            stack: 'range',
            barWidth: 18,
            itemStyle: { color: palette.band, borderColor: palette.first, borderWidth: 1, borderRadius: 4 },
            data: equity.map(({ value_minor: value }) => major(value.high - value.low)),
          },
          {
            type: 'line',
            symbol: 'circle',
            symbolSize: 9,
            lineStyle: { opacity: 0 },
            itemStyle: { color: palette.second },
            data: equity.map(({ value_minor: value }) => major(value.mean)),
          },
        ],
      };
    },
    [equity, currency, format, language, t],
  );

  const plain = (minor: number) => toDecimalText(minor, currency.digits);
  const rows = () => [
    [t('value.horizon'), t('value.expected'), t('value.low'), t('value.high')],
    ...equity.map(({ months, value_minor: { mean, low, high } }) => [months, plain(mean), plain(low), plain(high)]),
  ];
  const note = t('state.asOf', { date });
  return (
    <Chart
      label={t('value.equityLabel')}
      height={190}
      build={build}
      takeaway={{ title: t('value.equity'), note, file: `customer-equity-${report.as_of ?? ''}`, rows }}
    />
  );
}
