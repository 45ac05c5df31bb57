import { expect, it } from 'vitest';
import { course } from './days';

it('days without events stand as nought', () => {
  expect(course([{ day: '2026-02-28', count: 4 }, { day: '2026-03-02', count: 1 }], '2026-03-02', 4)).toEqual([
    { day: '2026-02-27', count: 0 },
    { day: '2026-02-28', count: 4 },
    { day: '2026-03-01', count: 0 },
    { day: '2026-03-02', count: 1 },
  ]);
});
