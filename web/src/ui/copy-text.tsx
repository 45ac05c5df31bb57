import { Button, Code, CopyButton, Group } from '@mantine/core';
import { useLanguage } from '../lib/i18n';

/** Copies a text; the label says which one. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useLanguage();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" size="compact-xs" onClick={copy} aria-label={label}>
          <span aria-live="polite">{copied ? t('state.copied') : t('state.copy')}</span>
        </Button>
      )}
    </CopyButton>
  );
}

/** A short text that is taken elsewhere as it is: a key, an address. */
export function Copied({ text, label }: { text: string; label: string }) {
  return (
    <Group gap="xs">
      <Code dir="ltr" style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
        {text}
      </Code>
      <CopyText text={text} label={label} />
    </Group>
  );
}
