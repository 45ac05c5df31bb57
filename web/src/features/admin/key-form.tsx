import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Role } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { ShownOnce } from '../../ui/shown-once';
import { createKey, keysKey } from './queries';
import { RoleSelect } from './role-select';

const terms = [
  { name: 'never', days: null },
  { name: 'in30', days: 30 },
  { name: 'in90', days: 90 },
  { name: 'in365', days: 365 },
] as const;
const dayMs = 86_400_000;

/** A new key; its secret is shown once. */
export function KeyForm() {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [term, setTerm] = useState<(typeof terms)[number]['name']>('in365');
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const make = useMutation({
    mutationFn: createKey,
    onSuccess: async ({ key, secret }) => {
      setMade({ name: key.name, secret });
      setName('');
      await queryClient.invalidateQueries({ queryKey: keysKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const days = terms.find((one) => one.name === term)?.days ?? null;
    make.mutate({ name: name.trim(), role, expires_at: days === null ? null : new Date(Date.now() + days * dayMs).toISOString() });
  };

  return (
    <Panel title={t('admin.keys.new')} note={t('admin.keys.newNote')}>
      {made !== undefined && (
        <ShownOnce
          title={t('admin.keys.once', { name: made.name })}
          text={t('admin.keys.onceText')}
          secret={made.secret}
          copyLabel={t('admin.keys.copy')}
          onKept={() => setMade(undefined)}
        />
      )}
      <form onSubmit={submit}>
        <Group align="flex-start" gap="sm">
          <TextInput label={t('admin.keys.name')} required maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <RoleSelect label={t('admin.keys.role')} value={role} onChange={setRole} />
          <NativeSelect
            label={t('admin.keys.ends')}
            value={term}
            onChange={(event) => setTerm(terms.find((one) => one.name === event.currentTarget.value)?.name ?? 'never')}
            data={terms.map((one) => ({ value: one.name, label: t(`admin.keys.${one.name}`) }))}
          />
          <Button type="submit" variant="default" loading={make.isPending} mt={24}>
            {t('admin.keys.make')}
          </Button>
        </Group>
        <FailureLine error={make.error} />
      </form>
    </Panel>
  );
}
