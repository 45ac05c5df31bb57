import { Grid, Stack } from '@mantine/core';
import { PanelSkeleton } from '../../ui/panel-skeleton';

const map = { base: 330, xs: 375 };

export function RfmSkeleton() {
  return (
    <Stack gap="md">
      <PanelSkeleton body={{ base: 236, xs: 160, lg: 88 }} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <PanelSkeleton body={map} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <PanelSkeleton body={map} />
        </Grid.Col>
      </Grid>
      <PanelSkeleton body={{ base: 1900, sm: 455 }} />
    </Stack>
  );
}
