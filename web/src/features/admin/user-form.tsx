import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Role } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { ShownOnce } from '../../ui/shown-once';
import { firstPassword } from './password';
import { createUser, usersKey } from './queries';
import { RoleSelect } from './role-select';

/** A new user, with a first password that is shown once. */
export function UserForm() {
  const { t, language } = useLanguage();
  const queryClient = useQueryClient();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [made, setMade] = useState<{ login: string; password: string }>();
  const make = useMutation({
    mutationFn: createUser,
    onSuccess: async (user, { password }) => {
      setMade({ login: user.login, password });
      setLogin('');
      setName('');
      await queryClient.invalidateQueries({ queryKey: usersKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ login: login.trim(), name: name.trim(), role, password: firstPassword(), language });
  };

  return (
    <Panel title={t('admin.users.new')} note={t('admin.users.newNote')}>
      {made !== undefined && (
        <ShownOnce
          title={t('admin.users.passwordFor', { login: made.login })}
          text={t('admin.users.passwordOnce')}
          secret={made.password}
          copyLabel={t('admin.users.copyPassword')}
          onKept={() => setMade(undefined)}
        />
      )}
      <form onSubmit={submit}>
        <Group align="flex-start" gap="sm">
          <TextInput label={t('admin.users.login')} required dir="ltr" maxLength={200} autoComplete="off" value={login} onChange={(event) => setLogin(event.currentTarget.value)} />
          <TextInput label={t('admin.users.name')} maxLength={200} autoComplete="off" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <RoleSelect label={t('admin.users.role')} value={role} onChange={setRole} />
          <Button type="submit" variant="default" loading={make.isPending} mt={24}>
            {t('admin.users.make')}
          </Button>
        </Group>
        <FailureLine error={make.error} />
      </form>
    </Panel>
  );
}
