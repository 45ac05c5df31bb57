import { SankeyChart } from 'echarts/charts';
import { TooltipComponent } from 'echarts/components';
import { use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { Drawing, type DrawingProps } from './drawing';

register([SankeyChart, TooltipComponent, CanvasRenderer]);

export function SankeyCanvas(props: DrawingProps) {
  return <Drawing {...props} />;
}
