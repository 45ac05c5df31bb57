import { Stack } from '@mantine/core';
import { PanelSkeleton } from '../../ui/panel-skeleton';
import classes from './figure-card.module.css';

const figures = { base: 400, xs: 250, lg: 130 };

export function HomeSkeleton() {
  return (
    <Stack gap="md">
      <PanelSkeleton body={figures} />
      <PanelSkeleton body={figures} />
      <div className={classes['charts']}>
        <PanelSkeleton body={400} />
        <PanelSkeleton body={400} />
      </div>
    </Stack>
  );
}
