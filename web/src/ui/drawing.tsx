import { type EChartsCoreOption, init } from 'echarts/core';
import { useEffect, useRef } from 'react';

export type DrawingProps = { option: EChartsCoreOption; label: string; height: number };

/** Holds the drawing library's instance; always laid out left to right, labels carry their own direction. */
export function Drawing({ option, label, height }: DrawingProps) {
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // A page that is not shown yet has no width: the observer tells when it has.
    const chart = init(element, null, { width: element.clientWidth || 320, height: element.clientHeight || 200 });
    const fontFamily = getComputedStyle(element).fontFamily;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.setOption({ animation: !still, animationDuration: 350, textStyle: { fontFamily }, ...option });
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
