import { Switch, Text } from '@mantine/core';
import type { QualityAlarm } from '../../api/types';
import { useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { type AlarmState, alarmPage, qualityKey } from './queries';

type AlarmPanelProps = { state: AlarmState; onState: (state: AlarmState) => void };
const everyMs = 60_000;
/** Events that an hour, or a day, usually brings at least where it is judged: what the server goes by (`quality::RULE`). */
const [hoursFrom, daysFrom] = [30, 10];

/** Times in which a source brought less than is usual, newest first. */
export function AlarmPanel({ state, onState }: AlarmPanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: ListColumn<QualityAlarm>[] = [
    { key: 'source', title: t('quality.source'), cell: (alarm) => apart(alarm.source_name), csv: (alarm) => alarm.source_name },
    { key: 'begun', title: t('quality.alarm.begun'), cell: (alarm) => format.instant(alarm.begun_at), csv: (alarm) => alarm.begun_at },
    { key: 'noticed', title: t('quality.alarm.noticed'), cell: (alarm) => format.instant(alarm.noticed_at), csv: (alarm) => alarm.noticed_at },
    { key: 'ended', title: t('quality.alarm.ended'), words: true, cell: (alarm) => ended(t, format.instant, alarm), csv: (alarm) => alarm.ended_at },
    { key: 'seen', title: t('quality.alarm.seen'), cell: (alarm) => format.number(alarm.seen), csv: (alarm) => alarm.seen },
    { key: 'usual', title: t('quality.volume.usual'), cell: (alarm) => format.number(alarm.usual), csv: (alarm) => alarm.usual },
    { key: 'bound', title: t('quality.volume.bound'), cell: (alarm) => format.number(alarm.bound), csv: (alarm) => alarm.bound },
    { key: 'grain', title: t('quality.alarm.grain'), words: true, cell: (alarm) => t(`quality.alarm.by.${alarm.grain}`), csv: (alarm) => alarm.grain },
  ];
  return (
    <Panel
      title={t('quality.alarm.title')}
      note={t('quality.alarm.note', { hours: format.number(hoursFrom), days: format.number(daysFrom) })}
      actions={<Switch label={t('quality.alarm.onlyOpen')} checked={state === 'open'} onChange={(event) => onState(event.currentTarget.checked ? 'open' : 'all')} />}
    >
      <PagedTable
        label={t('quality.alarm.title')}
        listKey={[...qualityKey, 'alarms', state]}
        every={everyMs}
        fetchPage={(cursor, limit, signal) => alarmPage(state, cursor, limit, signal)}
        rowKey={({ id }) => id}
        columns={columns}
        fileName="alarms.csv"
        empty={t('quality.alarm.none')}
      />
    </Panel>
  );
}

function ended(t: Translate, instant: (at: string) => string, { ended_at: at }: QualityAlarm) {
  if (at !== null) return instant(at);
  return (
    <Text span fz="sm" fw={600} c="var(--bad)">
      {t('quality.alarm.open')}
    </Text>
  );
}
