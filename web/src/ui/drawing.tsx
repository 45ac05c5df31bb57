import { type ECElementEvent, type EChartsCoreOption, init } from 'echarts/core';
import { useEffect, useEffectEvent, useRef } from 'react';

/** A part of a picture that was clicked on. */
export type ChartPart = Pick<ECElementEvent, 'data' | 'dataIndex'>;

export type DrawingProps = {
  option: EChartsCoreOption;
  label: string;
  height: number;
  /** What a click on a part does. A keyboard can not reach it: the same stands as a link in a table beside the picture. */
  onChoose?: ((part: ChartPart) => void) | undefined;
};

/** Holds the drawing library's instance; always laid out left to right, labels carry their own direction. */
export function Drawing({ option, label, height, onChoose }: DrawingProps) {
  const box = useRef<HTMLDivElement>(null);
  const choose = useEffectEvent((part: ChartPart) => onChoose?.(part));

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // A page that is not shown yet has no width: the observer tells when it has.
    const chart = init(element, null, { width: element.clientWidth || 320, height: element.clientHeight || 200 });
    const fontFamily = getComputedStyle(element).fontFamily;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.setOption({ animation: !still, animationDuration: 350, textStyle: { fontFamily }, ...option });
    chart.on('click', (part) => choose(part));
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) chart.resize({ width: 'auto', height: 'auto' });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option]);

  return <div ref={box} role="img" aria-label={label} dir="ltr" style={{ height, width: '100%' }} />;
}
