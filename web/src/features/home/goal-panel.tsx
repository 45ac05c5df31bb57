import { Popover } from '@mantine/core';
import type { Currency, GoalMetric, GoalResult } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import type { Opening } from '../../ui/opened-later';
import { GoalForm } from './goal-form';

type GoalPanelProps = Opening & { metric: GoalMetric; name: string; month: string; currency: Currency; goals: readonly GoalResult[] };

export function GoalPanel({ name, target, opened, onChange, ...form }: GoalPanelProps) {
  const { t } = useLanguage();
  const close = () => onChange(false);
  return (
    <Popover opened={opened} onDismiss={close} position="bottom-end" width={270} shadow="md" trapFocus returnFocus>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown aria-label={t('goal.open', { name })}>
        <GoalForm name={name} {...form} onDone={close} />
      </Popover.Dropdown>
    </Popover>
  );
}
