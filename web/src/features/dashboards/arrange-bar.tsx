import { Button, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../api/problem';
import type { Dashboard, SavedQuery } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { CardAdder } from './card-adder';
import type { Cards } from './layout';
import { dashboardsKey, removeDashboard } from './queries';
import type { useArranging } from './use-arranging';

type ArrangeBarProps = {
  dashboard: Dashboard;
  draft: { name: string; description: string; shared: boolean; cards: Cards };
  queries: readonly SavedQuery[];
  arranging: ReturnType<typeof useArranging>;
  onRemoved: () => void;
};

/** What can be done with the whole page while it is arranged. */
export function ArrangeBar({ dashboard, draft, queries, arranging, onRemoved }: ArrangeBarProps) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const { save, change } = arranging;
  const code = save.error instanceof ApiError ? save.error.code : undefined;
  const remove = useMutation({
    mutationFn: async () => removeDashboard(dashboard.id),
    onSuccess: async () => {
      onRemoved();
      // The list only: what is open here is gone.
      await queryClient.invalidateQueries({ queryKey: dashboardsKey, exact: true });
    },
  });
  const isNameless = draft.name.trim() === '';

  return (
    <Paper withBorder bg="var(--panel)" p="md" bd="1px solid var(--line)" component="section" aria-label={t('dashboard.editing')}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <TextInput
            label={t('dashboard.name')}
            maxLength={100}
            value={draft.name}
            error={code === 'insight.name_taken' ? t('dashboard.taken') : undefined}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <TextInput label={t('dashboard.description')} maxLength={1000} flex={1} miw={200} value={draft.description} onChange={(event) => change({ description: event.currentTarget.value })} />
        </Group>
        <Switch label={t('dashboard.shared')} checked={draft.shared} disabled={!dashboard.is_mine} onChange={(event) => change({ shared: event.currentTarget.checked })} />
        <CardAdder cards={draft.cards} queries={queries} onAdd={(cards) => change({ cards })} />
        {code === 'insight.changed_meanwhile' && (
          <Text role="alert" fz="sm" c="var(--bad)">
            {t('dashboard.meanwhile')}
          </Text>
        )}
        {code !== 'insight.changed_meanwhile' && code !== 'insight.name_taken' && <FailureLine error={save.error ?? remove.error} />}
        <Group gap="sm">
          <Button size="xs" loading={save.isPending} disabled={isNameless} onClick={() => save.mutate({ asNew: false })}>
            {t('dashboard.save')}
          </Button>
          {code === 'insight.changed_meanwhile' ? (
            <>
              <Button variant="default" size="xs" onClick={() => void arranging.takeTheirs()}>
                {t('dashboard.theirs')}
              </Button>
              <Button variant="default" size="xs" loading={save.isPending} disabled={isNameless} onClick={() => save.mutate({ asNew: true })}>
                {t('dashboard.asNew')}
              </Button>
            </>
          ) : (
            <Button variant="default" size="xs" onClick={arranging.stop}>
              {t('dashboard.discard')}
            </Button>
          )}
          <Button variant="subtle" size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('dashboard.remove')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
