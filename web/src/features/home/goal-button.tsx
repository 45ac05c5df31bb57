import { ActionIcon } from '@mantine/core';
import { Target } from 'lucide-react';
import type { Currency, GoalMetric, GoalResult } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { OpenedLater } from '../../ui/opened-later';

type GoalButtonProps = {
  metric: GoalMetric;
  name: string;
  month: string;
  currency: Currency;
  goals: readonly GoalResult[];
};

const load = async () => (await import('./goal-panel')).GoalPanel;

export function GoalButton({ metric, name, month, currency, goals }: GoalButtonProps) {
  const { t } = useLanguage();
  const own = goals.filter((goal) => goal.metric === metric);
  const button = (
    <ActionIcon
      variant={own.length > 0 ? 'light' : 'subtle'}
      color={own.length > 0 ? 'tide' : 'gray'}
      size={26}
      aria-label={t('goal.open', { name })}
    >
      <Target size={15} aria-hidden />
    </ActionIcon>
  );
  return (
    <OpenedLater popup="dialog" button={button} load={load}>
      {(Panel, opening) => <Panel {...{ metric, name, month, currency, ...opening }} goals={own} />}
    </OpenedLater>
  );
}
