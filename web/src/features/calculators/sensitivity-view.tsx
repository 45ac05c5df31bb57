import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { Currency } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import type { Bounds, TypedUnit } from '../../lib/typed';
import { Choice } from '../../ui/choice';
import { type Fact, Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { GivenField } from './given-field';
import { type Reading, readings, sensitivity } from './sensitivity';
import { SensitivityChart } from './sensitivity-chart';
import { SensitivityTable } from './sensitivity-table';

type Name = 'margin_minor' | 'retention' | 'discount' | 'uplift';
export type SensitivityGiven = { [Key in Name]?: number | undefined } & { reading?: 'relative' | undefined };

export const sensitivityFields = [
  { name: 'retention', unit: 'percent', bounds: { low: 0, high: 1 } },
  { name: 'uplift', unit: 'percent', bounds: { low: -0.5, high: 0.5 } },
  { name: 'discount', unit: 'percent', bounds: { low: 0, high: 1 } },
  { name: 'margin_minor', unit: 'money', bounds: { low: 0, high: 1e12 } },
] as const satisfies readonly { name: Name; unit: TypedUnit; bounds: Bounds }[];

type SensitivityViewProps = { currency: Currency; given: SensitivityGiven; onChange: (next: SensitivityGiven) => void };

/** What a change of retention does to the worth of a customer's future, here and at other retentions. */
export function SensitivityView({ currency, given, onChange }: SensitivityViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const usual = { margin_minor: 100 * 10 ** currency.digits, retention: 0.85, discount: 0.1, uplift: 0.05 };
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const terms: typeof usual & { reading: Reading } = { ...usual, reading: 'points', ...known };
  const result = sensitivity(terms.retention, terms);
  const facts: Fact[] = [
    { name: t('planning.retention.fact.change'), value: format.change(result.change), mark: 'change' },
    { name: t('planning.retention.fact.before'), value: format.money(result.before, currency) },
    { name: t('planning.retention.fact.after'), value: format.money(result.after, currency) },
  ];
  const words = { before: format.percent(result.retention), after: format.percent(result.changed), change: format.change(result.change) };

  return (
    <Stack gap="md">
      <Panel title={t('planning.inputs')} note={t('planning.inputsNote')}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md" verticalSpacing="sm">
          {sensitivityFields.map(({ name, unit, bounds }) => (
            <GivenField
              key={name}
              label={t(`planning.retention.input.${name}`)}
              given={given[name]}
              usual={usual[name]}
              unit={unit}
              currency={currency}
              bounds={bounds}
              onChange={(value) => onChange({ [name]: value })}
            />
          ))}
          <Choice
            label={t('planning.retention.reading.label')}
            value={terms.reading}
            options={readings.map((value) => ({ value, label: t(`planning.retention.reading.${value}`) }))}
            onChange={(reading) => onChange({ reading: reading === 'points' ? undefined : reading })}
          />
        </SimpleGrid>
      </Panel>
      <Panel title={t('planning.retention.outcome')} note={t('planning.retention.note')}>
        <Text mb="sm" aria-live="polite">
          {result.change === null ? t(`planning.retention.${missing(result)}`) : t('planning.retention.sentence', words)}
        </Text>
        <Facts facts={facts} />
      </Panel>
      <SensitivityChart retention={terms.retention} discount={terms.discount} uplift={terms.uplift} reading={terms.reading} />
      <SensitivityTable {...terms} currency={currency} />
    </Stack>
  );
}

/** Why there is no change to tell. */
function missing({ changed, before, after }: ReturnType<typeof sensitivity>): 'beyond' | 'endless' | 'zero' {
  if (changed === null) return 'beyond';
  return before === null || after === null ? 'endless' : 'zero';
}
