import { SegmentedControl, Stack } from '@mantine/core';
import { CalendarX2 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { BaseReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { withStyles } from '../../lib/later-styles';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { FigureCard } from './figure-card';
import classes from './figure-card.module.css';
import { completeMonths, figureGroups, hasRunningMonth, shownMonth } from './figures';
import { MonthChart } from './month-chart';
import { SurvivalChart } from './survival-chart';

const GoalTable = lazy(async () => ({ default: (await withStyles(() => import('./goal-table'))).GoalTable }));

type HomeViewProps = {
  report: BaseReport;
  running: boolean;
  onRunning: (running: boolean) => void;
  mayEdit: boolean;
};

export function HomeView({ report, running, onRunning, mayEdit }: HomeViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const date = report.as_of === null ? '' : format.date(report.as_of);
  const shown = shownMonth(report, running);

  if (shown === null) {
    return <EmptyState icon={<CalendarX2 size={30} aria-hidden />} title={t('home.noMonths')} text={t('home.noMonthsText', { date })} />;
  }
  const month = format.month(shown.month.month);
  const note = shown.month.complete
    ? t('home.monthAsOf', { month, date })
    : t(shown.previous === null ? 'home.firstAsOf' : 'home.runningAsOf', { month, date });

  return (
    <Stack gap="md">
      {figureGroups.map(({ name, figures }, index) => (
        <Panel
          key={name}
          title={t(`home.group.${name}`)}
          note={note}
          actions={index === 0 && <MonthSwitch report={report} running={!shown.month.complete} onRunning={onRunning} />}
        >
          <div className={classes['grid']}>
            {figures.map((figure) => (
              <FigureCard key={figure.field} report={report} shown={shown} figure={figure} mayEdit={mayEdit} />
            ))}
          </div>
        </Panel>
      ))}
      <div className={classes['charts']}>
        <MonthChart report={report} date={date} />
        <SurvivalChart report={report} date={date} />
      </div>
      {report.goals.length > 0 && (
        <Suspense>
          <GoalTable report={report} date={date} mayEdit={mayEdit} />
        </Suspense>
      )}
      <Definitions days={report.lost_after_days} />
    </Stack>
  );
}

type MonthSwitchProps = { report: BaseReport; running: boolean; onRunning: (running: boolean) => void };

/** The month that is over, or the one that is running. */
function MonthSwitch({ report, running, onRunning }: MonthSwitchProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const latest = completeMonths(report).at(-1);
  if (!hasRunningMonth(report) || latest === undefined || report.current === null) return null;
  return (
    <SegmentedControl
      size="xs"
      bg="var(--track)"
      aria-label={t('home.month')}
      value={running ? 'running' : 'complete'}
      onChange={(value) => onRunning(value === 'running')}
      data={[
        { value: 'complete', label: format.monthShort(latest.month) },
        { value: 'running', label: t('home.soFar', { month: format.monthShort(report.current.month) }) },
      ]}
    />
  );
}

const terms = ['revenue', 'new', 'lost', 'churn', 'lifetime', 'aov', 'arppu', 'items', 'survival'] as const;

function Definitions({ days }: { days: number }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <details>
      <summary>{t('home.definitions')}</summary>
      <dl className={classes['terms']}>
        {terms.map((term) => (
          <div key={term}>
            <dt>{t(`term.${term}.name`)}</dt>
            <dd>{t(`term.${term}.text`, { days: format.number(days) }, days)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
