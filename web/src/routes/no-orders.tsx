import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/session';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { EmptyState } from '../ui/states';
import { PageIcon } from './page-icon';
import type { DataPageName, PageName } from './pages';

type NoOrdersProps = { page: Exclude<PageName, DataPageName | 'everyone' | 'subscriptions'>; actions?: ReactNode };

/** The first screen of a new workspace: what this page will show, and the command that fills it. */
export function NoOrders({ page, actions }: NoOrdersProps) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const { isFetching } = useQuery(sessionQuery);

  return (
    <Page title={t(`nav.${page}`)} actions={actions}>
      <EmptyState
        icon={<PageIcon name={page} size={32} color="var(--mark)" />}
        title={t(`empty.${page}.title`)}
        text={t(`empty.${page}.text`)}
        command="clientele import orders FILE"
        action={
          <Button
            variant="subtle"
            size="sm"
            loading={isFetching}
            onClick={() => void queryClient.invalidateQueries()}
          >
            {t('empty.again')}
          </Button>
        }
      />
    </Page>
  );
}
