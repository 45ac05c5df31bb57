import { Grid, Stack } from '@mantine/core';
import { UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RfmReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Fact, Facts } from '../../ui/facts';
import { RfmLink } from '../../ui/figure-link';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { Cuts } from './cuts';
import { Migration } from './migration';
import { RfmMap } from './rfm-map';
import { SegmentTable } from './segment-table';
import type { SegmentSort } from './segments';

type RfmViewProps = {
  report: RfmReport;
  show: 'customers' | 'revenue';
  sort: SegmentSort | undefined;
  /** The customers of what was opened. */
  opened: ReactNode;
  onSort: (sort: SegmentSort | undefined) => void;
};

export function RfmView({ report, show, sort, opened, onSort }: RfmViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { means, currency, migration } = report;
  const date = report.as_of === null ? '' : format.date(report.as_of);

  if (report.customers === 0 || means === null) {
    return <EmptyState icon={<UsersRound size={30} aria-hidden />} title={t('rfm.nobody')} text={t('rfm.nobodyText', { date })} />;
  }
  const facts: Fact[] = [
    {
      name: t('rfm.fact.customers'),
      value: (
        <RfmLink place="all" customers={report.customers}>
          {format.number(report.customers)}
        </RfmLink>
      ),
      mark: 'customers',
    },
    { name: t('rfm.fact.repeat'), value: format.percent(report.repeat_rate) },
    { name: t('rfm.fact.top20'), value: format.percent(report.top20_share) },
    { name: t('rfm.fact.recency'), value: t('home.days', { n: format.number(means.recency_days, 1) }, means.recency_days) },
    { name: t('rfm.fact.frequency'), value: format.number(means.frequency, 2) },
    { name: t('rfm.fact.monetary'), value: format.money(means.monetary_minor, currency) },
  ];

  return (
    <Stack gap="md">
      <Panel title={t('rfm.base')} note={`${t(`rfm.moneyNote.${report.money}`)} · ${t('state.asOf', { date })}`}>
        <Facts facts={facts} />
      </Panel>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <RfmMap report={report} date={date} show={show} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Cuts report={report} />
        </Grid.Col>
      </Grid>
      {opened}
      <SegmentTable report={report} date={date} sort={sort} onSort={onSort} />
      {migration !== null && <Migration migration={migration} />}
    </Stack>
  );
}
