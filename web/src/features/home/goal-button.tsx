import { ActionIcon, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Target } from 'lucide-react';
import type { Currency, GoalMetric, GoalResult } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { GoalForm } from './goal-form';

type GoalButtonProps = {
  metric: GoalMetric;
  name: string;
  month: string;
  currency: Currency;
  goals: readonly GoalResult[];
};

export function GoalButton({ metric, name, month, currency, goals }: GoalButtonProps) {
  const { t } = useLanguage();
  const [opened, { close, toggle }] = useDisclosure();
  const own = goals.filter((goal) => goal.metric === metric);

  return (
    <Popover opened={opened} onDismiss={close} position="bottom-end" width={270} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant={own.length > 0 ? 'light' : 'subtle'}
          color={own.length > 0 ? 'tide' : 'gray'}
          size={26}
          onClick={toggle}
          aria-label={t('goal.open', { name })}
        >
          <Target size={15} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('goal.open', { name })}>
        <GoalForm metric={metric} name={name} month={month} currency={currency} goals={own} onDone={close} />
      </Popover.Dropdown>
    </Popover>
  );
}
