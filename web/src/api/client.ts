import createClient, { type Middleware } from 'openapi-fetch';
import { loadTexts } from '../lib/i18n';
import { ApiError, problemError } from './problem';
import type { paths } from './schema';

let csrfToken = '';

/** The token comes with the session and is sent with every request that changes something. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

/** For a request that is not made by this client. */
export function heldCsrfToken(): string {
  return csrfToken;
}

const middleware: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && csrfToken !== '') request.headers.set('x-csrf-token', csrfToken);
    return request;
  },
  onError() {
    return new ApiError('unreachable');
  },
  async onResponse({ response }) {
    if (response.ok) return response;
    // What is said of problems is not needed before the first of them.
    const texts = loadTexts('problem').catch(() => undefined);
    const body: unknown = await response.json().catch(() => undefined);
    await texts;
    throw problemError(response.status, body, response.headers.get('x-request-id'));
  },
};

export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});
api.use(middleware);

/** The body of an answer that must have one. */
export function required<T>(answer: { data?: T }): T {
  if (answer.data === undefined) throw new ApiError('server');
  return answer.data;
}
