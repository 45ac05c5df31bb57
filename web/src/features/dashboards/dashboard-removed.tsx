import { Button, Group, Paper, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { dashboardsKey, restoreDashboard } from './queries';

/** Says that a dashboard is gone, and brings it back. */
export function DashboardRemoved({ id, onBack }: { id: string; onBack: (id: string) => void }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: async () => restoreDashboard(id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: dashboardsKey });
      onBack(id);
    },
  });
  return (
    <Paper p="sm" bg="var(--chosen)" c="var(--on-chosen)" role="status">
      <Group gap="sm">
        <Text fz="sm">{t('dashboard.removed')}</Text>
        <Button variant="default" size="compact-sm" loading={restore.isPending} onClick={() => restore.mutate()}>
          {t('dashboard.undo')}
        </Button>
      </Group>
      <FailureLine error={restore.error} />
    </Paper>
  );
}
