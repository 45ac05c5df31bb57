import { Text } from '@mantine/core';
import type { ValueReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';

type Forecast = ValueReport['past_forecasts'][number];

/** What models promised, and what came of it. */
export function PastForecasts({ report }: { report: ValueReport }) {
  const { t } = useLanguage();
  const format = useFormat();
  const forecasts = report.past_forecasts;
  const verdict = ({ is_within: within }: Forecast) =>
    within === null ? t('value.past.open') : t(within ? 'value.past.within' : 'value.past.outside');
  const columns: Column<Forecast>[] = [
    { key: 'until', title: t('value.past.until'), cell: (forecast) => format.date(forecast.until) },
    { key: 'asOf', title: t('value.past.asOf'), cell: (forecast) => format.date(forecast.as_of) },
    { key: 'version', title: t('value.past.version'), cell: (forecast) => format.number(forecast.version) },
    { key: 'customers', title: t('value.fact.customers'), cell: (forecast) => format.number(forecast.customers) },
    { key: 'forecast', title: t('value.track.forecast'), cell: ({ orders }) => format.number(orders.mean) },
    {
      key: 'range',
      title: t('value.track.interval'),
      cell: ({ orders }) => `\u2066${format.number(orders.low)} – ${format.number(orders.high)}\u2069`,
    },
    { key: 'actual', title: t('value.track.actual'), cell: (forecast) => format.number(forecast.actual_orders) },
    { key: 'error', title: t('value.candidate.error'), cell: (forecast) => format.change(forecast.error) },
    { key: 'verdict', title: t('value.past.verdict'), words: true, cell: verdict },
  ];
  return (
    <Panel title={t('value.past.title')} note={t('value.past.note')}>
      {forecasts.length === 0 ? (
        <Text c="dimmed">{t('value.past.none')}</Text>
      ) : (
        <DataTable
          label={t('value.past.title')}
          rows={forecasts}
          rowKey={(forecast) => `${forecast.model} ${forecast.as_of} ${forecast.until}`}
          columns={columns}
          maxHeight={420}
        />
      )}
    </Panel>
  );
}
