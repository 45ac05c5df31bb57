import { Group, Paper, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

type PanelProps = { title: string; note?: ReactNode; actions?: ReactNode; children: ReactNode };

/** One topic on a page: a heading, what its figures stand for (the date above all), and the figures. */
export function Panel({ title, note, actions, children }: PanelProps) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} withBorder bg="var(--panel)" p="md" bd="1px solid var(--line)" h="100%">
      <Group justify="space-between" align="flex-start" gap="xs" mb="sm">
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          {note !== undefined && (
            <Text c="dimmed" fz="xs">
              {note}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      {children}
    </Paper>
  );
}
