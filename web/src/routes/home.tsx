import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { HomeSkeleton } from '../features/home/home-skeleton';
import { HomeView } from '../features/home/home-view';
import { baseQuery } from '../features/home/queries';
import { useFormat } from '../lib/format';
import { useLanguage, withTexts } from '../lib/i18n';
import { Choice } from '../ui/choice';
import { DateField } from '../ui/date-field';
import { Page } from '../ui/page';
import { PanelSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';
import type { HomeSearch } from './home-route';
import { lostAfterChoices } from './lost-after';
import { mayUse } from './pages';
import { maySetGoals, useSession } from './use-session';

const route = getRouteApi('/shell/');

// Of use to few, and only at first: the usual first view does not carry them.
const FirstRun = lazy(async () => ({ default: (await withTexts('setup', () => import('./first-run'))()).FirstRun }));
const SetUp = lazy(async () => ({ default: (await withTexts('setup', () => import('./set-up'))()).SetUp }));

export function HomePage() {
  const { t } = useLanguage();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { user, workspace } = useSession();
  const mayRead = mayUse(user, 'reports');
  const query = useQuery({
    ...baseQuery({ asOf: search.as_of, lostAfter: search.lost_after }),
    enabled: mayRead && workspace.orders > 0,
  });

  const change = (next: HomeSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  // Who serves customers has no figures to read: their day begins at the list.
  if (!mayRead) return <Navigate to="/customers" replace />;
  if (workspace.orders === 0) {
    return (
      <Page title={t('nav.home')}>
        <Suspense fallback={<PanelSkeleton body={420} />}>
          <FirstRun />
        </Suspense>
      </Page>
    );
  }

  const usual = String(query.data?.lost_after_days ?? 180);
  return (
    <Page
      title={t('nav.home')}
      actions={
        <>
          <DateField
            label={t('date.asOf')}
            value={search.as_of}
            placeholder={workspace.last_day === null ? t('date.latest') : format.date(workspace.last_day)}
            first={workspace.first_day}
            last={workspace.last_day}
            onChange={(day) => change({ as_of: day })}
          />
          <Choice
            label={t('home.lostAfter')}
            value={String(search.lost_after ?? usual)}
            options={lostAfterChoices.map((days) => ({ value: String(days), label: t('home.days', { n: format.number(days) }, days) }))}
            onChange={(days) => change({ lost_after: lostAfterChoices.find((choice) => String(choice) === days) })}
          />
        </>
      }
    >
      <QueryView query={query} skeleton={<HomeSkeleton />}>
        {(report) => (
          <HomeView
            report={report}
            running={search.month === 'running'}
            onRunning={(running) => change({ month: running ? 'running' : undefined })}
            mayEdit={maySetGoals(user)}
          />
        )}
      </QueryView>
      {query.data !== undefined && maySetGoals(user) && (
        <Suspense fallback={null}>
          <SetUp />
        </Suspense>
      )}
    </Page>
  );
}
