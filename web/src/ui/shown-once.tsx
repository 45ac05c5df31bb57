import { Button, Group, Paper, Text } from '@mantine/core';
import { useLanguage } from '../lib/i18n';
import { Copied } from './copy-text';

type ShownOnceProps = { title: string; text: string; secret: string; copyLabel: string; onKept: () => void };

/** Something that is told once and never again: it stays until the reader says that it is kept. */
export function ShownOnce({ title, text, secret, copyLabel, onKept }: ShownOnceProps) {
  const { t } = useLanguage();
  return (
    <Paper aria-live="polite" p="sm" mb="sm" bg="var(--chosen)" c="var(--on-chosen)" data-once>
      <Text fw={600} fz="sm">
        {title}
      </Text>
      <Text fz="sm" mb="xs">
        {text}
      </Text>
      <Group gap="sm">
        <Copied text={secret} label={copyLabel} />
        <Button variant="default" size="compact-xs" onClick={onKept}>
          {t('state.kept')}
        </Button>
      </Group>
    </Paper>
  );
}
