import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Import } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Facts } from '../../ui/facts';
import { Problem } from './problem';
import { undoImport } from './queries';
import { undoFacts } from './result-facts';

/** Takes an import back: says what leaves, asks, and does it. */
export function Undo({ subject }: { subject: Import }) {
  const { t } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const undo = useMutation({
    mutationFn: undoImport,
    onSuccess: () => setAsked(false),
    onSettled: () => queryClient.invalidateQueries(),
  });
  if (!asked) {
    return (
      <Group>
        <Button variant="default" size="xs" leftSection={<Undo2 size={14} aria-hidden />} onClick={() => setAsked(true)}>
          {t('import.undo.button')}
        </Button>
      </Group>
    );
  }
  return (
    <Paper p="sm" bg="var(--quiet)" role="group" aria-label={t('import.undo.title')}>
      <Stack gap="xs">
        <Text fw={600} fz="sm">
          {t('import.undo.title')}
        </Text>
        <Facts facts={undoFacts(t, format, subject)} />
        <Text fz="xs" c="dimmed">
          {t(subject.kind === 'customers' || subject.kind === 'products' ? 'import.undo.noteKept' : 'import.undo.note')}
        </Text>
        <Group gap="sm">
          <Button autoFocus size="xs" color="red.8" loading={undo.isPending} onClick={() => undo.mutate(subject.id)}>
            {t('import.undo.sure')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsked(false)}>
            {t('import.undo.no')}
          </Button>
        </Group>
        <Problem error={undo.error} />
      </Stack>
    </Paper>
  );
}
