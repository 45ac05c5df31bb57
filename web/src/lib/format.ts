import { useMemo } from 'react';
import { utc } from './date';
import { type Language, languages, useLanguage } from './i18n';
import { type CurrencyLike, toMajor } from './money';

const dash = '–';
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n:${language}:${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known instanceof Intl.NumberFormat) return known;
  const made = new Intl.NumberFormat(languages[language].tag, options);
  cache.set(key, made);
  return made;
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d:${language}:${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  const made = new Intl.DateTimeFormat(languages[language].tag, { ...options, timeZone: 'UTC' });
  cache.set(key, made);
  return made;
}

type Maybe = number | null | undefined;

function currencyStyle({ code }: CurrencyLike) {
  return { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' } as const;
}

/** Everything that a screen shows of numbers, money and dates, in one language. Absent values become a dash. */
export function formatter(language: Language) {
  const number = (value: Maybe, options: Intl.NumberFormatOptions = {}): string =>
    value === null || value === undefined ? dash : numberFormat(language, options).format(value);
  const rtl = languages[language].dir === 'rtl';

  /** Full to the minor unit; from ten thousand on the fraction says nothing and is left out. */
  const money = (minor: Maybe, currency: CurrencyLike): string => {
    if (minor === null || minor === undefined) return dash;
    const major = toMajor(minor, currency.digits);
    const digits = Math.abs(major) >= 10_000 ? 0 : currency.digits;
    return number(major, {
      ...currencyStyle(currency),
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  };

  const moneyCompact = (minor: Maybe, currency: CurrencyLike, fraction: number): string =>
    minor === null || minor === undefined
      ? dash
      : number(toMajor(minor, currency.digits), {
          ...currencyStyle(currency),
          notation: 'compact',
          minimumFractionDigits: 0,
          maximumFractionDigits: fraction,
        });

  return {
    number: (value: Maybe, fraction = 0) =>
      number(value, { minimumFractionDigits: fraction, maximumFractionDigits: fraction }),
    /** Up to `fraction` digits, none when they would be zeros. */
    short: (value: Maybe, fraction = 1) => number(value, { maximumFractionDigits: fraction }),
    compact: (value: Maybe) => number(value, { notation: 'compact', maximumFractionDigits: 1 }),
    percent: (value: Maybe, fraction = 1) =>
      number(value, { style: 'percent', minimumFractionDigits: fraction, maximumFractionDigits: fraction }),
    /** A change with its sign; the sign is never left to colour alone. */
    change: (value: Maybe) =>
      number(value, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
    /** The size of a file, in the unit that suits it. */
    bytes: (value: number) => {
      const power = value < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(value) / 3));
      const unit = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const)[power] ?? 'byte';
      return number(value / 1000 ** power, { style: 'unit', unit, maximumFractionDigits: power === 0 ? 0 : 1 });
    },
    money,
    moneyCompact: (minor: Maybe, currency: CurrencyLike) => moneyCompact(minor, currency, 1),
    /** Full while it is short, compact from ten thousand on. */
    moneyBrief: (minor: Maybe, currency: CurrencyLike) =>
      Math.abs(toMajor(minor ?? 0, currency.digits)) >= 10_000 ? moneyCompact(minor, currency, 2) : money(minor, currency),
    /** The whole date with the weekday, for those who hear it instead of seeing it in a calendar. */
    dateFull: (civil: string) => dateFormat(language, { dateStyle: 'full' }).format(utc(civil)),
    date: (civil: string) => dateFormat(language, { dateStyle: 'medium' }).format(utc(civil)),
    /** A calendar month of the business, named in the reader's calendar only where months are the same. */
    month: (civil: string) => monthText(language, civil, 'long'),
    /** Without the word for “year” that Bulgarian and Russian put behind it: there is little space. */
    monthShort: (civil: string) => monthText(language, civil, 'short').replace(/\s*г\.$/, ''),
    /** A moment in the reader's own time zone, to the second. */
    instant: (at: string) =>
      new Intl.DateTimeFormat(languages[language].tag, { dateStyle: 'short', timeStyle: 'medium' }).format(new Date(at)),
    /** The time of a moment in the reader's own time zone, to the minute. */
    time: (at: string) => new Intl.DateTimeFormat(languages[language].tag, { timeStyle: 'short' }).format(new Date(at)),
    /** Names after each other, as a sentence lists them. */
    list: (names: readonly string[]) => new Intl.ListFormat(languages[language].tag).format(names),
    /** The order of names in the language's alphabet; digits in them count as numbers. */
    compare: (one: string, other: string) => new Intl.Collator(languages[language].tag, { numeric: true }).compare(one, other),
    year: (civil: string) => dateFormat(language, { year: 'numeric', calendar: 'gregory' }).format(utc(civil)),
    /** From one amount to another, which may have words in them: each keeps its own direction. */
    range: (low: string, high: string) => (rtl ? `\u2067${low}\u2069 – \u2067${high}\u2069` : `\u2066${low} – ${high}\u2069`),
    /** Keeps a piece of text whole inside text of the other direction (for canvas, which has no markup). */
    isolate: (text: string) => (rtl ? `\u2067${text}\u2069` : text),
  };
}

export type Formatter = ReturnType<typeof formatter>;

/**
 * Reports count by Gregorian months. A Jalali month has other borders, so in Persian the month keeps its
 * Gregorian name (ژانویه, فوریه …) with Persian digits: anything else would name a different period.
 */
function monthText(language: Language, civil: string, month: 'long' | 'short'): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month, calendar: 'gregory' };
  return dateFormat(language, options).format(utc(civil));
}

export function useFormat(): Formatter {
  const { language } = useLanguage();
  return useMemo(() => formatter(language), [language]);
}
