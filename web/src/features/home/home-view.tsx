import { SimpleGrid, Stack, Text } from '@mantine/core';
import { CalendarX2 } from 'lucide-react';
import type { BaseReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { FigureCard } from './figure-card';
import classes from './figure-card.module.css';
import { figureGroups } from './figures';
import { GoalTable } from './goal-table';
import { MonthChart } from './month-chart';
import { SurvivalChart } from './survival-chart';

type HomeViewProps = { report: BaseReport; mayEdit: boolean };

export function HomeView({ report, mayEdit }: HomeViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { current } = report;
  const date = format.date(report.as_of);

  if (report.months.length === 0) {
    return <EmptyState icon={<CalendarX2 size={30} aria-hidden />} title={t('home.noMonths')} text={t('home.noMonthsText', { date })} />;
  }
  return (
    <Stack gap="md">
      {current === null ? (
        <Text>{t('home.noComplete', { date })}</Text>
      ) : (
        figureGroups.map(({ name, figures }) => (
          <Panel
            key={name}
            title={t(`home.group.${name}`)}
            note={t('home.monthAsOf', { month: format.month(current.month), date })}
          >
            <div className={classes['grid']}>
              {figures.map((figure) => (
                <FigureCard key={figure.field} report={report} figure={figure} mayEdit={mayEdit} />
              ))}
            </div>
          </Panel>
        ))
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <MonthChart report={report} />
        <SurvivalChart report={report} />
      </SimpleGrid>
      <GoalTable report={report} mayEdit={mayEdit} />
      <Definitions days={report.lost_after_days} />
    </Stack>
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
            <dd>{t(`term.${term}.text`, { days: format.number(days) })}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
