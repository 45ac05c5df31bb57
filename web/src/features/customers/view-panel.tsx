import { Button, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CustomerView } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { SidePanel } from '../../ui/side-panel';
import { changeView, createView, removeView, viewsKey } from './queries';

type ViewPanelProps = {
  views: readonly CustomerView[];
  /** What a new view would hold; undefined when the panel is only for those that are there. */
  fresh: { query: string; columns: string[] } | undefined;
  onSaved: (view: CustomerView) => void;
  onClose: () => void;
};

/** Saves what is shown under a name; renames, shares and removes what was saved. */
export function ViewPanel({ views, fresh, onSaved, onClose }: ViewPanelProps) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: viewsKey });
  const [gone, setGone] = useState<CustomerView>();
  const remove = useMutation({ mutationFn: removeView, onSettled });
  const back = useMutation({ mutationFn: createView, onSettled, onSuccess: () => setGone(undefined) });
  const mine = views.filter((view) => view.is_own);
  return (
    <SidePanel title={t(fresh === undefined ? 'customers.views.manage' : 'customers.views.save')} closeLabel={t('customers.views.close')} onClose={onClose}>
      <Stack gap="md">
        {fresh !== undefined && <NewView fresh={fresh} onSettled={onSettled} onSaved={onSaved} />}
        <FailureLine error={remove.error ?? back.error} />
        {gone !== undefined && (
          <Paper p="xs" bg="var(--chosen)" c="var(--on-chosen)" role="status">
            <Group justify="space-between" wrap="nowrap">
              <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
                {t('customers.views.gone', { name: `\u2068${gone.name}\u2069` })}
              </Text>
              <Button
                variant="default"
                size="xs"
                loading={back.isPending}
                onClick={() => back.mutate({ name: gone.name, query: gone.query, columns: gone.columns, shared: gone.shared })}
              >
                {t('customers.undo')}
              </Button>
            </Group>
          </Paper>
        )}
        {mine.map((view) => (
          <ViewCard
            key={view.id}
            view={view}
            onSettled={onSettled}
            onRemove={() => remove.mutate(view.id, { onSuccess: () => setGone(view) })}
          />
        ))}
        {views
          .filter((view) => !view.is_own)
          .map((view) => (
            <Text key={view.id} fz="sm">
              <bdi>{view.name}</bdi>{' '}
              <Text span c="dimmed" fz="xs">
                {t('customers.views.ofOthers')}
              </Text>
            </Text>
          ))}
      </Stack>
    </SidePanel>
  );
}

type Settled = { onSettled: () => Promise<void> };

function NewView({ fresh, onSettled, onSaved }: Settled & { fresh: { query: string; columns: string[] }; onSaved: (view: CustomerView) => void }) {
  const { t } = useLanguage();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({ mutationFn: createView, onSettled, onSuccess: onSaved });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate({ ...fresh, name: name.trim(), shared });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text fz="sm" c="dimmed">
          {t('customers.views.text')}
        </Text>
        <TextInput label={t('customers.views.name')} value={name} dir="auto" required withAsterisk={false} maxLength={100} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <Switch label={t('customers.views.shared')} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
        <FailureLine error={save.error} />
        <Button type="submit" loading={save.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('customers.views.saveIt')}
        </Button>
      </Stack>
    </form>
  );
}

function ViewCard({ view, onSettled, onRemove }: Settled & { view: CustomerView; onRemove: () => void }) {
  const { t } = useLanguage();
  const [name, setName] = useState(view.name);
  const change = useMutation({ mutationFn: changeView, onSettled });
  const send = (changes: Partial<Pick<CustomerView, 'name' | 'shared'>>) =>
    change.mutate({ id: view.id, name: view.name, query: view.query, columns: view.columns, shared: view.shared, ...changes });
  const rename = () => {
    const next = name.trim();
    if (next === '') setName(view.name);
    else if (next !== view.name) send({ name: next });
  };
  return (
    <Paper withBorder p="sm" bd="1px solid var(--line)" data-view={view.name}>
      <Stack gap="xs">
        <TextInput
          label={t('customers.views.name')}
          value={name}
          dir="auto"
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename();
          }}
        />
        <FailureLine error={change.error} />
        <Group justify="space-between">
          <Switch label={t('customers.views.shared')} checked={view.shared} onChange={(event) => send({ shared: event.currentTarget.checked })} />
          <Button variant="default" size="xs" onClick={onRemove}>
            {t('customers.views.remove')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
