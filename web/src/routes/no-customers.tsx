import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { sessionQuery } from '../api/session';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { EmptyState } from '../ui/states';

/** The list of a workspace in which nobody is yet. */
export function NoCustomers() {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const { isFetching } = useQuery(sessionQuery);
  return (
    <Page title={t('customers.title')}>
      <EmptyState
        icon={<UsersRound size={32} color="var(--mark)" aria-hidden />}
        title={t('customers.empty.title')}
        text={t('customers.empty.text')}
        command="clientele import orders FILE"
        action={
          <Button variant="subtle" size="sm" loading={isFetching} onClick={() => void queryClient.invalidateQueries()}>
            {t('empty.again')}
          </Button>
        }
      />
    </Page>
  );
}
