import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiKey, User } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { SureButton } from '../../ui/sure-button';
import { keysKey, revokeKey } from './queries';

/** All keys, also those that no longer work. */
export function KeyTable({ keys, users, now }: { keys: readonly ApiKey[]; users: readonly User[]; now: number }) {
  const { t } = useLanguage();
  const format = useFormat();
  const maker = (id: string) => (id === 'machine' ? t('admin.keys.machine') : (users.find((user) => user.id === id)?.login ?? id));
  const state = (key: ApiKey) => {
    if (key.revoked_at !== null) return 'revoked';
    return key.expires_at !== null && Date.parse(key.expires_at) <= now ? 'ended' : 'works';
  };
  const columns: Column<ApiKey>[] = [
    { key: 'name', title: t('admin.keys.name'), cell: (key) => key.name },
    { key: 'role', title: t('admin.keys.role'), words: true, cell: (key) => t(`role.${key.role}`) },
    { key: 'state', title: t('admin.keys.state'), words: true, cell: (key) => t(`admin.keys.${state(key)}`) },
    { key: 'by', title: t('admin.keys.by'), words: true, cell: (key) => maker(key.created_by) },
    { key: 'created', title: t('admin.keys.created'), cell: (key) => format.date(key.created_at.slice(0, 10)) },
    { key: 'ends', title: t('admin.keys.ends'), cell: (key) => (key.expires_at === null ? t('admin.keys.never') : format.date(key.expires_at.slice(0, 10))) },
    { key: 'used', title: t('admin.keys.used'), cell: (key) => (key.last_used_at === null ? t('admin.keys.never') : format.instant(key.last_used_at)) },
    { key: 'revoke', title: t('admin.keys.actions'), words: true, cell: (key) => revoker(key.id, state(key)) },
  ];
  return (
    <Panel title={t('admin.keys.list')}>
      <DataTable label={t('admin.keys.list')} rows={keys} rowKey={(key) => key.id} columns={columns} />
    </Panel>
  );
}

function revoker(id: string, state: 'works' | 'ended' | 'revoked') {
  return state === 'works' ? <Revoke id={id} /> : '–';
}

function Revoke({ id }: { id: string }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const revoke = useMutation({ mutationFn: revokeKey, onSettled: () => queryClient.invalidateQueries({ queryKey: keysKey }) });
  return (
    <>
      <SureButton size="compact-xs" label={t('admin.keys.revoke')} question={t('admin.keys.revokeSure')} busy={revoke.isPending} onSure={() => revoke.mutate(id)} />
      <FailureLine error={revoke.error} />
    </>
  );
}
