import { addDays } from '../../lib/date';

type Day = { day: string; count: number };

/** How many came on each of the last days until a day; a day without any stands as nought. */
export function course(days: readonly Day[], until: string, length: number): Day[] {
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  return Array.from({ length }, (_, index) => {
    const day = addDays(until, index + 1 - length);
    return { day, count: counts.get(day) ?? 0 };
  });
}
