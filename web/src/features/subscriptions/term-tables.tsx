import { Stack, Text } from '@mantine/core';
import type { ContractReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { type Fact, Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { familyName, termName } from './names';
import type { Term } from './survival-panel';

type Candidate = Term['candidates'][number];
type Cohort = Term['cohorts'][number];

/** What a term is worth and which model said so. */
export function TermPanel({ report, term, date }: { report: ContractReport; term: Term; date: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency } = report;
  const { residual_value: residual } = term;
  const facts: Fact[] = [
    { name: t('subscription.running'), value: format.number(term.running), note: t('subscription.ofAll', { n: format.number(term.subscriptions) }) },
    { name: t('subscription.column.mrr'), value: format.money(term.mrr_minor, currency) },
    ...(residual === null
      ? []
      : [
          {
            name: t('subscription.residual'),
            value: format.money(residual.mean, currency),
            note: t('value.interval', {
              level: format.percent(0.95, 0),
              range: format.range(format.moneyBrief(residual.low, currency), format.moneyBrief(residual.high, currency)),
            }),
          },
        ]),
    ...term.left.map((left) => ({
      name: t('subscription.left', { n: format.number(left.periods) }, left.periods),
      value: format.number(left.mean),
      note: `\u2066${format.number(left.low)} – ${format.number(left.high)}\u2069`,
    })),
  ];
  const columns: Column<Candidate>[] = [
    {
      key: 'family',
      title: t('value.candidate.name'),
      cell: ({ family }) => (family === term.taken ? `${familyName(family)} · ${t('value.candidate.taken')}` : familyName(family)),
    },
    {
      key: 'parameters',
      title: t('value.parameter.title'),
      words: true,
      cell: ({ parameters, problem }) =>
        problem === null
          ? `\u2066${parameters.map(({ name, value }) => `${name} ${format.short(value, 3)}`).join(', ')}\u2069`
          : t('value.candidate.refused'),
    },
    { key: 'likelihood', title: t('value.model.likelihood'), cell: (candidate) => format.number(candidate.log_likelihood, 1) },
    { key: 'expected', title: t('subscription.expected'), cell: ({ holdout }) => format.number(holdout?.expected, 1) },
    { key: 'actual', title: t('value.track.actual'), cell: ({ holdout }) => format.number(holdout?.actual) },
    { key: 'error', title: t('value.candidate.error'), cell: ({ holdout }) => format.change(holdout?.error) },
  ];
  return (
    <Panel title={t('subscription.worth', { term: termName(t, format, term.period_months) })} note={t('state.asOf', { date })}>
      <Stack gap="sm">
        <Facts facts={facts} />
        {term.candidates.length > 0 && (
          <DataTable label={t('value.candidate.title')} rows={term.candidates} rowKey={({ family }) => family} columns={columns} />
        )}
        <Text fz="xs" c="dimmed">
          {t('subscription.worthText')}
        </Text>
      </Stack>
    </Panel>
  );
}

const renewals = [1, 2, 3, 6, 12] as const;

/** Who stayed, by when they began. */
export function CohortPanel({ report, term, date }: { report: ContractReport; term: Term; date: string }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency } = report;
  const shown = renewals.filter((period) => term.cohorts.some(({ retention }) => retention.some((point) => point.period === period)));
  const columns: Column<Cohort>[] = [
    { key: 'cohort', title: t('subscription.began'), cell: ({ cohort, start }) => (report.by === 'month' ? format.monthShort(start) : cohort) },
    { key: 'size', title: t('subscription.size'), cell: ({ size }) => format.number(size) },
    { key: 'running', title: t('subscription.running'), cell: ({ running }) => format.number(running) },
    ...shown.map((period) => ({
      key: `after${period}`,
      title: t('subscription.after', { n: format.number(period) }, period),
      cell: ({ retention }: Cohort) => {
        const point = retention.find((candidate) => candidate.period === period);
        return point === undefined ? '' : `${format.percent(point.survival)}${point.complete ? '' : ' *'}`;
      },
    })),
    { key: 'mrr', title: t('subscription.column.mrr'), cell: (cohort) => format.money(cohort.mrr_minor, currency) },
    { key: 'residual', title: t('subscription.residual'), cell: (cohort) => format.money(cohort.residual_value_minor, currency) },
  ];
  return (
    <Panel
      title={t('subscription.cohorts', { term: termName(t, format, term.period_months) })}
      note={`${t('subscription.cohortNote')} · ${t('state.asOf', { date })}`}
    >
      <DataTable label={t('subscription.began')} rows={term.cohorts.toReversed()} rowKey={({ cohort }) => cohort} columns={columns} maxHeight={460} />
    </Panel>
  );
}
