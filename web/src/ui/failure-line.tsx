import { Text } from '@mantine/core';
import { useLanguage } from '../lib/i18n';
import { failureText } from './failure-text';

/** What went wrong with the last thing that was asked for; nothing while all is well. */
export function FailureLine({ error }: { error: unknown }) {
  const { t } = useLanguage();
  if (error === null || error === undefined) return null;
  return (
    <Text role="alert" fz="sm" c="var(--bad)" my="xs" style={{ overflowWrap: 'anywhere' }}>
      {failureText(t, error)}
    </Text>
  );
}
