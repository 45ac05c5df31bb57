import { Text } from '@mantine/core';
import { ApiError } from '../api/problem';
import { useLanguage } from '../lib/i18n';
import { said } from './apart';
import { failureText, fieldTexts } from './failure-text';

/** What went wrong with the last thing that was asked for; nothing while all is well. */
export function FailureLine({ error }: { error: unknown }) {
  const { t } = useLanguage();
  if (error === null || error === undefined) return null;
  return (
    <div role="alert" style={{ overflowWrap: 'anywhere', marginBlock: 'var(--mantine-spacing-xs)' }}>
      <Text fz="sm" c="var(--bad)">
        {failureText(t, error)}
      </Text>
      <OwnWords error={error} />
    </div>
  );
}

/** What is wrong with single fields; else what a library or the machine said of it, in its own words. */
export function OwnWords({ error }: { error: unknown }) {
  const { t } = useLanguage();
  const fields = fieldTexts(t, error);
  if (fields.length > 0) {
    return (
      <Text fz="xs" c="dimmed" data-fields>
        {fields.join(' ')}
      </Text>
    );
  }
  if (!(error instanceof ApiError) || error.said === undefined) return null;
  return (
    <Text fz="xs" c="dimmed">
      {said(error.said)}
    </Text>
  );
}
