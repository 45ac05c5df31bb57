import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { NewIncomingWebhook, SenderCheckInput } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { CheckFields } from './check-fields';
import { exampleMapping } from './example';
import { createIncoming, incomingKey } from './queries';

/** A new door for one sender; its mapping begins with an example. */
export function IncomingNew({ onMade }: { onMade: (made: NewIncomingWebhook) => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [check, setCheck] = useState<SenderCheckInput>({ kind: 'none' });
  const make = useMutation({
    mutationFn: createIncoming,
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: incomingKey });
      setName('');
      setCheck({ kind: 'none' });
      onMade(made);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ name: name.trim(), check, definition: exampleMapping });
  };
  return (
    <Panel title={t('hook.in.new')} note={t('hook.in.newNote')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group gap="sm" align="flex-end">
            <TextInput label={t('hook.in.name')} required maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <CheckFields value={check} onChange={setCheck} />
            <Button type="submit" variant="default" loading={make.isPending}>
              {t('hook.in.make')}
            </Button>
          </Group>
          <FailureLine error={make.error} />
        </Stack>
      </form>
    </Panel>
  );
}
