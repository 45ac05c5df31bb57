import { Anchor, Text } from '@mantine/core';
import type { ReportEdition, ReportSchedule } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { useWords } from './words';

type ScheduleTableProps = { schedules: readonly ReportSchedule[]; timeZone: string; chosen: string | undefined; onChoose: (id: string) => void };

/** What is made by itself, when next, and how the last time went; choosing one opens what it has made. */
export function ScheduleTable({ schedules, timeZone, chosen, onChoose }: ScheduleTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { rhythm, subject, moment } = useWords();
  const columns: Column<ReportSchedule>[] = [
    { key: 'name', title: t('schedule.name'), cell: (schedule) => opener(schedule, schedule.id === chosen, onChoose) },
    { key: 'what', title: t('schedule.what'), words: true, cell: subject },
    { key: 'rhythm', title: t('schedule.when'), words: true, cell: rhythm },
    { key: 'due', title: t('schedule.due'), words: true, cell: ({ due_at: at }) => (at === null ? t('schedule.off') : moment(at, timeZone)) },
    { key: 'last', title: t('schedule.last'), words: true, cell: ({ last }) => (last === null ? t('schedule.never') : outcome(t, format, last, moment(last.made_at, timeZone))) },
    { key: 'owner', title: t('schedule.owner'), words: true, cell: (schedule) => owner(t, schedule) },
  ];
  return (
    <Panel title={t('schedule.list')} note={t('schedule.zone', { zone: timeZone })}>
      <DataTable label={t('schedule.list')} rows={schedules} rowKey={({ id }) => id} columns={columns} />
    </Panel>
  );
}

function opener({ id, name }: ReportSchedule, pressed: boolean, onChoose: (id: string) => void) {
  return (
    <Anchor component="button" type="button" fz="sm" ta="start" aria-pressed={pressed} onClick={() => onChoose(id)} style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
      <bdi>{name}</bdi>
    </Anchor>
  );
}

function outcome(t: Translate, format: Formatter, { rows, failure }: ReportEdition, when: string) {
  const told = rows === null ? t('schedule.failed') : t('schedule.rows', { n: format.number(rows) }, rows);
  return (
    <Text span fz="sm" {...(failure === null ? {} : { c: 'var(--bad)' })}>
      {`${when} · ${told}`}
    </Text>
  );
}

function owner(t: Translate, { is_mine: isMine, owner_name: name, owner: id }: ReportSchedule) {
  return isMine ? t('schedule.you') : <bdi>{name ?? id}</bdi>;
}
