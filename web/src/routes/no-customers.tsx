import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { EmptyState } from '../ui/states';

/** The list of a workspace in which nobody is yet. */
export function NoCustomers() {
  const { t } = useLanguage();
  return (
    <Page title={t('customers.title')}>
      <EmptyState
        icon={<UsersRound size={32} color="var(--mark)" aria-hidden />}
        title={t('customers.empty.title')}
        text={t('customers.empty.text')}
        action={<Button renderRoot={(props) => <Link {...props} to="/import" />}>{t('nav.import')}</Button>}
      />
    </Page>
  );
}
