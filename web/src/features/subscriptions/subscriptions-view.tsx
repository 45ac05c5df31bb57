import { SimpleGrid, Stack } from '@mantine/core';
import { Repeat } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import type { ContractReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Fact, Facts } from '../../ui/facts';
import { SubscriberLink } from '../../ui/figure-link';
import { NumberField } from '../../ui/number-field';
import { Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { MonthPanel } from './month-panel';
import type { SubscriptionsQuery } from './queries';
import { SurvivalPanel } from './survival-panel';
import { CohortPanel, TermPanel } from './term-tables';

type SubscriptionsViewProps = {
  report: ContractReport;
  query: SubscriptionsQuery;
  /** The customers of the figure that was opened. */
  opened: ReactNode;
  onChange: (next: { margin?: number | undefined; discount?: number | undefined }) => void;
};

const marginBounds = { low: 0.001, high: 1 };
const discountBounds = { low: 0, high: 10 };

export function SubscriptionsView({ report, query, opened, onChange }: SubscriptionsViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { current, currency } = report;
  const date = report.as_of === null ? '' : format.date(report.as_of);

  if (current === null) {
    return (
      <EmptyState
        icon={<Repeat size={32} color="var(--mark)" aria-hidden />}
        title={t('subscription.empty')}
        text={t('subscription.emptyText')}
        command="clientele import subscriptions FILE"
      />
    );
  }
  const facts: Fact[] = [
    {
      name: t('subscription.column.subscribers'),
      value: (
        <SubscriberLink figure="end" month={report.months.at(-1)?.month ?? ''} customers={current.subscribers}>
          {format.number(current.subscribers)}
        </SubscriberLink>
      ),
      mark: 'subscribers',
    },
    { name: t('subscription.column.mrr'), value: format.money(current.mrr_minor, currency) },
    { name: t('subscription.perSubscriber'), value: format.money(current.mrr_per_subscriber_minor, currency) },
    {
      name: t('subscription.residual'),
      value: format.money(current.residual_value_minor ?? current.residual_value_known_minor, currency),
      note: current.residual_value_minor === null ? t('subscription.residualPart') : undefined,
    },
  ];
  return (
    <Stack gap="md">
      <Panel title={t('subscription.base')} note={t('state.asOf', { date })}>
        <Stack gap="md">
          <Facts facts={facts} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" maw={520}>
            <NumberField
              label={t('calc.input.margin')}
              value={report.margin}
              unit="percent"
              currency={currency}
              bounds={marginBounds}
              note={t(query.margin === undefined ? 'calc.origin.usual' : 'calc.origin.given')}
              given={query.margin !== undefined}
              onChange={(margin) => onChange({ margin })}
            />
            <NumberField
              label={t('calc.input.discount')}
              value={report.discount}
              unit="percent"
              currency={currency}
              bounds={discountBounds}
              note={t(query.discount === undefined ? 'calc.origin.usual' : 'calc.origin.given')}
              given={query.discount !== undefined}
              onChange={(discount) => onChange({ discount })}
            />
          </SimpleGrid>
        </Stack>
      </Panel>
      <MonthPanel report={report} date={date} />
      {opened}
      {report.terms.map((term) => (
        <Fragment key={term.period_months}>
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
            <SurvivalPanel term={term} date={date} />
            <TermPanel report={report} term={term} date={date} />
          </SimpleGrid>
          <CohortPanel report={report} term={term} date={date} />
        </Fragment>
      ))}
    </Stack>
  );
}
