import { Text } from '@mantine/core';
import { ApiError } from '../api/problem';
import { useLanguage } from '../lib/i18n';
import { said } from './apart';
import { failureText } from './failure-text';

/** What went wrong with the last thing that was asked for; nothing while all is well. What a library said goes beneath, in its own words. */
export function FailureLine({ error }: { error: unknown }) {
  const { t } = useLanguage();
  if (error === null || error === undefined) return null;
  const own = error instanceof ApiError ? error.said : undefined;
  return (
    <div role="alert" style={{ overflowWrap: 'anywhere', marginBlock: 'var(--mantine-spacing-xs)' }}>
      <Text fz="sm" c="var(--bad)">
        {failureText(t, error)}
      </Text>
      {own !== undefined && (
        <Text fz="xs" c="dimmed">
          {said(own)}
        </Text>
      )}
    </div>
  );
}
