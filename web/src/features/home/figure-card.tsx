import { Group, Progress, Text } from '@mantine/core';
import { ArrowDownRight, ArrowUpRight, Minus } from 'lucide-react';
import type { BaseReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { BaseFigureLink } from '../../ui/figure-link';
import { Sparkline } from '../../ui/sparkline';
import classes from './figure-card.module.css';
import { type Figure, type FigureField, formatBrief, formatFigure, goalOf, type Shown, verdict } from './figures';
import { GoalButton } from './goal-button';

type FigureCardProps = {
  report: BaseReport;
  shown: Shown;
  figure: Figure & { field: FigureField };
  mayEdit: boolean;
};

const colors = { good: 'var(--good)', bad: 'var(--bad)', neutral: 'var(--mantine-color-dimmed)' };

/** One key figure: its value, its change, its course, its goal. */
export function FigureCard({ report, shown, figure, mayEdit }: FigureCardProps) {
  const { t, dir } = useLanguage();
  const format = useFormat();
  const { currency } = report;
  const { month, previous } = shown;
  const { field, unit, better, goal: metric } = figure;
  const name = t(`figure.${field}`);
  const value = month[field];
  const before = previous?.[field] ?? null;
  const change = shown.change(field);
  const months = report.months.filter((other) => other.complete || other.month === month.month);
  const goal = metric === undefined ? undefined : goalOf(report, metric, month.month);
  const show = (amount: number | null) => formatFigure(unit, amount, currency, format);
  const Arrow = change === null || change === 0 ? Minus : change > 0 ? ArrowUpRight : ArrowDownRight;

  return (
    <div className={classes['card']} data-figure={field}>
      <Group justify="space-between" wrap="nowrap" gap={0} h={26}>
        <Text component="h3" className={classes['name'] ?? ''} fw={500} c="dimmed" truncate>
          {name}
        </Text>
        {metric !== undefined && mayEdit && (
          <GoalButton metric={metric} name={name} month={month.month} currency={currency} goals={report.goals} />
        )}
      </Group>
      <Text fz={22} fw={650} lh={1.25} className="num">
        <BaseFigureLink field={field} value={value} month={month.month}>
          {show(value)}
        </BaseFigureLink>
        {unit === 'months' && (
          <Text span fz="sm" fw={450} c="dimmed">
            {` ${t('figure.monthsUnit', {}, value ?? 0)}`}
          </Text>
        )}
      </Text>
      <div className={classes['change']} style={{ color: colors[verdict(change, better)] }}>
        {change !== null && (
          <>
            <Arrow size={14} aria-hidden style={dir === 'rtl' && change !== 0 ? { transform: 'scaleX(-1)' } : undefined} />
            <span className="num">{format.change(change)}</span>
          </>
        )}
        {before !== null && (
          <Text span fz="xs" c="dimmed">
            {t('figure.against', { value: formatBrief(unit, before, currency, format) })}
          </Text>
        )}
      </div>
      <div className={classes['course']}>
        <Sparkline
          values={months.map((other) => other[field])}
          label={t('figure.course', { name, n: format.number(months.length) }, months.length)}
        />
      </div>
      <div className={classes['goal']}>
        {goal !== undefined && (
          <>
            <Progress
              value={Math.min(100, (goal.attainment ?? 0) * 100)}
              size={5}
              color={(goal.attainment ?? 0) >= 1 ? 'teal.7' : 'tide'}
              aria-label={t('goal.attainmentOf', { name })}
            />
            <Text fz="xs" c="dimmed" mt={3}>
              {t('goal.attained', { percent: format.percent(goal.attainment, 0), target: show(goal.target) })}
            </Text>
          </>
        )}
      </div>
    </div>
  );
}
