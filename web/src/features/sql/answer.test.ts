import { describe, expect, it } from 'vitest';
import { asNumber, classOf, compareCells, readAnswer } from './answer';

describe('an answer', () => {
  it('keeps every digit of an id, and strings as they are', () => {
    const text = '{"columns":[{"name":"customer_id","kind":"Int64"},{"name":"note","kind":"Utf8"}],"rows":[{"customer_id":868914013142548501,"note":"no. 1234567890123456789 \\"x\\""}],"truncated":true,"snapshot":1}';
    expect(readAnswer(text)).toEqual({
      columns: [
        { name: 'customer_id', kind: 'Int64' },
        { name: 'note', kind: 'Utf8' },
      ],
      rows: [['868914013142548501', 'no. 1234567890123456789 "x"']],
      truncated: true,
    });
  });

  it('leaves short numbers and fractions numbers', () => {
    const text = '{"columns":[{"name":"a","kind":"Float64"}],"rows":[{"a":1.2345678901234567890},{"a":-12},{"a":null},{"a":[1]}],"truncated":false}';
    expect(readAnswer(text).rows).toEqual([[Number('1.2345678901234567890')], [-12], [null], ['[1]']]);
  });

  it('tells what a type is', () => {
    expect(['Int64', 'UInt32', 'Float64', 'Decimal128(20, 2)'].map(classOf)).toEqual(['number', 'number', 'number', 'number']);
    expect(['Date32', 'Timestamp(Microsecond, None)', 'Boolean', 'Utf8View', 'Interval(MonthDayNano)'].map(classOf)).toEqual(['date', 'instant', 'boolean', 'text', 'text']);
  });

  it('sorts numbers as numbers, long ones too, and what is missing last', () => {
    expect([10, 9, null, 2].toSorted((a, b) => compareCells(a, b, false))).toEqual([2, 9, 10, null]);
    expect([10, 9, null, 2].toSorted((a, b) => compareCells(a, b, true))).toEqual([10, 9, 2, null]);
    expect(['868914013142548501', '99914013142548501'].toSorted((a, b) => compareCells(a, b, false))).toEqual(['99914013142548501', '868914013142548501']);
  });

  it('draws numbers only', () => {
    expect([3, '12.5', '', 'x', null, true].map((value) => asNumber(value))).toEqual([3, 12.5, null, null, null, null]);
  });
});
