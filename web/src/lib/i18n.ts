import i18n from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import en from '../locales/en.json';

export const languages = {
  en: { dir: 'ltr', tag: 'en-GB', label: 'English' },
  fa: { dir: 'rtl', tag: 'fa-IR-u-ca-persian', label: 'فارسی' },
} as const;

export type Language = keyof typeof languages;

type Keys<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Keys<Tree[Key]>}` }[keyof Tree & string];

/** The name of a text: `state.retry`. A plain union, because the library's own type is slow to check with many texts. */
export type TextKey = Keys<typeof en>;
export type Translate = (key: TextKey, values?: Record<string, string>) => string;

const storageKey = 'clientele.language';

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'fa';
}

/** The language of this visit: chosen here before, else the browser's, else English. */
export function preferredLanguage(): Language {
  const stored = globalThis.localStorage.getItem(storageKey);
  if (isLanguage(stored)) return stored;
  const browser = globalThis.navigator.language.slice(0, 2);
  return isLanguage(browser) ? browser : 'en';
}

/** Loads a language when it is not there yet and turns the document to its direction. */
export async function showLanguage(language: Language): Promise<void> {
  if (language === 'fa' && !i18n.hasResourceBundle('fa', 'translation')) {
    const texts = await import('../locales/fa.json');
    i18n.addResourceBundle('fa', 'translation', texts.default);
  }
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = languages[language].dir;
}

export async function chooseLanguage(language: Language): Promise<void> {
  globalThis.localStorage.setItem(storageKey, language);
  await showLanguage(language);
}

export async function startI18n(): Promise<Language> {
  await i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const language = preferredLanguage();
  await showLanguage(language);
  return language;
}

export function useLanguage(): { t: Translate; language: Language; dir: 'ltr' | 'rtl' } {
  const { t: text, i18n: instance } = useTranslation();
  const t = useCallback<Translate>((key, values) => text(key, values ?? {}), [text]);
  const language = isLanguage(instance.language) ? instance.language : 'en';
  return { t, language, dir: languages[language].dir };
}
