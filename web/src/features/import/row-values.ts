import { type Language, languages } from '../../lib/i18n';

/** A moment as the clock of its own zone showed it, the month in words: that is how a wrong reading is seen. */
export function wallClock(language: Language, iso: string): string {
  const wall = new Date(`${iso.slice(0, 19)}Z`);
  if (Number.isNaN(wall.getTime())) return iso;
  return new Intl.DateTimeFormat(languages[language].tag, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(wall);
}

/** What further columns hold, in a line. */
export function pairs(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${String(one)}`)
    .join(', ');
}
