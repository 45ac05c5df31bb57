import { Button, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BaseReport, GoalResult } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { failureText } from '../../ui/failure-text';
import { Panel } from '../../ui/panel';
import { ScrollBox } from '../../ui/scroll-box';
import { formatFigure, goalUnit } from './figures';
import { baseKey, removeGoal } from './queries';

/** All goals that are set, the months to come included. */
export function GoalTable({ report, date, mayEdit }: { report: BaseReport; date: string; mayEdit: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: removeGoal,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: baseKey }),
  });

  const show = (goal: GoalResult, value: number | null) =>
    formatFigure(goalUnit(goal.metric), value, report.currency, format);
  const goals = report.goals.toSorted((a, b) => b.month.localeCompare(a.month) || format.compare(t(`figure.${a.metric}`), t(`figure.${b.metric}`)));

  return (
    <Panel title={t('goal.all')} note={t('state.asOf', { date })}>
      {remove.isError && (
        <Text role="alert" fz="sm" c="var(--bad)">
          {failureText(t, remove.error)}
        </Text>
      )}
      <ScrollBox label={t('goal.all')}>
        <Table fz="sm" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('goal.month')}</Table.Th>
              <Table.Th>{t('goal.metric')}</Table.Th>
              <Table.Th ta="end">{t('goal.target')}</Table.Th>
              <Table.Th ta="end">{t('goal.actual')}</Table.Th>
              <Table.Th ta="end">{t('goal.attainment')}</Table.Th>
              {mayEdit && <Table.Td />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {goals.map((goal) => (
              <Table.Tr key={`${goal.metric} ${goal.month}`}>
                <Table.Td>{format.month(goal.month)}</Table.Td>
                <Table.Td>{t(`figure.${goal.metric}`)}</Table.Td>
                <Table.Td ta="end" className="num">{show(goal, goal.target)}</Table.Td>
                <Table.Td ta="end" className="num">{show(goal, goal.actual)}</Table.Td>
                <Table.Td ta="end" className="num">{format.percent(goal.attainment, 0)}</Table.Td>
                {mayEdit && (
                  <Table.Td ta="end">
                    <Button size="compact-xs" variant="default" onClick={() => remove.mutate(goal)}>
                      {t('goal.remove')}
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Panel>
  );
}
