import { heldCsrfToken } from './client';
import { ApiError, problemError } from './problem';
import type { paths } from './schema';

/** Where files are handed over; the address is checked against the document. */
const place = '/api/v1/imports/uploads' satisfies keyof paths;

/** Hands a file over and tells how many bytes are sent, which the usual client can not tell. */
export function sendFile(file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${place}?file_name=${encodeURIComponent(file.name.slice(-200))}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-csrf-token', heldCsrfToken());
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body);
      else reject(problemError(request.status, body, request.getResponseHeader('x-request-id')));
    });
    request.addEventListener('error', () => reject(new ApiError('unreachable')));
    request.addEventListener('abort', () => reject(new ApiError('unreachable')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
