import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { WebhookEndpoint, WebhookTest } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { KeptLater } from '../../ui/reasons/kept-later';
import { ShownOnce } from '../../ui/shown-once';
import { SureButton } from '../../ui/sure-button';
import { EndpointFields, endpointInput } from './endpoint-fields';
import { healthOf } from './health';
import { changeEndpoint, endpointsKey, pauseEndpoint, removeEndpoint, resumeEndpoint, rotateSecret, testEndpoint } from './queries';

type EndpointPanelProps = {
  endpoint: WebhookEndpoint;
  /** The secret, when it was just drawn. */
  secret: string | undefined;
  onSecret: (secret: string | undefined) => void;
  onGone: () => void;
};

/** How one endpoint does, and what can be done about it. */
export function EndpointPanel({ endpoint, secret, onSecret, onGone }: EndpointPanelProps) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: endpointsKey });
  const toggle = useMutation({ mutationFn: (id: string) => (endpoint.disabled_at === null ? pauseEndpoint(id) : resumeEndpoint(id)), onSuccess: refresh });
  const test = useMutation({ mutationFn: testEndpoint, onSettled: refresh });
  const rotate = useMutation({
    mutationFn: rotateSecret,
    onSuccess: async (made) => {
      onSecret(made.secret);
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: removeEndpoint,
    onSuccess: async () => {
      onGone();
      // Only the list: what is asked of the one that is gone would not be found.
      await queryClient.invalidateQueries({ queryKey: endpointsKey, exact: true });
    },
  });
  const [editing, setEditing] = useState(false);

  return (
    <Panel
      title={endpoint.url}
      note={<Health endpoint={endpoint} />}
      actions={
        <Group gap="xs">
          <Button size="xs" loading={test.isPending} onClick={() => test.mutate(endpoint.id)}>
            {t('hook.out.test')}
          </Button>
          <Button variant="default" size="xs" loading={toggle.isPending} onClick={() => toggle.mutate(endpoint.id)}>
            {endpoint.disabled_at === null ? t('hook.out.pause') : t('hook.out.resume')}
          </Button>
          <Button variant="default" size="xs" aria-expanded={editing} onClick={() => setEditing(!editing)}>
            {editing ? t('hook.cancel') : t('hook.change')}
          </Button>
          <SureButton label={t('hook.out.rotate')} question={t('hook.out.rotateSure')} busy={rotate.isPending} onSure={() => rotate.mutate(endpoint.id)} />
          <SureButton label={t('hook.remove')} question={t('hook.removeSure')} busy={remove.isPending} onSure={() => remove.mutate(endpoint.id)} />
        </Group>
      }
    >
      {secret !== undefined && (
        <ShownOnce title={t('hook.out.secret')} text={t('hook.out.secretText')} secret={secret} copyLabel={t('hook.out.copySecret')} onKept={() => onSecret(undefined)} />
      )}
      <FailureLine error={toggle.error ?? test.error ?? rotate.error ?? remove.error} />
      {test.data !== undefined && <Tested result={test.data} />}
      {editing && <Edit endpoint={endpoint} onDone={() => setEditing(false)} />}
    </Panel>
  );
}

function Health({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t } = useLanguage();
  const format = useFormat();
  const state = healthOf(endpoint);
  const reason = endpoint.disabled_reason;
  const since = endpoint.disabled_at ?? endpoint.failing_since;
  return (
    <>
      {t(`hook.out.state.${state}`)}
      {since !== null && ` · ${t('hook.sinceAt', { at: format.instant(since) })}`}
      {endpoint.old_secret_until !== null && ` · ${t('hook.out.oldSecret', { at: format.instant(endpoint.old_secret_until) })}`}
      {endpoint.with_personal_data && ` · ${t('hook.out.withPersonal')}`}
      {reason !== null && <KeptLater of={{ error: reason, error_code: endpoint.disabled_reason_code, error_args: endpoint.disabled_reason_args }} />}
    </>
  );
}

/** What came of the message that tested it. */
function Tested({ result }: { result: WebhookTest }) {
  const { t } = useLanguage();
  const format = useFormat();
  const took = format.number(result.duration_ms);
  return (
    <Text component="div" aria-live="polite" fz="sm" mb="xs" c={result.is_delivered ? 'var(--good)' : 'var(--bad)'} data-tested={result.is_delivered}>
      {result.is_delivered
        ? t('hook.out.tested', { status: String(result.status ?? ''), took })
        : result.status === null
          ? t('hook.out.testNoAnswer', { took })
          : t('hook.out.testRefused', { status: String(result.status), took })}
      <KeptLater of={result} />
    </Text>
  );
}

function Edit({ endpoint, onDone }: { endpoint: WebhookEndpoint; onDone: () => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [value, setValue] = useState(endpointInput(endpoint));
  const save = useMutation({
    mutationFn: changeEndpoint,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: endpointsKey });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ id: endpoint.id, body: value });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <EndpointFields value={value} onChange={setValue} />
        <FailureLine error={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('hook.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
