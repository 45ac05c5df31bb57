import { Button, Group, Paper, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SavedQuery } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { restoreSaved, savedKey } from './queries';

/** Says that a saved query is gone, and brings it back. */
export function RemovedNotice({ query, onBack }: { query: SavedQuery; onBack: (id: string) => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: async () => restoreSaved(query.id),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: savedKey });
      onBack(id);
    },
  });
  return (
    <Paper p="sm" bg="var(--chosen)" c="var(--on-chosen)" role="status">
      <Group gap="sm">
        <Text fz="sm">{t('sql.removed', { name: `\u2068${query.name}\u2069` })}</Text>
        <Button variant="default" size="compact-sm" loading={restore.isPending} onClick={() => restore.mutate()}>
          {t('sql.undo')}
        </Button>
      </Group>
      <FailureLine error={restore.error} />
    </Paper>
  );
}
