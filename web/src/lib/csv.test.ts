import { expect, it } from 'vitest';
import { toCsv } from './csv';

it('quotes what needs it and keeps formulas as text', () => {
  expect(toCsv([['a', 'b,c', 'd"e', null, 1.5]])).toBe('a,"b,c","d""e",,1.5\r\n');
  expect(toCsv([['=1+1', '-12.34', '-cmd']])).toBe("'=1+1,-12.34,'-cmd\r\n");
});
