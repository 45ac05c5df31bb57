import type { Formatter } from '../lib/format';
import type { Language } from '../lib/i18n';
import { languages } from '../lib/i18n';
import type { ChartPalette } from './palette';

/** Pieces of chart options that every chart shares. */
export function axisStyle(palette: ChartPalette) {
  return {
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: { color: palette.faint, fontSize: 11 },
    splitLine: { lineStyle: { color: palette.line } },
    nameTextStyle: { color: palette.faint, fontSize: 11 },
  };
}

/** The space and the axes of counts over time: days along the bottom, whole numbers from zero on. */
export function timeAxes(palette: ChartPalette, format: Formatter, name: string) {
  const style = axisStyle(palette);
  const day = (at: number) => format.isolate(format.date(new Date(at).toISOString().slice(0, 10)));
  return {
    grid: { left: 56, right: 12, top: 30, bottom: 28 },
    xAxis: { type: 'time', ...style, axisLabel: { ...style.axisLabel, hideOverlap: true, formatter: day } },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 3,
      minInterval: 1,
      ...style,
      name: format.isolate(name),
      nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -48] },
      axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(format.compact(value)) },
    },
  };
}

export function tooltipStyle(palette: ChartPalette, language: Language) {
  return {
    backgroundColor: palette.panel,
    borderColor: palette.line,
    textStyle: { color: palette.text, fontSize: 12 },
    confine: true,
    extraCssText: `direction:${languages[language].dir};border-radius:8px;box-shadow:0 4px 16px rgb(0 0 0 / 18%)`,
  };
}

/** Text that goes into the markup of a tooltip. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export function tooltipRows(title: string, rows: readonly { name: string; value: string }[]): string {
  const lines = rows.map(
    ({ name, value }) =>
      `<tr><td style="padding-inline-end:12px">${escapeHtml(name)}</td><td class="num" style="text-align:end"><b>${escapeHtml(value)}</b></td></tr>`,
  );
  return `<div style="margin-bottom:4px"><b>${escapeHtml(title)}</b></div><table>${lines.join('')}</table>`;
}
