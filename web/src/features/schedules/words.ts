import { useMemo } from 'react';
import type { ReportSchedule } from '../../api/types';
import { useFormat } from '../../lib/format';
import { languages, useLanguage } from '../../lib/i18n';

/** What a schedule makes and when, in words. */
export function useWords() {
  const { t, language } = useLanguage();
  const format = useFormat();
  return useMemo(() => {
    const { tag } = languages[language];
    const utc = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });
    // The first of January 2024 was a Monday.
    const weekday = (day: number) => utc({ weekday: 'long' }).format(Date.UTC(2024, 0, day));
    const hour = (at: number) => utc({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.UTC(2024, 0, 1, at));
    const dayOf = (day: number) => t('schedule.dayOf', { n: format.number(day) });
    const rhythm = ({ rhythm: name, day, hour: at }: Pick<ReportSchedule, 'rhythm' | 'day' | 'hour'>): string => {
      const days = name === 'daily' || day === null ? [] : [name === 'weekly' ? weekday(day) : dayOf(day)];
      return [t(`schedule.rhythm.${name}`), ...days, hour(at)].join(' · ');
    };
    const subject = ({ subject: { report, months, days, by }, query_name: queryName }: ReportSchedule): string => {
      if (report === 'query') return `\u2068${queryName ?? t('schedule.queryGone')}\u2069`;
      const name = t(`schedule.report.${report}`);
      if (months !== null) return `${name} · ${t('schedule.months', { n: format.number(months) }, months)}`;
      if (days !== null) return `${name} · ${t('schedule.days', { n: format.number(days) }, days)}`;
      return by === null ? name : `${name} · ${t(`schedule.by.${by}`)}`;
    };
    /** A moment by the clocks of the workspace, to the minute. */
    const moment = (at: string, timeZone: string) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone }).format(new Date(at));
    return { weekday, hour, dayOf, rhythm, subject, moment };
  }, [t, language, format]);
}
