import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { AuditPanel } from '../features/admin/audit-panel';
import { keysQuery, usersQuery } from '../features/admin/queries';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';

const route = getRouteApi('/shell/admin/audit');

export function AdminAuditPage() {
  const { t } = useLanguage();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const users = useQuery(usersQuery());
  const keys = useQuery(keysQuery());
  return (
    <Page title={t('nav.audit')} lead={t('admin.audit.lead')}>
      <AuditPanel filter={filter} users={users.data ?? []} keys={keys.data ?? []} onChange={(next) => void navigate({ search: next, resetScroll: false })} />
    </Page>
  );
}
