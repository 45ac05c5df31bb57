import { Button, Group, Paper, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CustomerNote } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { addNote, notesKey, notesQuery, removeNote } from './queries';
import { useRemoval } from './removal';

const longest = 4000;

/** What people noted, the latest first. */
export function Notes({ id }: { id: string }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(notesQuery(id));
  const onSettled = () => queryClient.invalidateQueries({ queryKey: notesKey(id) });
  const remove = useMutation({ mutationFn: removeNote, onSettled });
  const [gone, setGone] = useState<readonly string[]>([]);
  const removal = useRemoval<CustomerNote>((note) => {
    setGone((old) => [...old, note.id]);
    remove.mutate({ id, note: note.id }, { onError: () => setGone((old) => old.filter((one) => one !== note.id)) });
  });
  const notes = query.data?.pages.flatMap((page) => page.items).filter((note) => note.id !== removal.waiting?.id && !gone.includes(note.id));
  return (
    <Panel title={t('customer.notes.title')}>
      <Stack gap="md">
        <NewNote id={id} onSettled={onSettled} />
        <FailureLine error={query.error ?? remove.error} />
        {removal.waiting !== undefined && (
          <Paper p="xs" bg="var(--chosen)" c="var(--on-chosen)" role="status">
            <Group justify="space-between">
              <Text fz="sm">{t('customer.notes.gone')}</Text>
              <Button variant="default" size="xs" onClick={removal.undo}>
                {t('customer.notes.undo')}
              </Button>
            </Group>
          </Paper>
        )}
        {notes === undefined && query.error === null && <Skeleton h={80} />}
        {notes !== undefined && notes.length === 0 && <Text c="dimmed">{t('customer.notes.none')}</Text>}
        {notes?.map((note) => (
          <Note key={note.id} note={note} onRemove={() => removal.ask(note)} />
        ))}
        {query.hasNextPage && (
          <Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} style={{ alignSelf: 'flex-start' }}>
            {t('state.more')}
          </Button>
        )}
      </Stack>
    </Panel>
  );
}

function NewNote({ id, onSettled }: { id: string; onSettled: () => Promise<void> }) {
  const { t } = useLanguage();
  const [text, setText] = useState('');
  const add = useMutation({ mutationFn: addNote, onSuccess: () => setText(''), onSettled });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') add.mutate({ id, text: text.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Textarea label={t('customer.notes.text')} value={text} dir="auto" rows={3} resize="vertical" maxLength={longest} onChange={(event) => setText(event.currentTarget.value)} />
      <FailureLine error={add.error} />
      <Button type="submit" size="xs" mt="xs" loading={add.isPending} disabled={text.trim() === ''}>
        {t('customer.notes.add')}
      </Button>
    </form>
  );
}

function Note({ note, onRemove }: { note: CustomerNote; onRemove: () => void }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <Paper component="article" withBorder p="sm" bg="transparent" bd="1px solid var(--line)" data-note={note.id}>
      <Text fz="sm" dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {note.text}
      </Text>
      <Group justify="space-between" gap="xs" mt={6}>
        <Text fz="xs" c="dimmed">
          <bdi>{note.author}</bdi> · <span className="num">{format.instant(note.created_at)}</span>
        </Text>
        <Button variant="subtle" size="compact-xs" onClick={onRemove}>
          {t('customer.notes.remove')}
        </Button>
      </Group>
    </Paper>
  );
}
