import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { Currency } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import type { Bounds, TypedUnit } from '../../lib/typed';
import { type Fact, Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { type BudgetTerms, crmBudget } from './budget';
import { BudgetChart } from './budget-chart';
import { GivenField } from './given-field';

type Name = keyof BudgetTerms;
export type BudgetGiven = { [Key in Name]?: number | undefined };

/** What can be typed: money in minor units, as it stands in the address. */
export const budgetFields = [
  { name: 'margin_minor', unit: 'money', bounds: { low: 0, high: 1e12 } },
  { name: 'purchases', unit: 'count', bounds: { low: 0, high: 10_000 } },
  { name: 'share', unit: 'percent', bounds: { low: 0, high: 1 } },
  { name: 'customers', unit: 'count', bounds: { low: 0, high: 1e9 } },
  { name: 'contact_minor', unit: 'money', bounds: { low: 0, high: 1e9 } },
  { name: 'contacts', unit: 'count', bounds: { low: 0, high: 1000 } },
] as const satisfies readonly { name: Name; unit: TypedUnit; bounds: Bounds }[];

type BudgetViewProps = { currency: Currency; customers: number; given: BudgetGiven; onChange: (next: BudgetGiven) => void };

/** The budget of shoe cream until the reader types another: 25 a jar, one jar a year, a tenth for care. */
export function BudgetView({ currency, customers, given, onChange }: BudgetViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const unit = 10 ** currency.digits;
  const usual: BudgetTerms = { margin_minor: 25 * unit, purchases: 1, share: 0.1, customers: customers || 1000, contact_minor: unit, contacts: 4 };
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const terms: BudgetTerms = { ...usual, ...known };
  const budget = crmBudget(terms);
  const each = format.money(budget.each, currency);
  const wanted = format.money(budget.wanted, currency);
  const facts: Fact[] = [
    { name: t('planning.budget.fact.each'), value: each, mark: 'each' },
    { name: t('planning.budget.fact.all'), value: format.money(budget.all, currency) },
    { name: t('planning.budget.fact.affordable'), value: budget.affordable === null ? t('planning.budget.free') : format.short(budget.affordable), mark: 'affordable' },
    { name: t('planning.budget.fact.enough'), value: budget.enough === null ? t('planning.budget.never') : format.short(budget.enough), mark: 'enough' },
  ];
  return (
    <Stack gap="md">
      <Panel title={t('planning.inputs')} note={t('planning.inputsNote')}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md" verticalSpacing="sm">
          {budgetFields.map(({ name, unit: typed, bounds }) => (
            <GivenField
              key={name}
              label={t(`planning.budget.input.${name}`)}
              given={given[name]}
              usual={usual[name]}
              origin={name === 'customers' && customers > 0 ? 'base' : 'example'}
              unit={typed}
              currency={currency}
              bounds={bounds}
              onChange={(value) => onChange({ [name]: value })}
            />
          ))}
        </SimpleGrid>
      </Panel>
      <Panel title={t('planning.budget.outcome')} note={t('planning.budget.note')}>
        <Text mb="sm" aria-live="polite">
          {t(budget.each >= budget.wanted ? 'planning.budget.pays' : 'planning.budget.short', { each, wanted })}
        </Text>
        <Facts facts={facts} />
      </Panel>
      <BudgetChart terms={terms} budget={budget} currency={currency} />
    </Stack>
  );
}
