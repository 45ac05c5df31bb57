import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense, useEffect, useRef } from 'react';
import { sessionQuery } from '../api/session';
import { useLanguage, withTexts } from '../lib/i18n';
import { failureText } from '../ui/failure-text';
import { LanguageMenu } from '../ui/language-menu';
import { Logo } from '../ui/logo';
import { ThemeMenu } from '../ui/theme-menu';
import { FinderButton } from './finder-button';
import { SideNavigation } from './navigation';
import { PhoneNavigation } from './phone-navigation';
import classes from './shell.module.css';
import { StandingBar } from './standing-bar';
import { useExpired } from './use-expired';
import { UserMenu } from './user-menu';

const loadBell = withTexts('notice', () => import('./notice-bell'));
/** When it can not be loaded, the page does without. */
const NoticeBell = lazy<ComponentType>(() => loadBell().then(({ NoticeBell: bell }) => ({ default: bell }), () => ({ default: Nothing })));

function Nothing() {
  return null;
}

export function Shell() {
  const { t } = useLanguage();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { Again, done } = useExpired();
  useHeadingFocus();

  return (
    <>
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <header className={classes['header']}>
        <Group gap="sm" wrap="nowrap" miw={0}>
          <Logo />
          <Text dir="auto" fw={600} fz="lg" truncate>
            {session.workspace.name}
          </Text>
        </Group>
        <FinderButton />
        <Group gap={2} wrap="nowrap">
          <Suspense fallback={<span className={classes['bell']} />}>
            <NoticeBell />
          </Suspense>
          <LanguageMenu />
          <ThemeMenu />
          <UserMenu user={session.user} />
        </Group>
      </header>
      <nav className={classes['side']} aria-label={t('shell.navigation')}>
        <SideNavigation />
      </nav>
      <main id="main" className={classes['main']} tabIndex={-1}>
        <div className={classes['page']}>
          <Outlet />
        </div>
      </main>
      <PhoneNavigation />
      <StandingBar />
      {Again !== undefined && <Again user={session.user} onDone={done} />}
    </>
  );
}

/** After a move to another page the reader (and the screen reader) stands at its heading. */
function useHeadingFocus(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const first = useRef(true);
  useEffect(() => {
    if (path === undefined) return;
    if (!first.current) document.querySelector<HTMLElement>('#main h1')?.focus({ preventScroll: true });
    first.current = false;
  }, [path]);
}

export function ShellPending() {
  const { t } = useLanguage();
  return (
    <Stack p="md" gap="md" role="status" aria-label={t('state.loading')}>
      <Skeleton h={36} />
      <Skeleton h={28} w={220} />
      <Skeleton h={180} />
    </Stack>
  );
}

/** The session could not be read at all: the server is down, or the way to it is. */
export function ShellError({ error }: { error: unknown }) {
  const { t } = useLanguage();
  const router = useRouter();
  return (
    <Stack component="main" align="center" gap="md" py={96} px="md" ta="center">
      <title>{`${t('state.problem')} · Clientele`}</title>
      <Logo size={40} />
      <Title order={1}>{t('state.problem')}</Title>
      <Text maw={440} role="alert">
        {failureText(t, error)}
      </Text>
      <Button onClick={() => void router.invalidate()}>{t('state.retry')}</Button>
    </Stack>
  );
}
