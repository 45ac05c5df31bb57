/** What went wrong with a request, in the terms that a screen needs: may it be repeated, and which sentence to show. */
export type Failure = 'unreachable' | 'unauthorized' | 'forbidden' | 'not_found' | 'invalid' | 'limited' | 'server' | 'outdated';

export class ApiError extends Error {
  readonly failure: Failure;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  /** What is wrong with single fields: their place, and a sentence. */
  readonly fields: readonly FieldProblem[];
  /** Where in a text that was sent the mistake is. */
  readonly place: TextPlace | undefined;

  constructor(failure: Failure, problem: ProblemFields = {}) {
    super(problem.detail ?? failure);
    this.name = 'ApiError';
    this.failure = failure;
    this.code = problem.code;
    this.detail = problem.detail;
    this.requestId = problem.requestId;
    this.fields = problem.fields ?? [];
    this.place = problem.place;
  }
}

export type FieldProblem = { field: string; message: string };

/** A place in a text; both count from 1. */
export type TextPlace = { line: number; column: number };

type ProblemFields = { code?: string | undefined; detail?: string | undefined; requestId?: string | undefined; fields?: readonly FieldProblem[]; place?: TextPlace | undefined };

export function failureOf(status: number): Failure {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 429) return 'limited';
  // A proxy in front of a stopped server answers these.
  if (status === 502 || status === 503 || status === 504) return 'unreachable';
  return status >= 500 ? 'server' : 'invalid';
}

/** Reads an RFC 9457 problem; anything else (a proxy's page) leaves the fields empty. */
export function problemError(status: number, body: unknown, requestId: string | null): ApiError {
  const fields = new Map(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  const text = (name: string): string | undefined => {
    const value: unknown = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return new ApiError(failureOf(status), {
    code: text('code'),
    detail: text('detail'),
    requestId: text('request_id') ?? requestId ?? undefined,
    fields: fieldProblems(fields.get('fields')),
    place: textPlace(fields.get('line'), fields.get('column')),
  });
}

function textPlace(line: unknown, column: unknown): TextPlace | undefined {
  return typeof line === 'number' && typeof column === 'number' ? { line, column } : undefined;
}

function fieldProblems(list: unknown): FieldProblem[] {
  return Array.isArray(list) ? list.filter(isFieldProblem) : [];
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return typeof value === 'object' && value !== null && 'field' in value && typeof value.field === 'string' && 'message' in value && typeof value.message === 'string';
}
