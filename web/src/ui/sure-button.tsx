import { Button } from '@mantine/core';
import { useState } from 'react';

type SureButtonProps = { label: string; question: string; busy: boolean; onSure: () => void };

/** For what can not be undone: the first click asks, the second means it; going elsewhere takes the question back. */
export function SureButton({ label, question, busy, onSure }: SureButtonProps) {
  const [asked, setAsked] = useState(false);
  return (
    <Button
      variant="default"
      size="xs"
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
