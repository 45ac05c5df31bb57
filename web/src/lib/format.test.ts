import { describe, expect, it } from 'vitest';
import { formatter } from './format';
import { parseTyped, toDecimalText } from './money';

const en = formatter('en');
const fa = formatter('fa');
const pounds = { code: 'GBP', digits: 2 };
const yen = { code: 'JPY', digits: 0 };
const dinars = { code: 'KWD', digits: 3 };

describe('money', () => {
  it('comes from minor units and the digits of its currency', () => {
    expect(en.money(123_456, pounds)).toBe('£1,234.56');
    expect(en.money(123_456, yen)).toBe('¥123,456');
    expect(en.money(1_234_567, dinars)).toMatch(/1,234\.567/);
    expect(en.money(-550, pounds)).toBe('-£5.50');
  });

  it('leaves out the fraction where it says nothing', () => {
    expect(en.money(1_000_000, pounds)).toBe('£10,000');
    expect(en.money(999_999, pounds)).toBe('£9,999.99');
  });

  it('is compact where there is little space', () => {
    expect(en.moneyCompact(146_175_625, pounds)).toBe('£1.5m');
    expect(en.moneyBrief(146_175_625, pounds)).toBe('£1.46m');
    expect(en.moneyBrief(55_650, pounds)).toBe('£556.50');
  });

  it('has Persian digits and separators in Persian', () => {
    expect(fa.money(123_456, pounds)).toMatch(/۱٬۲۳۴٫۵۶/);
  });

  it('becomes exact text for other programs', () => {
    expect(toDecimalText(123_456, 2)).toBe('1234.56');
    expect(toDecimalText(-5, 2)).toBe('-0.05');
    expect(toDecimalText(7, 0)).toBe('7');
    expect(toDecimalText(1, 3)).toBe('0.001');
  });
});

describe('numbers', () => {
  it('show what is absent as a dash', () => {
    expect(en.number(null)).toBe('–');
    expect(en.percent(undefined)).toBe('–');
    expect(en.money(null, pounds)).toBe('–');
  });

  it('carry the sign of a change', () => {
    expect(en.change(0.1234)).toBe('+12.3%');
    expect(en.change(-0.5)).toBe('-50%');
    expect(en.change(0)).toBe('0%');
  });

  it('are read as people type them', () => {
    expect(parseTyped('1,234.5', '.')).toBe(1234.5);
    expect(parseTyped('۱٬۲۳۴٫۵', '.')).toBe(1234.5);
    expect(parseTyped(' 12 000 ', '.')).toBe(12_000);
    expect(parseTyped('12,000', '.')).toBe(12_000);
    expect(parseTyped('', '.')).toBeNull();
    expect(parseTyped('1.2.3', '.')).toBeNull();
    expect(parseTyped('abc', '.')).toBeNull();
  });

  it('are read with a decimal comma', () => {
    expect(parseTyped('12,5', ',')).toBe(12.5);
    expect(parseTyped('1\u00a0234,5', ',')).toBe(1234.5);
    expect(parseTyped('1.234,5', ',')).toBe(1234.5);
    expect(parseTyped('1,234.5', ',')).toBe(1234.5);
    expect(parseTyped('12.5', ',')).toBe(12.5);
    expect(parseTyped('−3', ',')).toBe(-3);
    expect(parseTyped('1,2,3', ',')).toBeNull();
  });
});

describe('dates', () => {
  it('are Jalali in Persian and Gregorian in English', () => {
    expect(en.date('2011-12-09')).toBe('9 Dec 2011');
    expect(fa.date('2011-12-09')).toBe('۱۸ آذر ۱۳۹۰');
    expect(fa.date('2011-03-21')).toMatch(/فروردین/);
  });

  it('keep the Gregorian month by which a report counts', () => {
    expect(en.month('2011-11')).toBe('November 2011');
    expect(fa.month('2011-11')).toMatch(/نوامبر/);
    expect(fa.month('2011-11')).toMatch(/۲۰۱۱/);
  });

  it('do not move with the time zone of the reader', () => {
    expect(en.date('2011-01-01')).toBe('1 Jan 2011');
  });
});

describe('the other languages', () => {
  const [bg, nb, ru] = [formatter('bg'), formatter('nb'), formatter('ru')];
  const kroner = { code: 'NOK', digits: 2 };
  const space = /[\u00a0\u202f]/g;

  it('write numbers and money as their readers do', () => {
    expect(nb.number(12_345.5, 1).replaceAll(space, ' ')).toBe('12 345,5');
    expect(bg.number(12_345.5, 1).replaceAll(space, ' ')).toBe('12 345,5');
    expect(ru.percent(0.125).replaceAll(space, ' ')).toBe('12,5 %');
    expect(nb.change(-0.5).replaceAll(space, ' ')).toBe('−50 %');
    expect(nb.money(123_450, kroner).replaceAll(space, ' ')).toMatch(/^(kr 1 234,50|1 234,50 kr)$/);
    expect(ru.moneyCompact(146_175_625, pounds).replaceAll(space, ' ')).toBe('1,5 млн £');
  });

  it('write days and months as their readers do', () => {
    expect(bg.date('2011-12-09')).toMatch(/^9\.12\.2011/);
    expect(nb.date('2011-12-09')).toBe('9. des. 2011');
    expect(ru.date('2011-12-09')).toMatch(/^9 дек\. 2011/);
    expect(bg.month('2011-11')).toMatch(/^ноември 2011/);
    expect(ru.monthShort('2011-11')).toBe('нояб. 2011');
    expect(bg.monthShort('2011-11')).not.toContain('г');
  });

  it('order names by their alphabet, and list them', () => {
    expect(['Ål', 'Østfold', 'Ærlig', 'Zebra'].toSorted(nb.compare)).toEqual(['Zebra', 'Ærlig', 'Østfold', 'Ål']);
    expect(['Яна', 'Ёлка', 'Ева', 'Жанна'].toSorted(ru.compare)).toEqual(['Ева', 'Ёлка', 'Жанна', 'Яна']);
    expect(['گل', 'پدر', 'بار', 'چای'].toSorted(fa.compare)).toEqual(['بار', 'پدر', 'چای', 'گل']);
    expect(['10', '9'].toSorted(en.compare)).toEqual(['9', '10']);
    expect(bg.list(['а', 'б', 'в'])).toBe('а, б и в');
  });
});

it('isolates text only where the page runs right to left', () => {
  expect(en.isolate('a')).toBe('a');
  expect(fa.isolate('a')).toBe('\u2067a\u2069');
});
