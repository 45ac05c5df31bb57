import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { EmptyState } from '../ui/states';
import { PageIcon } from './page-icon';
import type { DataPageName, PageName } from './pages';

type NoOrdersProps = { page: Exclude<PageName, DataPageName | 'dashboards' | 'everyone' | 'home' | 'schedules' | 'sql' | 'subscriptions'>; actions?: ReactNode };

/** The first screen of a new workspace: what this page will show, and the page that fills it. */
export function NoOrders({ page, actions }: NoOrdersProps) {
  const { t } = useLanguage();

  return (
    <Page title={t(`nav.${page}`)} actions={actions}>
      <EmptyState
        icon={<PageIcon name={page} size={32} color="var(--mark)" />}
        title={t(`empty.${page}.title`)}
        text={t(`empty.${page}.text`)}
        action={<Button renderRoot={(props) => <Link {...props} to="/import" />}>{t('nav.import')}</Button>}
      />
    </Page>
  );
}
