import { Box } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLanguage } from '../lib/i18n';
import { ErrorState } from './states';

type QueryViewProps<T> = {
  query: UseQueryResult<T, Error>;
  /** Drawn while nothing is there yet; takes the place of what comes, so that nothing jumps. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
};

/** The states of a screen that shows one answer: loading, error, and full (an older answer pales while a new one comes). */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  const { t } = useLanguage();
  if (query.isError) {
    return <ErrorState error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) {
    return (
      <div role="status" aria-label={t('state.loading')}>
        {skeleton}
      </div>
    );
  }
  const stale = query.isPlaceholderData;
  return (
    <Box aria-busy={stale} style={{ opacity: stale ? 0.55 : 1, transition: 'opacity 120ms' }}>
      {children(query.data)}
    </Box>
  );
}
