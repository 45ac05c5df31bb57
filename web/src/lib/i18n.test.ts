import { afterEach, expect, it } from 'vitest';
import i18n from 'i18next';
import { chooseLanguage, isLanguage, type Language, preferredLanguage } from './i18n';

function browserWants(...tags: string[]): void {
  Object.defineProperty(globalThis.navigator, 'languages', { value: tags, configurable: true });
}

afterEach(async () => {
  await chooseLanguage('en');
  globalThis.localStorage.clear();
  browserWants('en-GB');
});

it('speaks the first of the languages of the browser that it knows', () => {
  browserWants('de-DE', 'bg', 'en');
  expect(preferredLanguage()).toBe('bg');
  browserWants('nn-NO');
  expect(preferredLanguage()).toBe('nb');
  browserWants('no');
  expect(preferredLanguage()).toBe('nb');
  browserWants('ja');
  expect(preferredLanguage()).toBe('en');
});

it('keeps what was chosen', async () => {
  await chooseLanguage('fa');
  browserWants('bg');
  expect(preferredLanguage()).toBe('fa');
  expect(document.documentElement).toMatchObject({ lang: 'fa', dir: 'rtl' });
  expect(isLanguage('xx')).toBe(false);
  expect(isLanguage('toString')).toBe(false);
});

it.each<[Language, Record<number, string>]>([
  ['en', { 1: '1 day', 2: '2 days' }],
  ['bg', { 1: '1 ден', 2: '2 дни' }],
  ['nb', { 1: '1 dag', 2: '2 dager' }],
  ['ru', { 1: '1 день', 2: '2 дня', 5: '5 дней', 11: '11 дней', 21: '21 день', 1.5: '1.5 дня' }],
  ['fa', { 1: '1 روز', 2: '2 روز' }],
])('counts in %s', async (language, forms) => {
  await chooseLanguage(language);
  for (const [n, text] of Object.entries(forms)) expect(i18n.t('home.days', { n, count: Number(n) })).toBe(text);
});
