import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { currentStanding, onStanding } from '../api/standing';
import { useLanguage } from '../lib/i18n';
import classes from './shell.module.css';

/** A quiet line while the server is away, or when it has a newer console. What failed meanwhile is asked for again when it is back. */
export function StandingBar() {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const router = useRouter();
  const standing = useSyncExternalStore(onStanding, currentStanding);
  const before = useRef(standing);
  useEffect(() => {
    if (before.current === 'unreachable' && standing === 'well') {
      void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' || state.isInvalidated });
      if (router.state.matches.some(({ status }) => status === 'error')) void router.invalidate();
    }
    before.current = standing;
  }, [standing, queryClient, router]);

  return (
    <div aria-live="polite" className={classes['standing']} data-standing={standing}>
      {standing === 'unreachable' && t('shell.unreachable')}
      {standing === 'outdated' && (
        <>
          {t('shell.outdated')}
          <Button size="compact-xs" variant="default" onClick={() => globalThis.location.reload()}>
            {t('shell.reload')}
          </Button>
        </>
      )}
    </div>
  );
}
