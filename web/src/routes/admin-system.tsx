import { useQuery } from '@tanstack/react-query';
import { systemQuery } from '../features/admin/queries';
import { SystemView } from '../features/admin/system-view';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';

const heights = [90, 260, 300];

export function AdminSystemPage() {
  const { t } = useLanguage();
  const query = useQuery(systemQuery());
  return (
    <Page title={t('nav.system')} lead={t('admin.system.lead')}>
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(system) => <SystemView system={system} />}
      </QueryView>
    </Page>
  );
}
