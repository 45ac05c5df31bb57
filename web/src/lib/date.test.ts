import { expect, it } from 'vitest';
import { addDays, endOfPreviousMonth, fromLocal, isCivilDate, toLocalNoon, yearEarlier } from './date';
import { compactSearch, dateParam, innerPath, oneOf } from './search';

it('knows dates that exist', () => {
  expect(isCivilDate('2012-02-29')).toBe(true);
  expect(isCivilDate('2011-02-29')).toBe(false);
  expect(isCivilDate('2011-13-01')).toBe(false);
  expect(isCivilDate('2011-1-1')).toBe(false);
  expect(isCivilDate(20_110_101)).toBe(false);
});

it('moves by days, months and years', () => {
  expect(addDays('2011-12-31', 1)).toBe('2012-01-01');
  expect(endOfPreviousMonth('2012-03-15')).toBe('2012-02-29');
  expect(yearEarlier('2012-02-29')).toBe('2011-02-28');
  expect(yearEarlier('2011-12-09')).toBe('2010-12-09');
});

it('goes to the calendar and back without losing a day', () => {
  for (const day of ['2011-01-01', '2011-03-27', '2011-10-30', '2012-02-29']) {
    expect(fromLocal(toLocalNoon(day))).toBe(day);
  }
});

it('drops what makes no sense in an address', () => {
  expect(dateParam('yesterday')).toBeUndefined();
  expect(oneOf('year', ['week', 'quarter'])).toBeUndefined();
  expect(oneOf(90, [90, 180])).toBe(90);
  expect(compactSearch({ a: undefined, b: 1 })).toEqual({ b: 1 });
});

it('goes back only to pages of this console', () => {
  expect(innerPath('/rfm?show=revenue')).toBe('/rfm?show=revenue');
  expect(innerPath('//evil.example')).toBe('/');
  expect(innerPath('/\\evil.example')).toBe('/');
  expect(innerPath('https://evil.example')).toBe('/');
  expect(innerPath('/sign-in?next=/')).toBe('/');
});
