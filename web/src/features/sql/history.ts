/** The questions that were asked in this browser, newest first. They stay in it. */
export type Asked = { sql: string; at: string; rows: number | null };

const most = 50;
/** A longer question is not remembered: a browser keeps few megabytes. */
const longest = 20_000;

function key(login: string): string {
  return `clientele.sql.history.${login}`;
}

export function readHistory(login: string): Asked[] {
  try {
    const value: unknown = JSON.parse(globalThis.localStorage.getItem(key(login)) ?? '[]');
    return Array.isArray(value) ? value.filter(isAsked) : [];
  } catch {
    return [];
  }
}

/** Puts a question in front; one that was asked before moves there. */
export function remember(login: string, asked: Asked): Asked[] {
  const before = readHistory(login);
  if (asked.sql.trim() === '' || asked.sql.length > longest) return before;
  const now = [asked, ...before.filter(({ sql }) => sql.trim() !== asked.sql.trim())].slice(0, most);
  write(login, now);
  return now;
}

export function forgetHistory(login: string): void {
  globalThis.localStorage.removeItem(key(login));
}

function write(login: string, list: readonly Asked[]): void {
  try {
    globalThis.localStorage.setItem(key(login), JSON.stringify(list));
  } catch {
    // The browser has no room or keeps nothing: the history then ends with the visit.
  }
}

function isAsked(value: unknown): value is Asked {
  if (typeof value !== 'object' || value === null) return false;
  const entry = new Map(Object.entries(value));
  const rows: unknown = entry.get('rows');
  return typeof entry.get('sql') === 'string' && typeof entry.get('at') === 'string' && (rows === null || typeof rows === 'number');
}
