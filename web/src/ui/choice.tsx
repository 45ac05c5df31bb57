import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import classes from './choice.module.css';

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
};

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }}>
      <div>
        <SegmentedControl
          aria-labelledby={id}
          classNames={{ root: classes['root'] ?? '', label: classes['label'] ?? '' }}
          size="sm"
          value={value}
          data={options.map((option) => ({ value: option.value, label: option.label }))}
          onChange={(next) => {
            const chosen = options.find((option) => option.value === next);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        />
      </div>
    </Input.Wrapper>
  );
}
