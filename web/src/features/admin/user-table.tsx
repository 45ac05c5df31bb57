import { Anchor } from '@mantine/core';
import type { User } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';

type UserTableProps = { users: readonly User[]; chosen: string | undefined; onChoose: (id: string) => void };

/** All users; choosing one opens what can be changed about them. */
export function UserTable({ users, chosen, onChoose }: UserTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: Column<User>[] = [
    { key: 'login', title: t('admin.users.login'), cell: (user) => opener(user, user.id === chosen, onChoose) },
    { key: 'name', title: t('admin.users.name'), words: true, cell: (user) => user.name },
    { key: 'role', title: t('admin.users.role'), words: true, cell: (user) => t(`role.${user.role}`) },
    {
      key: 'state',
      title: t('admin.users.state'),
      words: true,
      cell: ({ disabled_at: at }) => (at === null ? t('admin.users.active') : t('admin.users.disabled', { date: format.date(at.slice(0, 10)) })),
    },
    { key: 'since', title: t('admin.users.since'), cell: (user) => format.date(user.created_at.slice(0, 10)) },
  ];
  return (
    <Panel title={t('admin.users.list')}>
      <DataTable label={t('admin.users.list')} rows={users} rowKey={(user) => user.id} columns={columns} />
    </Panel>
  );
}

function opener({ id, login }: User, pressed: boolean, onChoose: (id: string) => void) {
  return (
    <Anchor component="button" type="button" fz="sm" dir="ltr" aria-pressed={pressed} onClick={() => onChoose(id)}>
      {login}
    </Anchor>
  );
}
