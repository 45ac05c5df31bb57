import { Stack, Text } from '@mantine/core';
import { CalendarX2 } from 'lucide-react';
import type { BaseReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { GoalTable } from './goal-table';
import { healthGroups, healthMonth } from './health';
import { HealthTable } from './health-table';
import { MonthChart } from './month-chart';
import { MovesChart } from './moves-chart';
import { SurvivalChart } from './survival-chart';

type HealthViewProps = { report: BaseReport; month: string | undefined; mayEdit: boolean };

/** Every figure of the base in one month, held against the month and the year before. */
export function HealthView({ report, month: name, mayEdit }: HealthViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const date = report.as_of === null ? '' : format.date(report.as_of);
  const shown = healthMonth(report, name);
  if (shown === null) {
    return <EmptyState icon={<CalendarX2 size={30} aria-hidden />} title={t('home.noMonths')} text={t('home.noMonthsText', { date })} />;
  }
  const { month } = shown;
  const note = t(shown.running ? 'health.noteRunning' : 'health.note', { month: format.month(month.month), date });
  const grown = month.customers_end - month.customers_start;
  const words = {
    n: format.number(Math.abs(grown)),
    new: format.number(month.new),
    back: format.number(month.reactivated),
    lost: format.number(month.lost),
  };

  return (
    <Stack gap="md">
      <Panel title={t('health.moves')} note={note}>
        <Text mb="sm" data-moves={month.month}>
          {t(grown > 0 ? 'health.grew' : grown < 0 ? 'health.shrank' : 'health.stayed', words)}
        </Text>
        <MovesChart month={month} note={note} />
      </Panel>
      {healthGroups.map(({ name: group, figures }) => (
        <HealthTable key={group} report={report} shown={shown} group={group} figures={figures} note={note} mayEdit={mayEdit} />
      ))}
      <MonthChart report={report} date={date} />
      <SurvivalChart report={report} date={date} />
      {report.goals.length > 0 && <GoalTable report={report} date={date} mayEdit={mayEdit} />}
    </Stack>
  );
}
