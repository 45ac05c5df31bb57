import { api } from '../../api/client';
import { ApiError } from '../../api/problem';
import { given } from '../../lib/given';
import type { ListQuery } from './queries';
import { RowCounter } from './row-counter';

export type Received = { rows: number; bytes: number; total: number | undefined };

/** So much is kept in pieces before the browser may put it aside. */
const foldedBytes = 4 * 1024 * 1024;
const toldEveryMs = 100;

/** Takes the whole list from the server as it is made, and tells how far it is. */
export async function exportFile(query: ListQuery, signal: AbortSignal, tell: (received: Received) => void): Promise<Blob> {
  const { data, response } = await api.GET('/api/v1/customers.csv', { params: { query: given(query) }, signal, parseAs: 'stream' });
  if (data === undefined || data === null) throw new ApiError('server');
  const known = Number(response.headers.get('x-rows-total') ?? Number.NaN);
  const total = Number.isInteger(known) ? known : undefined;
  const counter = new RowCounter();
  const reader = data.getReader();
  // The mark at the start lets spreadsheets see that the text is UTF-8.
  let file = new Blob(['\uFEFF'], { type: 'text/csv;charset=utf-8' });
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let pending = 0;
  let bytes = 0;
  let told = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one piece comes after the other
    const { done, value } = await reader.read();
    if (done) break;
    counter.take(value);
    bytes += value.length;
    pieces.push(value);
    pending += value.length;
    if (pending > foldedBytes) {
      file = new Blob([file, ...pieces], { type: file.type });
      pieces = [];
      pending = 0;
    }
    if (performance.now() - told > toldEveryMs) {
      told = performance.now();
      tell({ rows: counter.rows, bytes, total });
    }
  }
  tell({ rows: counter.rows, bytes, total });
  return new Blob([file, ...pieces], { type: file.type });
}
