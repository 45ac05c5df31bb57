import { Anchor, Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { IncomingWebhook } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { ShownOnce } from '../../ui/shown-once';
import { SureButton } from '../../ui/sure-button';
import { CheckFields, checkOf } from './check-fields';
import { stateOf } from './incoming-table';
import { changeIncoming, incomingKey, removeIncoming, rotateAddress } from './queries';

type IncomingPanelProps = {
  webhook: IncomingWebhook;
  /** The path of its address, when it was just drawn. */
  path: string | undefined;
  onPath: (path: string | undefined) => void;
  onGone: () => void;
};

/** One sender's door: its address, its proof, and what can be done about it. */
export function IncomingPanel({ webhook, path, onPath, onGone }: IncomingPanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: incomingKey });
  const rotate = useMutation({
    mutationFn: rotateAddress,
    onSuccess: async (made) => {
      onPath(made.path);
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: removeIncoming,
    onSuccess: async () => {
      onGone();
      // Only the list: what is asked of the one that is gone would not be found.
      await queryClient.invalidateQueries({ queryKey: incomingKey, exact: true });
    },
  });
  const [editing, setEditing] = useState(false);
  return (
    <Panel
      title={webhook.name}
      note={`${stateOf(t, webhook)}${webhook.live_since === null ? '' : ` · ${t('hook.sinceAt', { at: format.instant(webhook.live_since) })}`}`}
      actions={
        <Group gap="xs">
          <Button variant="default" size="xs" aria-expanded={editing} onClick={() => setEditing(!editing)}>
            {editing ? t('hook.cancel') : t('hook.in.changeCheck')}
          </Button>
          <SureButton label={t('hook.in.rotate')} question={t('hook.in.rotateSure')} busy={rotate.isPending} onSure={() => rotate.mutate(webhook.id)} />
          <SureButton label={t('hook.remove')} question={t('hook.removeSure')} busy={remove.isPending} onSure={() => remove.mutate(webhook.id)} />
        </Group>
      }
    >
      {path !== undefined && (
        <ShownOnce
          title={t('hook.in.address')}
          text={t('hook.in.addressText')}
          secret={globalThis.location.origin + path}
          copyLabel={t('hook.in.copyAddress')}
          onKept={() => onPath(undefined)}
        />
      )}
      <FailureLine error={rotate.error ?? remove.error} />
      <Text fz="sm">
        {t('hook.in.check')}: {t(`hook.in.checks.${webhook.check}`)}
        {webhook.check_header !== null && (
          <>
            {' · '}
            <bdi dir="ltr">
              {webhook.check_header} ({webhook.check_encoding})
            </bdi>
          </>
        )}
        {' · '}
        <Anchor fz="sm" underline="always" renderRoot={(props) => <Link {...props} to="/sources" search={{ open: webhook.source }} />}>
          {t('hook.in.volumes')}
        </Anchor>
      </Text>
      {editing && <EditCheck webhook={webhook} onDone={() => setEditing(false)} />}
    </Panel>
  );
}

function EditCheck({ webhook, onDone }: { webhook: IncomingWebhook; onDone: () => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [check, setCheck] = useState(checkOf(webhook));
  const save = useMutation({
    mutationFn: changeIncoming,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: incomingKey });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ id: webhook.id, check });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end" mt="sm">
        <CheckFields value={check} onChange={setCheck} />
        <Button type="submit" loading={save.isPending}>
          {t('hook.save')}
        </Button>
      </Group>
      <FailureLine error={save.error} />
    </form>
  );
}
