import { describe, expect, it } from 'vitest';
import { band, waterfall, waterfallBar } from './chart-parts';
import { chartPalette } from './palette';

describe('a waterfall', () => {
  it('leads from the first sum through the changes to the last', () => {
    const steps = waterfall(100, [30, -50]);
    expect(steps.map(({ from, to }) => [from, to])).toEqual([[0, 100], [100, 130], [130, 80], [0, 80]]);
    expect(steps.map(({ bar }) => bar)).toEqual([
      { hidden: 0, above: 100, below: 0 },
      { hidden: 100, above: 30, below: 0 },
      { hidden: 80, above: 50, below: 0 },
      { hidden: 0, above: 80, below: 0 },
    ]);
  });

  it('is cut at zero', () => {
    expect(waterfallBar(20, -10)).toEqual({ hidden: 0, above: 20, below: -10 });
    expect(waterfallBar(-10, -30)).toEqual({ hidden: -10, above: 0, below: -20 });
  });
});

it('a band is its lower line and what lies between', () => {
  const [low, between] = band([1, 2, null], [4, 3, 5], chartPalette('light'));
  expect(low?.data).toEqual([1, 2, null]);
  expect(between?.data).toEqual([3, 1, null]);
});
