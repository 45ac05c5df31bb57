import { Text } from '@mantine/core';
import { useLanguage } from '../../lib/i18n';
import { said } from '../../ui/apart';
import { problemText } from './problem-text';

/** What is wrong with a file or a step, and what to do; nothing while all is well. */
export function Problem({ error }: { error: unknown }) {
  const { t, language } = useLanguage();
  if (error === null || error === undefined) return null;
  const { text, detail } = problemText(t, error);
  return (
    <div role="alert" style={{ overflowWrap: 'anywhere' }}>
      <Text fz="sm" c="var(--bad)">
        {text}
      </Text>
      {detail !== undefined && (
        <Text fz="xs" c="dimmed" lang="en" {...(language === 'en' ? {} : { mt: 2 })}>
          {said(detail)}
        </Text>
      )}
    </div>
  );
}
