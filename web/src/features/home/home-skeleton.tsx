import { SimpleGrid, Stack } from '@mantine/core';
import { PanelSkeleton } from '../../ui/panel-skeleton';

const figures = { base: 400, xs: 250, lg: 130 };

export function HomeSkeleton() {
  return (
    <Stack gap="md">
      <PanelSkeleton body={figures} />
      <PanelSkeleton body={figures} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <PanelSkeleton body={400} />
        <PanelSkeleton body={400} />
      </SimpleGrid>
    </Stack>
  );
}
