import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { NewWebhookEndpoint, WebhookEndpointInput } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { EndpointFields, newEndpoint } from './endpoint-fields';
import { createEndpoint, endpointsKey } from './queries';

/** A new endpoint: another system that is told of facts. */
export function EndpointNew({ onMade }: { onMade: (made: NewWebhookEndpoint) => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [value, setValue] = useState<WebhookEndpointInput>(newEndpoint);
  const [opened, setOpened] = useState(false);
  const make = useMutation({
    mutationFn: createEndpoint,
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: endpointsKey });
      setValue(newEndpoint);
      setOpened(false);
      onMade(made);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(value);
  };
  return (
    <Panel
      title={t('hook.out.new')}
      note={t('hook.out.newNote')}
      actions={
        <Button variant="default" size="xs" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {opened ? t('hook.cancel') : t('hook.out.new')}
        </Button>
      }
    >
      {opened && (
        <form onSubmit={submit}>
          <EndpointFields value={value} onChange={setValue} />
          <FailureLine error={make.error} />
          <Button type="submit" mt="sm" loading={make.isPending}>
            {t('hook.out.make')}
          </Button>
        </form>
      )}
    </Panel>
  );
}
