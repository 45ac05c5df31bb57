import { SimpleGrid, Skeleton, Stack } from '@mantine/core';

export function HomeSkeleton() {
  return (
    <Stack gap="md">
      <Skeleton height={380} />
      <Skeleton height={380} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Skeleton height={430} />
        <Skeleton height={430} />
      </SimpleGrid>
    </Stack>
  );
}
