import { expect, test } from 'vitest';
import { isBuyerPart, partOf } from './buyer-part';

test('a part of the buyers is a segment or a month', () => {
  expect(partOf('segment=champions')).toEqual({ segment: 'champions' });
  expect(partOf('month=2011-03')).toEqual({ month: '2011-03' });
});

test('anything else opens nothing', () => {
  for (const text of ['', 'segment', 'segment=whales', 'month=2011-13', 'month=March', 'month=2011-03-01', 'country=France', 'buyers']) {
    expect(isBuyerPart(text), text).toBe(false);
  }
});
