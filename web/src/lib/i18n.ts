import i18n from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { orTold } from '../api/standing';
import type admin from '../locales/en/admin.json';
import type calculators from '../locales/en/calculators.json';
import type catalogue from '../locales/en/catalogue.json';
import type charts from '../locales/en/charts.json';
import type cohorts from '../locales/en/cohorts.json';
import type common from '../locales/en/common.json';
import type covariates from '../locales/en/covariates.json';
import type customer from '../locales/en/customer.json';
import type customers from '../locales/en/customers.json';
import type dashboards from '../locales/en/dashboards.json';
import type data from '../locales/en/data.json';
import type finder from '../locales/en/finder.json';
import type forms from '../locales/en/forms.json';
import type health from '../locales/en/health.json';
import type importing from '../locales/en/import.json';
import type matrix from '../locales/en/matrix.json';
import type members from '../locales/en/members.json';
import type notice from '../locales/en/notice.json';
import type planning from '../locales/en/planning.json';
import type problem from '../locales/en/problem.json';
import type products from '../locales/en/products.json';
import type profitability from '../locales/en/profitability.json';
import type quality from '../locales/en/quality.json';
import type refusal from '../locales/en/refusal.json';
import type rfm from '../locales/en/rfm.json';
import type schedules from '../locales/en/schedules.json';
import type setup from '../locales/en/setup.json';
import type sql from '../locales/en/sql.json';
import type subscriptions from '../locales/en/subscriptions.json';
import type value from '../locales/en/value.json';
import type webhooks from '../locales/en/webhooks.json';
import { withStyles } from './later-styles';

/** `decimal` begins the fraction of a typed number; Persian has a sign of its own, which is always understood. */
export const languages = {
  en: { dir: 'ltr', tag: 'en-GB', decimal: '.', label: 'English' },
  bg: { dir: 'ltr', tag: 'bg-BG', decimal: ',', label: 'Български' },
  nb: { dir: 'ltr', tag: 'nb-NO', decimal: ',', label: 'Norsk' },
  ru: { dir: 'ltr', tag: 'ru-RU', decimal: ',', label: 'Русский' },
  fa: { dir: 'rtl', tag: 'fa-IR-u-ca-persian', decimal: '.', label: 'فارسی' },
} as const;

export type Language = keyof typeof languages;

type Keys<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Keys<Tree[Key]>}` }[keyof Tree & string];

type Texts = {
  admin: typeof admin;
  calculators: typeof calculators;
  catalogue: typeof catalogue;
  charts: typeof charts;
  cohorts: typeof cohorts;
  common: typeof common;
  covariates: typeof covariates;
  customer: typeof customer;
  customers: typeof customers;
  dashboards: typeof dashboards;
  data: typeof data;
  finder: typeof finder;
  forms: typeof forms;
  health: typeof health;
  import: typeof importing;
  matrix: typeof matrix;
  members: typeof members;
  notice: typeof notice;
  planning: typeof planning;
  problem: typeof problem;
  products: typeof products;
  profitability: typeof profitability;
  quality: typeof quality;
  refusal: typeof refusal;
  rfm: typeof rfm;
  schedules: typeof schedules;
  setup: typeof setup;
  sql: typeof sql;
  subscriptions: typeof subscriptions;
  value: typeof value;
  webhooks: typeof webhooks;
};

/** Texts come in parts: what the shell and Home say is there from the start, the others come with the first page that needs them. */
export type TextPart = keyof Texts;

/** A plain union, because the library's own type is slow to check with many texts. */
type AnyKey = { [Part in TextPart]: Keys<Texts[Part]> }[TextPart];

/** The name of a text: `state.retry`. */
export type TextKey = Exclude<AnyKey, `${string}_one` | `${string}_other`>;

/** The name of a text with a count in its sentence: each language has a form of it for each of its plural categories. */
export type CountedKey = AnyKey extends infer Key ? (Key extends `${infer Base}_other` ? Base : never) : never;

type Values = Record<string, string>;

/** Finds a text and puts values, formatted already, into it. `count` is what the value in the sentence counts: it chooses the form. */
export type Translate = {
  (key: TextKey, values?: Values): string;
  (key: TextKey | CountedKey, values: Values, count: number): string;
};

const storageKey = 'clientele.language';

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(languages, value);
}

/** The language of this visit: chosen here before, else the first of the browser's that we have, else English. */
export function preferredLanguage(): Language {
  const stored = globalThis.localStorage.getItem(storageKey);
  if (isLanguage(stored)) return stored;
  const browser = globalThis.navigator.languages.map((tag) => tag.replace(/-.*/, '').replace(/^(no|nn)$/, 'nb'));
  return browser.find(isLanguage) ?? 'en';
}

const files = import.meta.glob<Record<string, () => Promise<object>>>('../locales/*/index.ts', { import: 'parts' });
const wanted = new Set<TextPart>(['common']);

async function load(language: Language, part: TextPart): Promise<void> {
  const parts = await files[`../locales/${language}/index.ts`]?.();
  const texts = await parts?.[`./${part}.json`]?.();
  if (texts !== undefined) i18n.addResourceBundle(language, 'translation', texts, true, true);
}

/** Loads a part in the language of this visit. */
export async function loadTexts(part: TextPart): Promise<void> {
  if (wanted.has(part)) return;
  await load(preferredLanguage(), part);
  wanted.add(part);
}

/** A page together with the parts that its texts are in, and with the styles that the first view does without. */
export function withTexts<Module>(parts: TextPart | readonly TextPart[], page: () => Promise<Module>): () => Promise<Module> {
  return orTold(async () => {
    const [module] = await Promise.all([withStyles(page), ...[parts].flat().map(loadTexts)]);
    return module;
  });
}

/** Loads what the pages seen so far say in a language, and turns the document to its direction. */
export async function showLanguage(language: Language): Promise<void> {
  await Promise.all([...wanted].map((part) => load(language, part)));
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
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const language = preferredLanguage();
  await showLanguage(language);
  return language;
}

export function useLanguage(): { t: Translate; language: Language; dir: 'ltr' | 'rtl' } {
  const { t: text, i18n: instance } = useTranslation();
  const t: Translate = useCallback((key: TextKey | CountedKey, values?: Values, count?: number) => text(key, { ...values, count }), [text]);
  const language = isLanguage(instance.language) ? instance.language : 'en';
  return { t, language, dir: languages[language].dir };
}
