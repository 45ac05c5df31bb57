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
