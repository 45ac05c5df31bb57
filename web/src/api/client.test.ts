import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, rememberCsrfToken } from './client';
import { ApiError } from './problem';

afterEach(() => rememberCsrfToken(''));

async function failure(run: () => Promise<unknown>): Promise<ApiError> {
  const error: unknown = await run().then(() => undefined, (reason: unknown) => reason);
  if (error instanceof ApiError) return error;
  throw new Error('no ApiError', { cause: error });
}

describe('the client', () => {
  it('sends the token with what changes something, and only with that', async () => {
    const tokens: (string | null)[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      tokens.push(request.headers.get('x-csrf-token'));
      return new Response('{}', { headers: { 'content-type': 'application/json' } });
    });
    rememberCsrfToken('secret');
    await api.GET('/api/v1/session');
    await api.DELETE('/api/v1/session');
    expect(tokens).toEqual([null, 'secret']);
  });

  it('turns a problem into an error with its code and sentence', async () => {
    const body = '{"code":"as_of_too_late","detail":"The date is after the last order.","request_id":"req_7"}';
    vi.stubGlobal('fetch', async () => new Response(body, { status: 422 }));
    const error = await failure(() => api.GET('/api/v1/reports/base'));
    expect(error).toMatchObject({ failure: 'invalid', code: 'as_of_too_late', requestId: 'req_7' });
    expect(error.detail).toBe('The date is after the last order.');
  });

  it('names a server that does not answer, and a proxy that answers for it', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect((await failure(() => api.GET('/api/v1/session'))).failure).toBe('unreachable');
    vi.stubGlobal('fetch', async () => new Response('<html>Bad gateway</html>', { status: 502 }));
    expect((await failure(() => api.GET('/api/v1/session'))).failure).toBe('unreachable');
  });
});
