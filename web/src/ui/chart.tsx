import { Skeleton, useComputedColorScheme } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { lazy, Suspense, useMemo } from 'react';
import { type ChartPalette, chartPalette } from './palette';

const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas')).ChartCanvas }));
const SankeyCanvas = lazy(async () => ({ default: (await import('./sankey-canvas')).SankeyCanvas }));

export type BuildOption = (palette: ChartPalette) => EChartsCoreOption;

type ChartProps = {
  kind?: 'plot' | 'sankey';
  /** What the picture shows, in a sentence; the figures themselves belong into a table beside it. */
  label: string;
  height: number;
  build: BuildOption;
};

/** A chart in the colours of the theme. The drawing library is loaded when the first chart is shown. */
export function Chart({ kind = 'plot', label, height, build }: ChartProps) {
  const scheme = useComputedColorScheme('light');
  const option = useMemo(() => build(chartPalette(scheme)), [build, scheme]);
  const Canvas = kind === 'sankey' ? SankeyCanvas : ChartCanvas;
  return (
    <Suspense fallback={<Skeleton height={height} />}>
      <Canvas option={option} label={label} height={height} />
    </Suspense>
  );
}
