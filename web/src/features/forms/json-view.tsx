import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../../lib/i18n';
import classes from './forms.module.css';
import type { Definition } from './tree';

/** The whole definition as JSON; what is no JSON object yet is not taken over. */
export function JsonView({ draft, onChange }: { draft: Definition; onChange: (next: Definition) => void }) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState<string>();
  const read = typed === undefined ? draft : parsed(typed);
  return (
    <Textarea
      label={t('form.json')}
      description={t('form.jsonNote')}
      error={read === null ? t('form.noJson') : undefined}
      classNames={{ input: classes['json'] ?? '' }}
      dir="ltr"
      autosize
      minRows={16}
      maxRows={40}
      spellCheck={false}
      value={typed ?? JSON.stringify(draft, null, 2)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        const next = parsed(event.currentTarget.value);
        if (next !== null) onChange(next);
      }}
      onBlur={() => {
        if (read !== null) setTyped(undefined);
      }}
    />
  );
}

function parsed(text: string): Definition | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
