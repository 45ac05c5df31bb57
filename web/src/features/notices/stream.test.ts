import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isNotification, listen } from './stream';

class Source extends EventTarget {
  static readonly CLOSED = 2;
  static made: Source[] = [];
  readyState = 1;
  constructor(readonly address: string) {
    super();
    Source.made.push(this);
  }
  close() {
    this.readyState = Source.CLOSED;
  }
  refuse() {
    this.close();
    this.dispatchEvent(new Event('error'));
  }
}

beforeEach(() => {
  Source.made = [];
  vi.stubGlobal('EventSource', Source);
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('listening', () => {
  it('tells what comes, and whether it is live', () => {
    const [onLive, onNotice] = [vi.fn(), vi.fn()];
    const stop = listen({ onLive, onNotice });
    const [source] = Source.made;
    source?.dispatchEvent(new Event('open'));
    source?.dispatchEvent(new MessageEvent('notice', { data: '{}' }));
    expect(onNotice).toHaveBeenCalledWith('{}');
    source?.dispatchEvent(new Event('error'));
    expect(onLive.mock.calls).toEqual([[true], [false]]);
    expect(Source.made).toHaveLength(1);
    stop();
    expect(source?.readyState).toBe(Source.CLOSED);
  });

  it('asks less and less often where it is refused, and not at all once stopped', () => {
    const stop = listen({ onLive: vi.fn(), onNotice: vi.fn() });
    Source.made.at(-1)?.refuse();
    vi.advanceTimersByTime(5_000);
    expect(Source.made).toHaveLength(2);
    Source.made.at(-1)?.refuse();
    vi.advanceTimersByTime(9_999);
    expect(Source.made).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(Source.made).toHaveLength(3);
    Source.made.at(-1)?.refuse();
    stop();
    vi.advanceTimersByTime(1_000_000);
    expect(Source.made).toHaveLength(3);
  });

  it('passes over what it does not know', () => {
    expect(isNotification({ id: 'imp_1', kind: 'import' })).toBe(true);
    expect(isNotification({ id: 'x_1', kind: 'meteor' })).toBe(false);
  });
});
