import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

type PageProps = { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode };

export function Page({ title, lead, actions, children }: PageProps) {
  return (
    <Stack gap="md">
      <title>{`${title} · Clientele`}</title>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Title order={1} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {lead !== undefined && (
            <Text c="dimmed" fz="sm" mt={2}>
              {lead}
            </Text>
          )}
        </div>
        {actions !== undefined && (
          <Group gap="sm" align="flex-end">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  );
}
