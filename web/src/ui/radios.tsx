import { Fieldset, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import classes from './checks.module.css';

type RadiosProps<T extends string> = {
  legend: string;
  value: T;
  options: readonly { value: T; label: string; note?: string }[];
  onChange: (value: T) => void;
  /** Beside each other where there is room. */
  inline?: boolean;
};

/** One of some that need a word each. */
export function Radios<T extends string>({ legend, value, options, onChange, inline = false }: RadiosProps<T>) {
  const name = useId();
  return (
    <Fieldset legend={legend} p="xs">
      <Stack gap={6} {...(inline ? { style: { flexFlow: 'row wrap', columnGap: '1.25rem' } } : {})}>
        {options.map((option) => (
          <div key={option.value}>
            <label className={classes['check']}>
              <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
              {option.label}
            </label>
            {option.note !== undefined && (
              <Text fz="xs" c="dimmed" ps={22}>
                {option.note}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Fieldset>
  );
}
