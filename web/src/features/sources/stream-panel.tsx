import { Button, Code, Group, NativeSelect, Skeleton, Switch, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LoggedEvent, Source } from '../../api/types';
import { eventKinds } from '../../lib/event-kinds';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { type Column, DataTable } from '../../ui/data-table';
import { failureText } from '../../ui/failure-text';
import { Panel } from '../../ui/panel';
import { type StreamQuery, streamQuery } from './queries';

type StreamPanelProps = { sources: readonly Source[]; query: StreamQuery; onChange: (query: Partial<StreamQuery>) => void };

/** Events as they arrive, newest first. */
export function StreamPanel({ sources, query, onChange }: StreamPanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const [live, setLive] = useState(true);
  const stream = useInfiniteQuery(streamQuery(query, live));
  const events = stream.data?.pages.flatMap((page) => page.items);
  const nameOf = (id: string) => sources.find((source) => source.id === id)?.name ?? id;
  const columns: Column<LoggedEvent>[] = [
    { key: 'at', title: t('source.at'), cell: (event) => format.instant(event.received_at) },
    { key: 'kind', title: t('source.column.kind'), words: true, cell: (event) => t(`source.event.${event.kind}`) },
    { key: 'name', title: t('source.column.name'), words: true, cell: (event) => apart(event.name) },
    { key: 'who', title: t('source.who'), words: true, cell: (event) => apart(event.user_id ?? event.email ?? event.phone ?? event.anonymous_id) },
    { key: 'source', title: t('source.source'), words: true, cell: (event) => nameOf(event.source) },
    {
      key: 'open',
      title: t('source.body'),
      words: true,
      cell: body,
    },
  ];
  return (
    <Panel
      title={t('source.stream')}
      note={t('source.streamNote')}
      actions={<Switch label={t('source.live')} checked={live} onChange={(event) => setLive(event.currentTarget.checked)} />}
    >
      <Group gap="sm" mb="sm" align="flex-end">
        <NativeSelect
          label={t('source.source')}
          value={query.source ?? ''}
          onChange={(event) => onChange({ source: event.currentTarget.value || undefined })}
          data={[{ value: '', label: t('source.all') }, ...sources.map((source) => ({ value: source.id, label: source.name }))]}
        />
        <NativeSelect
          label={t('source.column.kind')}
          value={query.kind ?? ''}
          onChange={(event) => onChange({ kind: eventKinds.find((kind) => kind === event.currentTarget.value) })}
          data={[{ value: '', label: t('source.all') }, ...eventKinds.map((value) => ({ value, label: t(`source.event.${value}`) }))]}
        />
        <Typed label={t('source.column.name')} value={query.name} onChange={(name) => onChange({ name })} />
        <Typed label={t('source.who')} value={query.who} onChange={(who) => onChange({ who })} />
      </Group>
      {stream.error !== null && <Text role="alert">{failureText(t, stream.error)}</Text>}
      {events === undefined && stream.error === null && <Skeleton h={320} />}
      {events !== undefined && events.length === 0 && <Text c="dimmed">{t('source.nothingYet')}</Text>}
      {events !== undefined && events.length > 0 && (
        <>
          <DataTable label={t('source.stream')} rows={events} rowKey={(event) => String(event.position)} columns={columns} />
          {stream.hasNextPage && (
            <Button variant="default" size="xs" mt="sm" loading={stream.isFetchingNextPage} onClick={() => void stream.fetchNextPage()}>
              {t('state.more')}
            </Button>
          )}
        </>
      )}
    </Panel>
  );
}

/** A filter that asks once what is typed is done: on Enter, or when the field is left. */
function Typed({ label, value, onChange }: { label: string; value: string | undefined; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState(value ?? '');
  const done = () => onChange(typed.trim() || undefined);
  return (
    <TextInput
      label={label}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}

function body(event: LoggedEvent) {
  return <Body event={event} />;
}

function Body({ event: { properties, traits, context, hidden } }: { event: LoggedEvent }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="subtle" size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t('source.hide') : t('source.show')}
      </Button>
      {open && hidden.length > 0 && (
        <Text fz="xs" c="dimmed">
          {t('source.hidden')} <bdi dir="ltr">{hidden.join(', ')}</bdi>
        </Text>
      )}
      {open && (
        <Code block dir="ltr" mah={320} style={{ overflow: 'auto' }} tabIndex={0}>
          {JSON.stringify({ properties, traits, context }, null, 2)}
        </Code>
      )}
    </>
  );
}
