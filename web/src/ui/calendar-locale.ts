import type { DayPickerLocale } from '@daypicker/react';
import { use } from 'react';
import type { Language } from '../lib/i18n';

/** Names of months and days, the first day of the week and what is read aloud; Persian comes with its own calendar. */
const locales: Record<Exclude<Language, 'fa'>, () => Promise<DayPickerLocale>> = {
  en: async () => (await import('@daypicker/react/locale/en-GB')).enGB,
  bg: async () => (await import('@daypicker/react/locale/bg')).bg,
  nb: async () => (await import('@daypicker/react/locale/nb')).nb,
  ru: async () => (await import('@daypicker/react/locale/ru')).ru,
};

const loading = new Map<Language, Promise<DayPickerLocale | undefined>>();

/** Waits for the locale of a language, which is loaded once. */
export function useCalendarLocale(language: Language): DayPickerLocale | undefined {
  const known = loading.get(language) ?? (language === 'fa' ? Promise.resolve(undefined) : locales[language]());
  loading.set(language, known);
  return use(known);
}
