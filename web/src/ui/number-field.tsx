import { CloseButton, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import type { CurrencyLike } from '../lib/money';
import { type Bounds, typedText, type TypedUnit, typedValue } from '../lib/typed';
import { leftToRight } from './left-to-right';

type NumberFieldProps = {
  label: string;
  /** What is computed with at present, whoever said it. */
  value: number | null;
  unit: TypedUnit;
  currency: CurrencyLike;
  bounds: Bounds;
  /** Where the value comes from. */
  note?: string | undefined;
  /** Whether the reader gave it, and may take it back. */
  given: boolean;
  onChange: (value: number | undefined) => void;
};

/** A number that stands in the address. It takes effect with Enter or when the field is left. */
export function NumberField({ label, value, unit, currency, bounds, note, given, onChange }: NumberFieldProps) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const [typed, setTyped] = useState<string>();
  const [refused, setRefused] = useState(false);

  const commit = () => {
    if (typed === undefined) return;
    if (typed.trim() === '') {
      setTyped(undefined);
      setRefused(false);
      if (given) onChange(undefined);
      return;
    }
    const next = typedValue(typed, unit, currency, bounds, language);
    setRefused(next === null);
    if (next === null) return;
    setTyped(undefined);
    if (next !== value) onChange(next);
  };
  const shownBound = (bound: number) =>
    unit === 'percent' ? format.percent(bound, 0) : unit === 'money' ? format.money(bound, currency) : format.number(bound);
  const sign = unit === 'money' ? currency.code : unit === 'percent' ? (language === 'fa' ? '٪' : '%') : '';

  return (
    <TextInput
      label={label}
      inputMode="decimal"
      inputContainer={leftToRight}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={typed ?? (value === null ? '' : typedText(value, unit, currency, language))}
      description={note}
      error={refused ? t('input.refused', { low: shownBound(bounds.low), high: shownBound(bounds.high) }) : undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setRefused(false);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
      rightSectionWidth={given ? 62 : 44}
      rightSection={
        <>
          <Text fz="xs" c="dimmed">
            {sign}
          </Text>
          {given && <CloseButton size="xs" aria-label={t('date.clear', { label })} onClick={() => onChange(undefined)} />}
        </>
      }
    />
  );
}
