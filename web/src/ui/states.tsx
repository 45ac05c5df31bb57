import { Button, Code, CopyButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Check, Copy, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/problem';
import { useLanguage } from '../lib/i18n';
import { OwnWords } from './failure-line';
import { failureText } from './failure-text';

type EmptyStateProps = { icon: ReactNode; title: string; text: string; command?: string; action?: ReactNode };

/** Says what the thing is and leads to the step that is missing. */
export function EmptyState({ icon, title, text, command, action }: EmptyStateProps) {
  return (
    <Paper withBorder bg="var(--panel)" bd="1px solid var(--line)" py={56} px="md">
      <Stack align="center" gap="sm" ta="center" maw={520} mx="auto">
        {icon}
        <Title order={2} fz="lg">
          {title}
        </Title>
        <Text c="dimmed">{text}</Text>
        {command !== undefined && <Command text={command} />}
        {action}
      </Stack>
    </Paper>
  );
}

function Command({ text }: { text: string }) {
  const { t } = useLanguage();
  return (
    <Group gap="xs" wrap="nowrap" dir="ltr" maw="100%">
      <Code fz="sm" p="xs" px="md" bg="var(--quiet)">
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="xs"
            onClick={copy}
            leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          >
            <span aria-live="polite">{copied ? t('state.copied') : t('state.copy')}</span>
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && error.failure === 'outdated';
}

function reload(): void {
  globalThis.location.reload();
}

export function ErrorState({ error, onRetry, busy }: { error: unknown; onRetry: () => void; busy: boolean }) {
  const { t } = useLanguage();
  return (
    <Paper withBorder bg="var(--panel)" bd="1px solid var(--line)" py={48} px="md">
      <Stack align="center" gap="sm" ta="center" maw={480} mx="auto">
        <TriangleAlert size={28} color="var(--bad)" aria-hidden />
        <div role="alert" style={{ overflowWrap: 'anywhere' }}>
          <Text>{failureText(t, error)}</Text>
          <OwnWords error={error} />
        </div>
        <Button onClick={isOutdated(error) ? reload : onRetry} loading={busy} leftSection={<RotateCw size={15} aria-hidden />}>
          {t(isOutdated(error) ? 'shell.reload' : 'state.retry')}
        </Button>
      </Stack>
    </Paper>
  );
}
