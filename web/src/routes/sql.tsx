import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { SavedQuery } from '../api/types';
import { savedQueries } from '../features/sql/queries';
import { RemovedNotice } from '../features/sql/removed-notice';
import { SavedReader } from '../features/sql/saved-reader';
import { SqlDesk } from '../features/sql/sql-desk';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { PanelsSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import { mayAnalyse, useSession } from './use-session';

const route = getRouteApi('/shell/sql');
const heights = [250, 160];

export function SqlPage() {
  const { t } = useLanguage();
  const { user } = useSession();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(savedQueries());
  const [removed, setRemoved] = useState<SavedQuery>();
  const open = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, q: id }), resetScroll: false });
  const mayAsk = mayAnalyse(user);

  return (
    <Page title={t('nav.sql')} lead={t(mayAsk ? 'sql.lead' : 'sql.leadReader')}>
      {removed !== undefined && removed.id !== q && (
        <RemovedNotice
          query={removed}
          onBack={(id) => {
            setRemoved(undefined);
            open(id);
          }}
        />
      )}
      <QueryView query={query} skeleton={<PanelsSkeleton heights={heights} />}>
        {(all) => {
          const saved = all.find(({ id }) => id === q);
          return (
            <>
              {q !== undefined && saved === undefined && removed?.id !== q && (
                <Text role="alert" mb="md">
                  {t('sql.gone')}{' '}
                  <Button variant="default" size="compact-sm" onClick={() => open(undefined)}>
                    {t('sql.new')}
                  </Button>
                </Text>
              )}
              {mayAsk ? (
                <SqlDesk
                  key={saved?.id ?? 'new'}
                  login={user.login}
                  saved={saved}
                  all={all}
                  onOpen={open}
                  onRemoved={(gone) => {
                    setRemoved(gone);
                    open(undefined);
                  }}
                />
              ) : (
                <SavedReader key={saved?.id ?? 'none'} saved={saved} all={all} />
              )}
            </>
          );
        }}
      </QueryView>
    </Page>
  );
}
