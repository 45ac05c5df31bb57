/**
 * The colours of charts; `docs/CHARTS.md` says what each is for. Two series are blue against orange; up to eight
 * categories keep apart for readers who see no red, no green or no blue, and every colour stands out from its panel
 * (`palette.test.ts` computes both); amounts use one hue from pale to deep.
 */
export type Scheme = 'light' | 'dark';

export type ChartPalette = {
  first: string;
  second: string;
  band: string;
  text: string;
  faint: string;
  panel: string;
  line: string;
  categories: readonly string[];
};

const palettes: Record<Scheme, ChartPalette> = {
  light: {
    first: '#1f6f8b',
    second: '#c4560a',
    band: 'rgba(31, 111, 139, 0.18)',
    text: '#3a444d',
    faint: '#566069',
    panel: '#ffffff',
    line: '#e1e6ea',
    categories: ['#006a90', '#ce830b', '#3d9268', '#b063c0', '#1d98f6', '#cc5009', '#9191a1', '#676859'],
  },
  dark: {
    first: '#6fb7cd',
    second: '#f0a35e',
    band: 'rgba(111, 183, 205, 0.22)',
    text: '#c2cbd3',
    faint: '#a3afb9',
    panel: '#1b2228',
    line: '#333d46',
    categories: ['#63aaf8', '#f0b70d', '#46da9a', '#cb9dc1', '#a7cbf0', '#ef8943', '#949f87', '#e5e517'],
  },
};

export function chartPalette(scheme: Scheme): ChartPalette {
  return palettes[scheme];
}

type Rgb = readonly [number, number, number];

const ramps: Record<Scheme, readonly Rgb[]> = {
  light: [[243, 247, 249], [188, 217, 226], [104, 166, 186], [40, 112, 137], [13, 66, 84]],
  dark: [[30, 38, 45], [32, 62, 75], [39, 99, 119], [72, 148, 171], [158, 211, 226]],
};

export type Heat = { background: string; color: string };

/** The colour of an amount between 0 and 1, and of black and white the one that reads better on it (4.5 at least). */
export function heat(ratio: number, scheme: Scheme): Heat {
  const ramp = ramps[scheme];
  const place = Math.min(1, Math.max(0, Number.isFinite(ratio) ? ratio : 0)) * (ramp.length - 1);
  const index = Math.min(Math.floor(place), ramp.length - 2);
  const from = ramp[index] ?? [0, 0, 0];
  const to = ramp[index + 1] ?? from;
  const rest = place - index;
  const mixed: Rgb = [mix(from[0], to[0], rest), mix(from[1], to[1], rest), mix(from[2], to[2], rest)];
  const dark = contrast(mixed, [0, 0, 0]);
  const light = contrast(mixed, [255, 255, 255]);
  return { background: `rgb(${mixed.join(' ')})`, color: dark >= light ? '#000000' : '#ffffff' };
}

function mix(from: number, to: number, ratio: number): number {
  return Math.round(from + (to - from) * ratio);
}

/** Contrast of two colours after WCAG 2. */
export function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
