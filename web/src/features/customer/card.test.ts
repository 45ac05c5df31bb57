import { expect, it } from 'vitest';
import { byDay } from './days';
import { riskOf } from './risk';

it('what happened is gathered by day, in its order', () => {
  const items = ['2011-12-09T12:00:00', '2011-12-09T08:00:00', '2011-12-07T23:59:00'].map((at) => ({ at }));
  expect(byDay(items).map(({ day, items: these }) => [day, these.length])).toEqual([
    ['2011-12-09', 2],
    ['2011-12-07', 1],
  ]);
});

it('who is likely still a customer is a low risk', () => {
  expect([0.9, 0.75, 0.6, 0.5, 0.1].map(riskOf)).toEqual(['low', 'low', 'middle', 'middle', 'high']);
});
