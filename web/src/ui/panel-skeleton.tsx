import { Box, type BoxProps, Paper, Skeleton, Stack } from '@mantine/core';

/** The outline of a panel while its figures are on the way; `body` is the height that they will take. */
export function PanelSkeleton({ body }: { body: BoxProps['h'] }) {
  return (
    <Paper withBorder bg="var(--panel)" p="md" bd="1px solid var(--line)">
      <Skeleton height={16} width={180} mt={3} />
      <Skeleton height={11} width={250} mt={9} mb={19} maw="80%" />
      <Box h={body}>
        <Skeleton height="100%" />
      </Box>
    </Paper>
  );
}

/** A page of panels below each other. */
export function PanelsSkeleton({ heights }: { heights: readonly BoxProps['h'][] }) {
  return (
    <Stack gap="md">
      {heights.map((height, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the list never changes
        <PanelSkeleton key={index} body={height} />
      ))}
    </Stack>
  );
}
