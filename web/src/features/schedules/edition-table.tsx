import { Anchor, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReportEdition, ReportSchedule } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { FailureLine } from '../../ui/failure-line';
import { NotMade } from './not-made';
import { editionsQuery, filePath } from './queries';
import { useWords } from './words';

/** What a schedule has made, the latest first: to be looked at, printed and taken away. */
export function EditionTable({ schedule, timeZone }: { schedule: ReportSchedule; timeZone: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { moment } = useWords();
  const { data: editions, error } = useQuery(editionsQuery(schedule.id));
  const id = schedule.id;
  const columns: Column<ReportEdition>[] = [
    { key: 'due', title: t('schedule.made_at'), cell: (edition) => reader(id, edition, moment(edition.due_at, timeZone)) },
    { key: 'why', title: t('schedule.why'), words: true, cell: (edition) => asked(t, edition) },
    { key: 'asOf', title: t('schedule.asOf'), words: true, cell: ({ as_of: day }) => (day === null ? '–' : format.date(day)) },
    { key: 'rows', title: t('schedule.result'), words: true, cell: (edition) => result(t, format, edition) },
    { key: 'file', title: t('schedule.file'), words: true, cell: (edition) => files(id, edition, moment(edition.due_at, timeZone)) },
  ];
  return (
    <>
      <FailureLine error={error} />
      {editions === undefined && error === null && <Skeleton h={80} />}
      {editions?.length === 0 && <Text c="dimmed">{t('schedule.noEditions')}</Text>}
      {editions !== undefined && editions.length > 0 && <DataTable label={t('schedule.editions', { name: `\u2068${schedule.name}\u2069` })} rows={editions} rowKey={({ id: edition }) => edition} columns={columns} />}
    </>
  );
}

/** Leads to the rows, where there are some. */
function reader(id: string, { id: edition, failure }: ReportEdition, when: string) {
  if (failure !== null) return when;
  return (
    <Link to="/reports/$id/$edition" params={{ id, edition }} style={{ color: 'var(--mark)' }}>
      {when}
    </Link>
  );
}

function asked(t: Translate, { is_asked: isAsked, asked_by_name: name }: ReportEdition) {
  return isAsked ? <bdi>{name ?? t('schedule.byHand')}</bdi> : t('schedule.bySchedule');
}

function result(t: Translate, format: Formatter, edition: ReportEdition) {
  const { rows, is_truncated: isTruncated } = edition;
  if (edition.failure !== null) return <NotMade edition={edition} />;
  const told = t('schedule.rows', { n: format.number(rows) }, rows ?? 0);
  return isTruncated ? `${told}, ${t('schedule.cut')}` : told;
}

function files(id: string, edition: ReportEdition, when: string) {
  return <EditionFiles id={id} edition={edition} when={when} />;
}

/** The rows to be taken away, for a spreadsheet and for paper. */
function EditionFiles({ id, edition: { id: edition, failure }, when }: { id: string; edition: ReportEdition; when: string }) {
  const { t, language } = useLanguage();
  if (failure !== null) return '–';
  return (
    <Group gap="sm" wrap="nowrap">
      <Anchor href={filePath(id, edition, 'csv')} download fz="sm" underline="always" aria-label={t('schedule.csvOf', { when })}>
        CSV
      </Anchor>
      <Anchor href={filePath(id, edition, { pdf: language })} download fz="sm" underline="always" aria-label={t('schedule.pdfOf', { when })}>
        PDF
      </Anchor>
    </Group>
  );
}
