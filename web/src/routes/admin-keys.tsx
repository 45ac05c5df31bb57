import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { KeyForm } from '../features/admin/key-form';
import { KeyTable } from '../features/admin/key-table';
import { keysQuery, usersQuery } from '../features/admin/queries';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { EmptyState } from '../ui/states';

const heights = [180];

export function AdminKeysPage() {
  const { t } = useLanguage();
  const query = useQuery(keysQuery());
  const users = useQuery(usersQuery());
  return (
    <Page title={t('nav.keys')} lead={t('admin.keys.lead')}>
      <KeyForm />
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(keys) =>
          keys.length === 0 ? (
            <EmptyState icon={<KeyRound size={28} aria-hidden />} title={t('admin.keys.none')} text={t('admin.keys.noneText')} />
          ) : (
            <KeyTable keys={keys} users={users.data ?? []} now={query.dataUpdatedAt} />
          )
        }
      </QueryView>
    </Page>
  );
}
