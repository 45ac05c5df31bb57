import { describe, expect, it } from 'vitest';
import { chartPalette, contrast, heat } from './palette';

const schemes = ['light', 'dark'] as const;

type Triple = readonly [number, number, number];

/** What reaches a reader, in linear light: Machado, Oliveira and Fernandes 2009, all of a cone type missing. */
const visions: Record<string, readonly [Triple, Triple, Triple]> = {
  'full sight': [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  'no red': [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  'no green': [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  'no blue': [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

it('keeps the text of every shade readable', () => {
  for (const scheme of schemes) {
    for (let step = 0; step <= 100; step += 1) {
      const { background, color } = heat(step / 100, scheme);
      const [red = 0, green = 0, blue = 0] = [...background.matchAll(/\d+/g)].map(Number);
      const ink = color === '#ffffff' ? 255 : 0;
      expect(contrast([red, green, blue], [ink, ink, ink]), `${scheme} ${step}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

it('does not stumble over what is no amount', () => {
  expect(heat(Number.NaN, 'light')).toEqual(heat(0, 'light'));
  expect(heat(7, 'dark')).toEqual(heat(1, 'dark'));
});

describe.each(schemes)('the %s palette', (scheme) => {
  const palette = chartPalette(scheme);
  const panel = channels(palette.panel);

  it('stands out from its panel: marks by 3, text by 4.5', () => {
    for (const color of [palette.first, palette.second, ...palette.categories]) {
      expect(contrast(channels(color), panel), color).toBeGreaterThanOrEqual(3);
    }
    for (const color of [palette.text, palette.faint]) expect(contrast(channels(color), panel), color).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(visions))('tells two series and eight categories apart for %s', (vision) => {
    expect(nearest([palette.first, palette.second], vision)).toBeGreaterThanOrEqual(14);
    expect(nearest(palette.categories, vision)).toBeGreaterThanOrEqual(8);
  });
});

it('knows when two colours are the same to somebody', () => {
  // Red and green of the same lightness: apart for most readers, alike for those without the green cones.
  expect(nearest(['#b8544d', '#7a7d36'], 'full sight')).toBeGreaterThan(10);
  expect(nearest(['#b8544d', '#7a7d36'], 'no green')).toBeLessThan(8);
});

function channels(hex: string): Triple {
  return [Number.parseInt(hex.slice(1, 3), 16), Number.parseInt(hex.slice(3, 5), 16), Number.parseInt(hex.slice(5, 7), 16)];
}

/** The distance of the two most alike, in hundredths of Ottosson's OKLab. */
function nearest(colors: readonly string[], vision: string): number {
  const seen = colors.map((color) => oklab(seenBy(channels(color).map(linear), vision)));
  const distances = seen.flatMap((one, index) => seen.slice(0, index).map((other) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])));
  return 100 * Math.min(...distances);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function dot([a, b, c]: Triple, [x = 0, y = 0, z = 0]: readonly number[]): number {
  return a * x + b * y + c * z;
}

function seenBy(color: readonly number[], vision: string): readonly number[] {
  return (visions[vision] ?? []).map((row) => Math.min(1, Math.max(0, dot(row, color))));
}

function oklab(color: readonly number[]): Triple {
  const cones = [
    dot([0.4122214708, 0.5363325363, 0.0514459929], color),
    dot([0.2119034982, 0.6806995451, 0.1073969566], color),
    dot([0.0883024619, 0.2817188376, 0.6299787005], color),
  ].map(Math.cbrt);
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}
