import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../../lib/i18n';
import type { CurrencyLike } from '../../lib/money';
import { segmentOrder } from '../../lib/segment-names';
import type { TypedUnit } from '../../lib/typed';
import { Checks } from '../../ui/checks';
import { Choice } from '../../ui/choice';
import { DateField } from '../../ui/date-field';
import { NumberField } from '../../ui/number-field';
import { SidePanel } from '../../ui/side-panel';
import { contactNames, type Filters } from './search';

type FilterPanelProps = {
  filters: Filters;
  currency: CurrencyLike;
  /** The days that have orders. */
  first: string | null;
  last: string | null;
  onChange: (filters: Filters) => void;
  onClear: () => void;
  onClose: () => void;
};

const risks = ['low', 'middle', 'high'] as const;
const most = 9_000_000_000_000;

/** All filters side by side; each takes effect at once. */
export function FilterPanel({ filters, currency, first, last, onChange, onClear, onClose }: FilterPanelProps) {
  const { t } = useLanguage();
  const span = (name: 'orders' | 'revenue' | 'clv', unit: TypedUnit) => (
    <Group gap="sm" grow align="flex-start" wrap="nowrap">
      {(['min', 'max'] as const).map((edge) => {
        const key = `${name}_${edge}` as const;
        return (
          <NumberField
            key={key}
            label={t(`customers.edge.${edge}`, { name: t(`customers.column.${name}`) })}
            value={filters[key] ?? null}
            unit={unit}
            currency={currency}
            bounds={{ low: name === 'revenue' ? -most : 0, high: most }}
            given={filters[key] !== undefined}
            onChange={(value) => onChange({ [key]: unit === 'count' && value !== undefined ? Math.round(value) : value })}
          />
        );
      })}
    </Group>
  );
  return (
    <SidePanel title={t('customers.filters')} closeLabel={t('customers.closeFilters')} onClose={onClose}>
      <Stack gap="md">
        <Checks
          legend={t('customers.column.segment')}
          options={segmentOrder.map((value) => ({ value, label: t(`segment.${value}`) }))}
          chosen={filters.segment?.split(',') ?? []}
          onChange={(chosen) => onChange({ segment: chosen.length === 0 ? undefined : chosen.join(',') })}
        />
        <Choice
          label={t('customers.risk.label')}
          value={filters.risk ?? 'any'}
          options={[{ value: 'any', label: t('customers.any') }, ...risks.map((value) => ({ value, label: t(`customers.risk.${value}`) }))]}
          onChange={(value) => onChange({ risk: value === 'any' ? undefined : value })}
        />
        {span('orders', 'count')}
        {span('revenue', 'money')}
        {span('clv', 'money')}
        <Group gap="sm">
          <DateField
            label={t('customers.lastFrom')}
            value={filters.last_order_from}
            placeholder={t('customers.any')}
            first={first}
            last={filters.last_order_until ?? last}
            onChange={(day) => onChange({ last_order_from: day })}
          />
          <DateField
            label={t('customers.lastUntil')}
            value={filters.last_order_until}
            placeholder={t('customers.any')}
            first={filters.last_order_from ?? first}
            last={last}
            onChange={(day) => onChange({ last_order_until: day })}
          />
        </Group>
        <Typed key={filters.country} label={t('customers.column.country')} value={filters.country} onChange={(country) => onChange({ country })} />
        <Checks
          legend={t('customers.with.label')}
          options={contactNames.map((value) => ({ value, label: t(`customers.with.${value}`) }))}
          chosen={filters.with?.split(',') ?? []}
          onChange={(chosen) => onChange({ with: chosen.length === 0 ? undefined : chosen.join(',') })}
        />
        <Group gap="sm">
          <Button onClick={onClose}>{t('customers.showList')}</Button>
          <Button variant="default" onClick={onClear}>
            {t('customers.clear')}
          </Button>
        </Group>
      </Stack>
    </SidePanel>
  );
}

/** A word that takes effect with Enter or when the field is left. */
function Typed({ label, value, onChange }: { label: string; value: string | undefined; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState(value ?? '');
  const done = () => {
    const next = typed.trim() === '' ? undefined : typed.trim();
    if (next !== value) onChange(next);
  };
  return (
    <TextInput
      label={label}
      value={typed}
      dir="auto"
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}
