import { init } from 'echarts/core';
import type { BuildOption } from '../chart';
import type { LegendItem } from '../legend';
import { type ChartPalette, chartPalette } from '../palette';

export type PictureOf = {
  title: string;
  note: string | undefined;
  legend: readonly LegendItem[];
  build: BuildOption;
  width: number;
  height: number;
  fontFamily: string;
  dir: 'ltr' | 'rtl';
};

const scale = 2;
const edge = 16;
const lineHeight = 20;

/** A chart as a file for paper and slides: on white in light colours, twice as fine as a screen, with its title and what its lines are. */
export async function pictureOf({ title, note, legend, build, width, height, fontFamily, dir }: PictureOf): Promise<Blob | null> {
  const palette = chartPalette('light');
  const chart = init(document.createElement('div'), null, { width, height, devicePixelRatio: scale });
  chart.setOption({ animation: false, textStyle: { fontFamily }, ...build(palette) });
  const plot = chart.renderToCanvas({ pixelRatio: scale, backgroundColor: palette.panel });

  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  const rows = 1 + (note === undefined ? 0 : 1);
  const keys = laidOut(pen, legend, { width, fontFamily });
  const top = edge + (rows + keys.rows) * lineHeight + 8;
  canvas.width = (width + 2 * edge) * scale;
  canvas.height = (top + height + edge) * scale;
  pen.scale(scale, scale);
  pen.fillStyle = palette.panel;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.direction = dir;
  pen.textAlign = 'start';
  pen.textBaseline = 'middle';
  const start = (offset: number) => (dir === 'rtl' ? width + edge - offset : edge + offset);
  const write = (text: string, [offset, row]: readonly [number, number], font: string, color: string) => {
    pen.font = `${font} ${fontFamily}`;
    pen.fillStyle = color;
    pen.fillText(text, start(offset), edge + (row + 0.5) * lineHeight);
  };
  write(title, [0, 0], '600 15px', palette.text);
  if (note !== undefined) write(note, [0, 1], '12px', palette.faint);
  for (const { item, offset, row } of keys.places) {
    key(pen, item, [dir === 'rtl' ? start(offset) - 22 : start(offset), edge + (rows + row + 0.5) * lineHeight], palette);
    write(item.name, [offset + 28, rows + row], '12px', palette.faint);
  }
  pen.drawImage(plot, edge, top, width, height);
  chart.dispose();
  return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** Where each name of the legend stands: as many on a row as fit. */
function laidOut(pen: CanvasRenderingContext2D, legend: readonly LegendItem[], { width, fontFamily }: { width: number; fontFamily: string }) {
  pen.font = `12px ${fontFamily}`;
  let [offset, row] = [0, 0];
  const places = legend.map((item) => {
    const wide = 28 + pen.measureText(item.name).width + 16;
    if (offset > 0 && offset + wide > width) [offset, row] = [0, row + 1];
    const place = { item, offset, row };
    offset += wide;
    return place;
  });
  return { places, rows: legend.length === 0 ? 0 : row + 1 };
}

/** The line or the area that a name stands for. */
function key(pen: CanvasRenderingContext2D, { color, dashed }: LegendItem, [x, y]: readonly [number, number], palette: ChartPalette) {
  if (color === 'band') {
    pen.fillStyle = palette.band;
    pen.fillRect(x, y - 5, 22, 10);
    return;
  }
  pen.strokeStyle = palette[color];
  pen.lineWidth = 2.5;
  pen.setLineDash(dashed === true ? [5, 3] : []);
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + 22, y);
  pen.stroke();
  pen.setLineDash([]);
}
