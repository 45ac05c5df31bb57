import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { usersQuery } from '../features/admin/queries';
import { UserForm } from '../features/admin/user-form';
import { UserPanel } from '../features/admin/user-panel';
import { UserTable } from '../features/admin/user-table';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';

const route = getRouteApi('/shell/admin/users');
const heights = [180];

export function AdminUsersPage() {
  const { t } = useLanguage();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(usersQuery());
  const choose = (id: string) => void navigate({ search: id === open ? {} : { open: id }, resetScroll: false });

  return (
    <Page title={t('nav.users')} lead={t('admin.users.lead')}>
      <UserForm />
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(users) => {
          const chosen = users.find((user) => user.id === open);
          return (
            <Stack gap="md">
              <UserTable users={users} chosen={open} onChoose={choose} />
              {chosen !== undefined && <UserPanel key={chosen.id} user={chosen} />}
            </Stack>
          );
        }}
      </QueryView>
    </Page>
  );
}
