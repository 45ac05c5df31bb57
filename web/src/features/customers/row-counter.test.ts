import { expect, it } from 'vitest';
import { RowCounter } from './row-counter';

it('counts rows over the borders of pieces, and no line that ends between quotes', () => {
  const text = new TextEncoder().encode('key,name\r\n1,"Ada\r\nLovelace"\r\n2,"a ""b""\n"\r\n3,\r\n');
  for (const size of [1, 2, 3, 7, 100]) {
    const counter = new RowCounter();
    for (let at = 0; at < text.length; at += size) counter.take(text.slice(at, at + size));
    expect(counter.rows).toBe(3);
  }
  expect(new RowCounter().rows).toBe(0);
});
