/** Civil dates travel as `YYYY-MM-DD`, months as `YYYY-MM`; this file only checks, moves and formats them. */

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const dayMillis = 86_400_000;

export function isCivilDate(value: unknown): value is string {
  if (typeof value !== 'string' || !datePattern.test(value)) return false;
  const date = utc(value);
  return !Number.isNaN(date.getTime()) && toCivil(date) === value;
}

export function utc(civil: string): Date {
  return new Date(`${civil.length === 7 ? `${civil}-01` : civil}T00:00:00Z`);
}

function toCivil(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A date as a calendar widget wants it: noon of the browser's own day, far from every change of clocks. */
export function toLocalNoon(civil: string): Date {
  const date = utc(civil);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
}

export function fromLocal(date: Date): string {
  return toCivil(new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())));
}

export function addDays(civil: string, days: number): string {
  return toCivil(new Date(utc(civil).getTime() + days * dayMillis));
}

/** The last day of the month before the given day's month. */
export function endOfPreviousMonth(civil: string): string {
  return addDays(`${civil.slice(0, 7)}-01`, -1);
}

/** The same day a year earlier; 29 February becomes 28 February. */
export function yearEarlier(civil: string): string {
  const year = String(Number(civil.slice(0, 4)) - 1).padStart(4, '0');
  const rest = civil.endsWith('-02-29') ? '-02-28' : civil.slice(4);
  return year + rest;
}
