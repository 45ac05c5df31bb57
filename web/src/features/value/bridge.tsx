import { Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { EquityReport } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText, toMajor } from '../../lib/money';
import { Chart } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { waterfall } from '../../ui/chart-parts';
import { type Column, DataTable } from '../../ui/data-table';
import { type CsvCell, DownloadButton } from '../../ui/download-button';
import { ValueLink } from '../../ui/figure-link';
import type { ChartPalette } from '../../ui/palette';

type Piece = EquityReport['pieces'][number];

/** What moved customer equity between two days, from bar to bar. */
export function Bridge({ report }: { report: EquityReport }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency, pieces, from, as_of: asOf } = report;
  if (from === null || asOf === null) return <Text c="dimmed">{t('value.bridge.none')}</Text>;

  const money = (minor: number) => format.money(minor, currency);
  const signed = (minor: number) => `${minor > 0 ? '+' : ''}${money(minor)}`;
  const columns: Column<Piece>[] = [
    { key: 'name', title: t('value.bridge.what'), cell: ({ name }) => t(`value.bridge.piece.${name}`) },
    { key: 'customers', title: t('value.fact.customers'), cell: customersCell(format) },
    { key: 'before', title: t('value.bridge.on', { date: format.date(from) }), cell: (piece) => money(piece.before_minor) },
    { key: 'after', title: t('value.bridge.on', { date: format.date(asOf) }), cell: (piece) => money(piece.after_minor) },
    { key: 'change', title: t('value.bridge.change'), cell: (piece) => `\u2066${signed(piece.change_minor)}\u2069` },
  ];
  const plain = (minor: number) => toDecimalText(minor, currency.digits);
  const rows = (): CsvCell[][] => [
    columns.map(({ title }) => title),
    ...pieces.map((piece) => [
      t(`value.bridge.piece.${piece.name}`),
      piece.customers,
      plain(piece.before_minor),
      plain(piece.after_minor),
      plain(piece.change_minor),
    ]),
  ];
  return (
    <>
      <Text fz="sm" mb={4} data-bridge="">
        {t(report.change_minor >= 0 ? 'value.bridge.rose' : 'value.bridge.fell', {
          before: money(report.equity_before_minor),
          after: money(report.equity_after_minor),
        })}
      </Text>
      <Plot report={report} rows={rows} />
      <DataTable label={t('value.bridge.title')} rows={pieces} rowKey={({ name }) => name} columns={columns} />
      <Text fz="xs" c="dimmed" my="xs">
        {t('value.bridge.note', { days: format.number(report.lost_after_days) }, report.lost_after_days)}
      </Text>
      <DownloadButton fileName={`equity-bridge-${from}-${asOf}.csv`} rows={rows} />
    </>
  );
}

function customersCell(format: Formatter) {
  return ({ name, customers }: Piece) => (
    <ValueLink open={`piece=${name}`} customers={customers}>
      {format.number(customers)}
    </ValueLink>
  );
}

function Plot({ report, rows }: { report: EquityReport; rows: () => CsvCell[][] }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { currency, pieces, from, as_of: asOf, equity_before_minor: before } = report;
  // Seven names and amounts do not fit beside each other on a phone; the cards below have the amounts.
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const major = (minor: number) => toMajor(minor, currency.digits);
      const steps = waterfall(before, pieces.map((piece) => piece.change_minor));
      const names = [format.date(from ?? ''), ...pieces.map(({ name }) => t(`value.bridge.piece.${name}`)), format.date(asOf ?? '')];
      const isSum = (index: number) => index === 0 || index === steps.length - 1;
      const color = (index: number) => {
        const step = steps[index];
        if (step === undefined || isSum(index)) return palette.faint;
        return step.to >= step.from ? palette.first : palette.second;
      };
      const bars = (value: (bar: (typeof steps)[number]['bar']) => number, labelled: boolean) => ({
        type: 'bar',
        stack: 'bridge',
        barCategoryGap: '30%',
        data: steps.map(({ bar, from: start, to }, index) => ({
          value: major(value(bar)),
          itemStyle: { color: color(index) },
          label: {
            show: labelled && !phone,
            position: 'top',
            color: palette.text,
            fontSize: 11,
            formatter: format.isolate(format.moneyCompact(isSum(index) ? to : to - start, currency)),
          },
        })),
      });
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (items: { dataIndex: number }[]) => {
            const index = items[0]?.dataIndex ?? 0;
            const step = steps[index];
            if (step === undefined) return '';
            const amount = isSum(index) ? step.to : step.to - step.from;
            return tooltipRows(names[index] ?? '', [
              { name: t(isSum(index) ? 'value.equity' : 'value.bridge.change'), value: format.money(amount, currency) },
            ]);
          },
        },
        grid: { left: 64, right: 12, top: 34, bottom: phone ? 92 : 48 },
        xAxis: {
          type: 'category',
          data: names.map(format.isolate),
          ...style,
          axisLabel: { ...style.axisLabel, interval: 0, ...(phone ? { rotate: 60 } : { width: 84, overflow: 'break', lineHeight: 14 }) },
        },
        yAxis: {
          type: 'value',
          ...style,
          name: format.isolate(t('value.axis.equity', { currency: currency.code })),
          nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
          axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(format.compact(value)) },
        },
        series: [
          { ...bars((bar) => bar.hidden, false), silent: true, itemStyle: { opacity: 0 }, data: steps.map(({ bar }) => major(bar.hidden)) },
          bars((bar) => bar.above, true),
          bars((bar) => bar.below, false),
        ],
      };
    },
    [pieces, before, from, asOf, phone, currency, format, language, t],
  );

  const file = `equity-bridge-${from}-${asOf}`;
  const note = format.range(format.date(from ?? ''), format.date(asOf ?? ''));
  return <Chart label={t('value.bridge.label')} height={320} build={build} takeaway={{ title: t('value.bridge.title'), note, file, rows }} />;
}
