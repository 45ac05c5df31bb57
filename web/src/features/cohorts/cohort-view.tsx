import { CalendarX2 } from 'lucide-react';
import type { CohortReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { DownloadButton } from '../../ui/download-button';
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
  const rows = () => {
    const names = { cohort: t('cohorts.cohort'), size: t('cohorts.size'), average: t('cohorts.average') };
    return csvRows(report, measure, form, names);
  };
  return (
    <Panel
      title={t(`cohorts.measure.${form}.${measure}`)}
      note={`${t(`cohorts.by.${report.by}.note`)} · ${t('state.asOf', { date })}`}
      actions={<DownloadButton fileName={`cohorts-${report.by}-${measure}-${form}-${day}.csv`} rows={rows} />}
    >
      <CohortTable report={report} measure={measure} form={form} />
      <Legend />
    </Panel>
  );
}
