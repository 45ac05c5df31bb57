import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { leftToRight } from '../../ui/left-to-right';
import { Panel } from '../../ui/panel';
import { createForm, formsKey } from './queries';

/** A new form: its heading, its name in its address, and a first question to go on from. */
export function FormNew({ onMade }: { onMade: (key: string) => void }) {
  const { t, language } = useLanguage();
  const queryClient = useQueryClient();
  const [title, setTitle] = useState('');
  const [key, setKey] = useState('');
  const make = useMutation({
    mutationFn: createForm,
    onSuccess: async (form) => {
      await queryClient.invalidateQueries({ queryKey: formsKey });
      setTitle('');
      setKey('');
      onMade(form.key);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({
      key: key.trim(),
      definition: {
        title: title.trim(),
        languages: [language],
        questions: [{ id: 'email', type: 'email', label: t('form.firstQuestion'), required: true }],
      },
    });
  };
  return (
    <Panel title={t('form.new')} note={t('form.newNote')}>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput label={t('form.heading')} required maxLength={200} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
          <TextInput
            label={t('form.key')}
            required
            pattern="[a-z0-9][a-z0-9\-]{0,59}"
            title={t('form.keyNote')}
            inputContainer={leftToRight}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={make.isPending}>
            {t('form.make')}
          </Button>
        </Group>
        <FailureLine error={make.error} />
      </form>
    </Panel>
  );
}
