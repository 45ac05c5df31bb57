import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { ImportLook } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { said } from '../../ui/apart';
import { meaningText } from './meanings';

type MissingProps = { missing: NonNullable<ImportLook['missing']>; columns: number; onDates: (format: string) => void };

/** What is still to be said before the file can be read: which column, or which of two readings. */
export function Missing({ missing, columns, onDates }: MissingProps) {
  const { t } = useLanguage();
  return (
    <Paper p="sm" bg="var(--quiet)" bd="1px solid var(--bad)" role="alert" data-missing={missing.code}>
      <Stack gap={6}>
        <Text fz="sm" fw={600}>
          {sentence()}
        </Text>
        {columns === 1 && <Text fz="sm">{t('import.missing.oneColumn')}</Text>}
        {missing.choices.length > 0 && (
          <Group gap="xs">
            {missing.choices.map((choice) => (
              <Button key={choice} size="xs" variant="default" onClick={() => onDates(choice)}>
                <span dir="ltr">{choice}</span>
              </Button>
            ))}
          </Group>
        )}
        <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {said(missing.detail)}
        </Text>
      </Stack>
    </Paper>
  );

  function sentence(): string {
    const column = missing.column ?? '';
    if (missing.code === 'import.date_ambiguous') return t('import.missing.ambiguous', { column });
    if (missing.code === 'import.date_unknown') return t('import.missing.noDates', { column });
    const meaning = meaningText(t, missing.meaning);
    return missing.code === 'import.column_unknown' ? t('import.missing.otherFile', { meaning, column }) : t('import.missing.column', { meaning });
  }
}
