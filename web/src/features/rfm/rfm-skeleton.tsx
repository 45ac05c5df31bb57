import { Grid, Skeleton, Stack } from '@mantine/core';

export function RfmSkeleton() {
  return (
    <Stack gap="md">
      <Skeleton height={146} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Skeleton height={460} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Skeleton height={460} />
        </Grid.Col>
      </Grid>
      <Skeleton height={520} />
    </Stack>
  );
}
