import { Button, type ButtonProps } from '@mantine/core';
import { useState } from 'react';

type SureButtonProps = { label: string; question: string; busy: boolean; size?: ButtonProps['size']; onSure: () => void };

/** For what can not be undone: the first click asks, the second means it; going elsewhere takes the question back. */
export function SureButton({ label, question, busy, size = 'xs', onSure }: SureButtonProps) {
  const [asked, setAsked] = useState(false);
  return (
    <Button
      variant="default"
      size={size}
      loading={busy}
      {...(asked ? { c: 'var(--bad)' } : {})}
      onClick={() => {
        if (asked) onSure();
        setAsked(!asked);
      }}
      onBlur={() => setAsked(false)}
    >
      <span aria-live="polite">{asked ? question : label}</span>
    </Button>
  );
}
