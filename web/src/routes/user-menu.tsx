import { ActionIcon, Menu, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CircleUserRound, LogOut } from 'lucide-react';
import { signOut } from '../api/session';
import type { Session } from '../api/types';
import { useLanguage } from '../lib/i18n';
import { failureText } from '../ui/failure-text';

export function UserMenu({ user }: { user: Session['user'] }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  const name = user.name === '' ? user.login : user.name;

  return (
    <Menu position="bottom-end" width={230} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="inherit" size={36} aria-label={t('shell.user', { name })}>
          <CircleUserRound size={19} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="var(--mantine-color-text)" truncate>
            {name}
          </Text>
          <Text fz="xs">
            {t('shell.role', { login: `\u2068${user.login}\u2069`, role: t(`role.${user.role}`) })}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={15} aria-hidden />} onClick={() => leave.mutate()} disabled={leave.isPending}>
          {t('shell.signOut')}
        </Menu.Item>
        {leave.isError && (
          <Text role="alert" fz="xs" c="var(--bad)" px="sm" py={4}>
            {failureText(t, leave.error)}
          </Text>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
