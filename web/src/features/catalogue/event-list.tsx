import { Anchor, Group, NativeSelect, Switch, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CatalogueEvent, EventKind } from '../../api/types';
import { eventKinds } from '../../lib/event-kinds';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { Sparkline } from '../../ui/sparkline';
import { course } from './days';
import { DriftMarks } from './drift-marks';
import { decided, eventTitle } from './names';
import { type CatalogueFilter, catalogueKey, eventPage, followedQuery } from './queries';

const courseDays = 30;

type EventListProps = {
  filter: CatalogueFilter;
  onFilter: (filter: Partial<CatalogueFilter>) => void;
  chosen: { kind: EventKind; name: string } | undefined;
  onChoose: (event: { kind: EventKind; name: string }) => void;
};

/** Every event that arrives, by kind and name: how many, since when, with how many properties, and what has changed. */
export function EventList({ filter, onFilter, chosen, onChoose }: EventListProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { data: followed } = useQuery(followedQuery());
  const columns: ListColumn<CatalogueEvent>[] = [
    { key: 'name', title: t('catalogue.column.name'), cell: (event) => opener(t, event, chosen, onChoose), csv: (event) => event.name },
    { key: 'kind', title: t('catalogue.column.kind'), words: true, cell: (event) => t(`source.event.${event.kind}`), csv: (event) => event.kind },
    { key: 'recent', title: t('catalogue.column.recent'), cell: (event) => format.number(event.count_30_days), csv: (event) => event.count_30_days },
    { key: 'course', title: t('catalogue.column.course'), words: true, cell: (event) => line(t, format, event, followed?.until ?? event.last_seen_at), csv: (event) => event.count },
    { key: 'properties', title: t('catalogue.column.properties'), cell: (event) => format.number(event.properties), csv: (event) => event.properties },
    { key: 'last', title: t('catalogue.column.last'), cell: (event) => format.instant(event.last_seen_at), csv: (event) => event.last_seen_at },
    { key: 'drift', title: t('catalogue.column.drift'), words: true, cell: marks, csv: (event) => event.drift.map(({ detail }) => detail).join('; ') },
  ];
  return (
    <Panel
      title={t('catalogue.events')}
      note={followed === undefined || followed.until === null ? t('catalogue.notFollowed') : t('catalogue.followed', { at: format.instant(followed.until) })}
    >
      <Group gap="sm" mb="sm" align="flex-end">
        <Search value={filter.search} onChange={(search) => onFilter({ search })} />
        <NativeSelect
          label={t('catalogue.column.kind')}
          value={filter.kind ?? ''}
          onChange={(event) => onFilter({ kind: eventKinds.find((kind) => kind === event.currentTarget.value) })}
          data={[{ value: '', label: t('source.all') }, ...eventKinds.map((value) => ({ value, label: t(`source.event.${value}`) }))]}
        />
        <Switch mb={8} label={t('catalogue.onlyDrift')} checked={filter.drift === true} onChange={(event) => onFilter({ drift: event.currentTarget.checked || undefined })} />
      </Group>
      <PagedTable
        label={t('catalogue.events')}
        listKey={[...catalogueKey, 'events', filter]}
        fetchPage={(cursor, limit, signal) => eventPage(filter, cursor, limit, signal)}
        rowKey={(event) => `${event.kind} ${event.name}`}
        columns={columns}
        fileName="events.csv"
        empty={t('catalogue.noneFound')}
      />
      {(followed?.beyond ?? []).map(({ kind, events }) => (
        <Text key={kind} fz="xs" c="var(--bad)" mt="xs">
          {t('catalogue.beyond', { kind: t(`source.event.${kind}`), n: format.number(events) }, events)}
        </Text>
      ))}
    </Panel>
  );
}

function opener(t: Translate, { kind, name, decisions }: CatalogueEvent, chosen: EventListProps['chosen'], onChoose: EventListProps['onChoose']) {
  return (
    <>
      <Anchor component="button" type="button" fz="sm" ta="start" aria-pressed={chosen?.kind === kind && chosen.name === name} onClick={() => onChoose({ kind, name })}>
        <bdi>{eventTitle(t, kind, name)}</bdi>
      </Anchor>
      {decisions.map((decision) => (
        <div key={decision.id}>{decided(t, decision)}</div>
      ))}
    </>
  );
}

function line(t: Translate, format: Formatter, { days, count_30_days: count }: CatalogueEvent, until: string) {
  return <Sparkline values={course(days, until.slice(0, 10), courseDays).map((day) => day.count)} label={t('catalogue.courseLabel', { n: format.number(count) }, count)} />;
}

function marks({ drift }: CatalogueEvent) {
  return <DriftMarks drift={drift} />;
}

/** Asks once what is typed is done: on Enter, or when the field is left. */
function Search({ value, onChange }: { value: string | undefined; onChange: (value: string | undefined) => void }) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState(value ?? '');
  const done = () => onChange(typed.trim() || undefined);
  return (
    <TextInput
      label={t('catalogue.search')}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}
