import { Menu, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { signOut } from '../api/session';
import type { Session } from '../api/types';
import { useLanguage } from '../lib/i18n';
import { failureText } from '../ui/failure-text';
import type { Opening } from '../ui/opened-later';

/** Who is signed in, and the way out. */
export function UserList({ user, name, target, ...opening }: Opening & { user: Session['user']; name: string }) {
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

  return (
    <Menu position="bottom-end" width={230} closeOnItemClick={false} {...opening}>
      <Menu.Target>{target}</Menu.Target>
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
