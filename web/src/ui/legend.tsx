import { Group, Text } from '@mantine/core';
import { chartPalette } from './palette';
import { useScheme } from './printing';

export type LegendItem = { name: string; color: 'first' | 'second' | 'band' | 'faint'; dashed?: boolean };

/** What the lines of a chart are, as text of the page: the drawing library's own legend knows no right to left. */
export function Legend({ items }: { items: readonly LegendItem[] }) {
  const palette = chartPalette(useScheme());
  return (
    <Group gap="md" mb={2}>
      {items.map(({ name, color, dashed }) => (
        <Group key={name} gap={6} wrap="nowrap">
          <svg width={22} height={10} aria-hidden="true">
            {color === 'band' ? (
              <rect width={22} height={10} rx={2} fill={palette.band} />
            ) : (
              <line x1={0} x2={22} y1={5} y2={5} stroke={palette[color]} strokeWidth={2.5} strokeDasharray={dashed === true ? '5 3' : undefined} />
            )}
          </svg>
          <Text fz="xs" c="dimmed">
            {name}
          </Text>
        </Group>
      ))}
    </Group>
  );
}
