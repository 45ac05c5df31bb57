import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SourceKindInput } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { failureText } from '../../ui/failure-text';
import { Panel } from '../../ui/panel';
import { createSource, sourcesKey } from './queries';

const kinds = ['website', 'app', 'server', 'till'] as const satisfies readonly SourceKindInput[];

/** A new source: what it is and what people call it. */
export function SourceForm({ onMade }: { onMade: (id: string) => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<SourceKindInput>('website');
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: createSource,
    onSuccess: async (source) => {
      await queryClient.invalidateQueries({ queryKey: sourcesKey });
      setName('');
      onMade(source.id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') make.mutate({ kind, name: name.trim() });
  };
  return (
    <Panel title={t('source.new')} note={t('source.newNote')}>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <NativeSelect
            label={t('source.column.kind')}
            value={kind}
            onChange={(event) => setKind(kinds.find((one) => one === event.currentTarget.value) ?? 'website')}
            data={kinds.map((value) => ({ value, label: t(`source.kind.${value}`) }))}
          />
          <TextInput label={t('source.column.name')} required maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Button type="submit" variant="default" loading={make.isPending}>
            {t('source.make')}
          </Button>
        </Group>
        {make.error !== null && (
          <Text role="alert" fz="sm" c="var(--bad)" mt="xs">
            {failureText(t, make.error)}
          </Text>
        )}
      </form>
    </Panel>
  );
}
