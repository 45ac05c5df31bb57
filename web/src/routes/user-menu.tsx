import { ActionIcon } from '@mantine/core';
import { CircleUserRound } from 'lucide-react';
import type { Session } from '../api/types';
import { useLanguage } from '../lib/i18n';
import { OpenedLater } from '../ui/opened-later';

const load = async () => (await import('./user-list')).UserList;

export function UserMenu({ user }: { user: Session['user'] }) {
  const { t } = useLanguage();
  const name = user.name === '' ? user.login : user.name;
  const button = (
    <ActionIcon variant="subtle" color="gray" c="inherit" size={36} aria-label={t('shell.user', { name })}>
      <CircleUserRound size={19} aria-hidden />
    </ActionIcon>
  );
  return (
    <OpenedLater popup="menu" button={button} load={load}>
      {(List, opening) => <List user={user} name={name} {...opening} />}
    </OpenedLater>
  );
}
