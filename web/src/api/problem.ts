import type { FaultCode, FieldCode } from './types';

/** What went wrong with a request, in the terms that a screen needs: may it be repeated, and which sentence to show. */
export type Failure = 'unreachable' | 'unauthorized' | 'forbidden' | 'not_found' | 'invalid' | 'limited' | 'server' | 'outdated';

export class ApiError extends Error {
  readonly failure: Failure;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  /** Which sentence `detail` is, and the values in it: so it can be said in another language. */
  readonly wording: FaultCode | undefined;
  readonly args: Values;
  /** What stays in the words in which it was said: a library's, the machine's, the server's of a field that has no name for it. */
  readonly said: string | undefined;
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
    this.wording = problem.wording;
    this.args = problem.args ?? {};
    this.said = this.args['said'] ?? (problem.wording === 'http.input_invalid' ? problem.detail : undefined);
    this.fields = problem.fields ?? [];
    this.place = problem.place;
  }
}

/** Values in a sentence, by name. */
export type Values = Readonly<Record<string, string>>;

export type FieldProblem = { field: string; message: string; code?: FieldCode | null; args?: Values };

/** A place in a text; both count from 1. */
export type TextPlace = { line: number; column: number };

type ProblemFields = { code?: string | undefined; detail?: string | undefined; requestId?: string | undefined; wording?: FaultCode | undefined; args?: Values; fields?: readonly FieldProblem[]; place?: TextPlace | undefined };

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
    wording: [fields.get('wording'), fields.get('code')].find(isFaultCode),
    args: values(fields.get('args')),
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

/** A later server knows more of them than this console has texts for: then its own sentence is shown. */
function isFaultCode(value: unknown): value is FaultCode {
  return typeof value === 'string';
}

function values(object: unknown): Values {
  if (typeof object !== 'object' || object === null) return {};
  return Object.fromEntries(Object.entries(object).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
