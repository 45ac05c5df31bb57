import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { User } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { ShownOnce } from '../../ui/shown-once';
import { SureButton } from '../../ui/sure-button';
import { firstPassword } from './password';
import { changeUser, usersKey } from './queries';
import { RoleSelect } from './role-select';

/** What can be changed about a user. */
export function UserPanel({ user }: { user: User }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState(user.role);
  const [password, setPassword] = useState<string>();
  const change = useMutation({
    mutationFn: changeUser,
    onSuccess: async (_user, { password: made }) => {
      setPassword(made);
      await queryClient.invalidateQueries({ queryKey: usersKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ id: user.id, name: name.trim(), role });
  };
  const isOut = user.disabled_at !== null;
  const isSaved = change.isSuccess && change.variables.role !== undefined;

  return (
    <Panel title={t('admin.users.panel', { login: user.login })}>
      {password !== undefined && (
        <ShownOnce
          title={t('admin.users.passwordFor', { login: user.login })}
          text={t('admin.users.passwordOnce')}
          secret={password}
          copyLabel={t('admin.users.copyPassword')}
          onKept={() => setPassword(undefined)}
        />
      )}
      <form onSubmit={submit}>
        <Group align="flex-start" gap="sm">
          <TextInput label={t('admin.users.name')} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <RoleSelect label={t('admin.users.role')} value={role} onChange={setRole} />
          <Button type="submit" variant="default" mt={24} loading={change.isPending && change.variables.role !== undefined}>
            {t('admin.users.save')}
          </Button>
        </Group>
        <Text role="status" fz="sm" c="var(--good)" mih={22}>
          {isSaved ? t('admin.users.saved') : ''}
        </Text>
      </form>
      <FailureLine error={change.error} />
      <Group gap="sm">
        <SureButton
          label={t('admin.users.reset')}
          question={t('admin.users.resetSure')}
          busy={change.isPending && change.variables.password !== undefined}
          onSure={() => change.mutate({ id: user.id, password: firstPassword() })}
        />
        {isOut ? (
          <Button variant="default" size="xs" loading={change.isPending && change.variables.disabled === false} onClick={() => change.mutate({ id: user.id, disabled: false })}>
            {t('admin.users.enable')}
          </Button>
        ) : (
          <SureButton
            label={t('admin.users.disable')}
            question={t('admin.users.disableSure')}
            busy={change.isPending && change.variables.disabled === true}
            onSure={() => change.mutate({ id: user.id, disabled: true })}
          />
        )}
      </Group>
    </Panel>
  );
}
