import { expect, it } from 'vitest';
import { placeKey, placeOf } from './queries';

it('a place of the matrix goes into an address and comes back', () => {
  for (const key of ['low-low', 'high-middle', 'middle-high', 'win_back', 'all']) {
    const place = placeOf(key);
    expect(place === undefined ? undefined : placeKey(place)).toBe(key);
  }
  expect(placeOf('high')).toBeUndefined();
  expect(placeOf('high-low-low')).toBeUndefined();
  expect(placeOf('grand-low')).toBeUndefined();
  expect(placeOf(3)).toBeUndefined();
});
