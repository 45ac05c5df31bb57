import { Button, Group, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/problem';
import type { SavedQuery, SavedQueryInput } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import type { Chart } from './chart-guess';
import { saveAgain, savedKey, savedQueries, saveNew } from './queries';

type SavePanelProps = {
  sql: string;
  chart: Chart | undefined;
  /** The query that is saved again; absent for a new one. */
  saved: SavedQuery | undefined;
  onSaved: (query: SavedQuery) => void;
  /** Takes over what somebody else saved meanwhile. */
  onTheirs: (query: SavedQuery) => void;
  onClose: () => void;
};

/** Gives a question a name. What somebody else saved meanwhile is never overwritten unseen. */
export function SavePanel({ sql, chart, saved, onSaved, onTheirs, onClose }: SavePanelProps) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [name, setName] = useState(saved?.name ?? '');
  const [description, setDescription] = useState(saved?.description ?? '');
  const [shared, setShared] = useState(saved?.is_shared ?? true);
  const body: SavedQueryInput = { name, description, sql, is_shared: shared, chart: drawn(chart ?? saved?.chart) };
  const save = useMutation({
    mutationFn: async (isNew: boolean) => (saved === undefined || isNew ? saveNew(body) : saveAgain({ id: saved.id, version: saved.version, body })),
    onSuccess: async (query) => {
      await queryClient.invalidateQueries({ queryKey: savedKey });
      onSaved(query);
    },
  });
  const takeTheirs = async () => {
    await queryClient.invalidateQueries({ queryKey: savedKey });
    const theirs = queryClient.getQueryData(savedQueries().queryKey)?.find(({ id }) => id === saved?.id);
    if (theirs !== undefined) onTheirs(theirs);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(false);
  };
  const code = save.error instanceof ApiError ? save.error.code : undefined;

  return (
    <Panel title={t(saved === undefined ? 'sql.save.title' : 'sql.save.change')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={t('sql.save.name')} required maxLength={100} data-autofocus value={name} error={code === 'insight.name_taken' ? t('sql.save.taken') : undefined} onChange={(event) => setName(event.currentTarget.value)} />
          <Textarea label={t('sql.save.description')} maxLength={1000} autosize minRows={2} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
          <Switch label={t('sql.save.shared')} description={t('sql.save.sharedNote')} checked={shared} disabled={saved !== undefined && !saved.is_mine} onChange={(event) => setShared(event.currentTarget.checked)} />
          {code === 'insight.changed_meanwhile' && (
            <Text role="alert" fz="sm" c="var(--bad)">
              {t('sql.save.meanwhile')}
            </Text>
          )}
          {code !== 'insight.name_taken' && code !== 'insight.changed_meanwhile' && <FailureLine error={save.error} />}
          <Group gap="sm">
            <Button type="submit" size="xs" loading={save.isPending} disabled={name.trim() === ''}>
              {t('sql.save.do')}
            </Button>
            {saved !== undefined && (
              <Button variant="default" size="xs" loading={save.isPending} disabled={name.trim() === ''} onClick={() => save.mutate(true)}>
                {t('sql.save.asNew')}
              </Button>
            )}
            {code === 'insight.changed_meanwhile' && (
              <Button variant="default" size="xs" onClick={() => void takeTheirs()}>
                {t('sql.save.theirs')}
              </Button>
            )}
            <Button variant="subtle" size="xs" onClick={onClose}>
              {t('sql.save.close')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function drawn(chart: Chart | undefined): NonNullable<SavedQueryInput['chart']> | null {
  return chart === undefined ? null : { kind: chart.kind, x: chart.x, y: [...chart.y] };
}
