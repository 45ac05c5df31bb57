import { Stack, Text } from '@mantine/core';
import type { System, SystemJob } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { KeptFailure } from '../../ui/reasons/kept-failure';
import { sizeText } from './size';

/** Versions, sizes, who follows the log and how far, jobs, leases. */
export function SystemView({ system }: { system: System }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { store, lake } = system;
  return (
    <Stack gap="md">
      <Panel title={t('admin.system.facts')} note={t('admin.system.asOf', { at: format.instant(system.now) })}>
        <Facts
          facts={[
            { name: t('admin.system.version'), value: system.version, mark: 'version' },
            { name: t('admin.system.store'), value: sizeText(store.bytes, language), note: `${t(`admin.system.kind.${store.kind}`)} · ${t('admin.system.schema', { n: format.number(store.schema_version) })}`, mark: 'store' },
            { name: t('admin.system.log'), value: format.number(system.log_position), note: t('admin.system.logNote'), mark: 'log' },
            { name: t('admin.system.lake'), value: sizeText(lake.bytes, language), note: t('admin.system.files', { n: format.number(lake.files) }, lake.files), mark: 'lake' },
          ]}
        />
      </Panel>
      <JobTable jobs={system.jobs} />
      <ConsumerTable system={system} />
      <LeaseTable leases={system.leases} />
    </Stack>
  );
}

function JobTable({ jobs }: { jobs: readonly SystemJob[] }) {
  const { t } = useLanguage();
  const format = useFormat();
  const state = (job: SystemJob) => {
    if (job.failures > 0) return bad(t('admin.system.failing', { n: format.number(job.failures) }, job.failures));
    return t(job.turned_at === null ? 'admin.system.notYet' : 'admin.system.well');
  };
  const columns: Column<SystemJob>[] = [
    { key: 'job', title: t('admin.system.job'), cell: (job) => code(job.name) },
    { key: 'state', title: t('admin.system.state'), words: true, cell: state },
    { key: 'turned', title: t('admin.system.turned'), cell: (job) => (job.turned_at === null ? '–' : format.instant(job.turned_at)) },
    { key: 'failure', title: t('admin.system.failure'), words: true, cell: (job) => (job.failed_at === null ? '–' : failed(format.instant(job.failed_at), job)) },
  ];
  return (
    <Panel title={t('admin.system.jobs')} note={t('admin.system.jobsNote')}>
      <DataTable label={t('admin.system.jobs')} rows={jobs} rowKey={(job) => job.name} columns={columns} />
    </Panel>
  );
}

function failed(at: string, { failure, failure_code, failure_args }: SystemJob) {
  return (
    <>
      {at} <KeptFailure of={{ error: failure, error_code: failure_code, error_args: failure_args }} />
    </>
  );
}

function ConsumerTable({ system }: { system: System }) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: Column<System['consumers'][number]>[] = [
    { key: 'name', title: t('admin.system.consumer'), cell: (one) => code(one.name) },
    { key: 'position', title: t('admin.system.position'), cell: (one) => format.number(one.position) },
    { key: 'behind', title: t('admin.system.behind'), cell: (one) => format.number(one.lag_events) },
    { key: 'waits', title: t('admin.system.waits'), cell: (one) => t('admin.system.seconds', { n: format.number(one.lag_seconds) }, one.lag_seconds) },
    { key: 'aside', title: t('admin.system.aside'), cell: (one) => format.number(one.set_aside) },
  ];
  return (
    <Panel title={t('admin.system.consumers')} note={t('admin.system.consumersNote')}>
      <DataTable label={t('admin.system.consumers')} rows={system.consumers} rowKey={(one) => one.name} columns={columns} />
    </Panel>
  );
}

function LeaseTable({ leases }: { leases: System['leases'] }) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: Column<System['leases'][number]>[] = [
    { key: 'name', title: t('admin.system.lease'), cell: (one) => code(one.name) },
    { key: 'owner', title: t('admin.system.owner'), words: true, cell: (one) => code(one.owner) },
    { key: 'until', title: t('admin.system.until'), cell: (one) => format.instant(one.held_until) },
  ];
  return (
    <Panel title={t('admin.system.leases')} note={t('admin.system.leasesNote')}>
      {leases.length === 0 ? (
        <Text c="dimmed">{t('admin.system.noLeases')}</Text>
      ) : (
        <DataTable label={t('admin.system.leases')} rows={leases} rowKey={(one) => one.name} columns={columns} />
      )}
    </Panel>
  );
}

/** A name that the machine gave. */
function code(name: string) {
  return (
    <span dir="ltr" style={{ overflowWrap: 'anywhere' }}>
      {name}
    </span>
  );
}

function bad(text: string) {
  return (
    <Text span fz="sm" c="var(--bad)">
      {text}
    </Text>
  );
}
