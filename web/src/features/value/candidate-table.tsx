import { Text } from '@mantine/core';
import type { Model } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { type Candidate, candidateKey, candidateName, chosenCandidate } from './model-names';

/** Every model that was tried, on the days that were held out. */
export function CandidateTable({ model }: { model: Model }) {
  const { t } = useLanguage();
  const format = useFormat();
  const chosen = chosenCandidate(model);
  const state = (candidate: Candidate): string => {
    if (candidate.refusal !== null) return t('value.candidate.refused');
    if (candidate === chosen) return t('value.candidate.taken');
    return candidate.choosable ? '' : t('value.candidate.compared');
  };
  const range = (candidate: Candidate): string =>
    candidate.holdout === null
      ? '–'
      : `\u2066${format.number(candidate.holdout.orders.low)} – ${format.number(candidate.holdout.orders.high)}\u2069`;
  const columns: Column<Candidate>[] = [
    {
      key: 'name',
      title: t('value.candidate.name'),
      cell: (candidate) => `${candidateName(t, candidate)}${state(candidate) === '' ? '' : ` · ${state(candidate)}`}`,
    },
    { key: 'orders', title: t('value.candidate.orders'), cell: ({ holdout }) => format.number(holdout?.orders.mean) },
    { key: 'range', title: t('value.track.interval'), cell: range },
    { key: 'error', title: t('value.candidate.error'), cell: ({ holdout }) => format.change(holdout?.error) },
    { key: 'mae', title: t('value.candidate.mae'), cell: ({ holdout }) => format.number(holdout?.mae, 3) },
    { key: 'rmse', title: t('value.candidate.rmse'), cell: ({ holdout }) => format.number(holdout?.rmse, 3) },
    { key: 'correlation', title: t('value.candidate.correlation'), cell: ({ holdout }) => format.number(holdout?.correlation, 3) },
    { key: 'likelihood', title: t('value.model.likelihood'), cell: (candidate) => format.number(candidate.log_likelihood, 1) },
  ];
  return (
    <Panel title={t('value.candidate.title')} note={t('value.candidate.note', { n: format.number(model.comparison.actual_orders) }, model.comparison.actual_orders)}>
      <DataTable label={t('value.candidate.title')} rows={model.comparison.candidates} rowKey={candidateKey} columns={columns} />
      <Text fz="xs" c="dimmed" mt="xs">
        {t('value.candidate.text')}
      </Text>
    </Panel>
  );
}
