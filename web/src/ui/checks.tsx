import { Fieldset, Group, Text } from '@mantine/core';
import classes from './checks.module.css';

type ChecksProps = {
  legend: string;
  /** What it means that none is chosen. */
  note?: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Any of some, all in sight. */
export function Checks({ legend, note, options, chosen, onChange }: ChecksProps) {
  return (
    <Fieldset legend={legend} p="xs">
      <Group gap="sm">
        {options.map(({ value, label }) => (
          <label key={value} className={classes['check']}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) => {
                const now = event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value);
                onChange(options.flatMap((option) => (now.includes(option.value) ? [option.value] : [])));
              }}
            />
            {label}
          </label>
        ))}
      </Group>
      {note !== undefined && (
        <Text fz="xs" c="dimmed" mt={4}>
          {note}
        </Text>
      )}
    </Fieldset>
  );
}
