import { expect, it } from 'vitest';
import { contrast, heat } from './palette';

it('keeps the text of every shade readable', () => {
  for (const scheme of ['light', 'dark'] as const) {
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
