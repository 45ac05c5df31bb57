import { Skeleton } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { lazy, Suspense, useMemo } from 'react';
import { ChartMenu } from './chart-menu';
import type { CsvCell } from './download-button';
import type { ChartPart } from './drawing';
import type { LegendItem } from './legend';
import { type ChartPalette, chartPalette } from './palette';
import { useScheme } from './printing';

const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas')).ChartCanvas }));
const SankeyCanvas = lazy(async () => ({ default: (await import('./sankey-canvas')).SankeyCanvas }));

export type BuildOption = (palette: ChartPalette) => EChartsCoreOption;

/** What goes along when a chart leaves the page: a picture without its title and date says nothing. */
export type Takeaway = {
  title: string;
  note?: string;
  /** The name of the files, without ending. */
  file: string;
  legend?: readonly LegendItem[];
  /** The figures that are drawn, plain, with a row of names first; made when they are asked for. */
  rows: () => readonly (readonly CsvCell[])[];
};

type ChartProps = {
  kind?: 'plot' | 'sankey';
  /** What the picture shows, in a sentence; the figures themselves belong into a table beside it. */
  label: string;
  height: number;
  build: BuildOption;
  takeaway: Takeaway;
  onChoose?: ((part: ChartPart) => void) | undefined;
};

/** A chart in the colours of the theme. The drawing library is loaded when the first chart is shown. */
export function Chart({ kind = 'plot', label, height, build, takeaway, onChoose }: ChartProps) {
  const scheme = useScheme();
  const option = useMemo(() => build(chartPalette(scheme)), [build, scheme]);
  const Canvas = kind === 'sankey' ? SankeyCanvas : ChartCanvas;
  return (
    <div style={{ position: 'relative' }} data-chart={takeaway.file}>
      <Suspense fallback={<Skeleton height={height} />}>
        <Canvas option={option} label={label} height={height} onChoose={onChoose} />
      </Suspense>
      <ChartMenu takeaway={takeaway} build={build} height={height} />
    </div>
  );
}
