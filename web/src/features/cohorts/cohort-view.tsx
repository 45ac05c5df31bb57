import { Button } from '@mantine/core';
import { CalendarX2, Download } from 'lucide-react';
import type { CohortReport } from '../../api/types';
import { downloadText, toCsv } from '../../lib/csv';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { CohortTable, Legend } from './cohort-table';
import { csvRows, type Form, type Measure } from './measures';

type CohortViewProps = { report: CohortReport; measure: Measure; form: Form };

export function CohortView({ report, measure, form }: CohortViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const day = report.as_of ?? '';
  const date = day === '' ? '' : format.date(day);

  if (report.cohorts.length === 0) {
    return <EmptyState icon={<CalendarX2 size={30} aria-hidden />} title={t('cohorts.none')} text={t('cohorts.noneText', { date })} />;
  }
  const download = () => {
    const names = { cohort: t('cohorts.cohort'), size: t('cohorts.size'), average: t('cohorts.average') };
    const rows = csvRows(report, measure, form, names);
    downloadText(`cohorts-${report.by}-${measure}-${form}-${day}.csv`, toCsv(rows));
  };
  return (
    <Panel
      title={t(`cohorts.measure.${form}.${measure}`)}
      note={`${t(`cohorts.by.${report.by}.note`)} · ${t('state.asOf', { date })}`}
      actions={
        <Button variant="default" size="xs" leftSection={<Download size={14} aria-hidden />} onClick={download}>
          {t('cohorts.download')}
        </Button>
      }
    >
      <CohortTable report={report} measure={measure} form={form} />
      <Legend />
    </Panel>
  );
}
