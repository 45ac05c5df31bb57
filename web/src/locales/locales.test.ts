import { describe, expect, it } from 'vitest';
import { isLanguage, type Language, languages } from '../lib/i18n';

const files = import.meta.glob<object>('./*/*.json', { import: 'default', eager: true });

/** Latin words that stay as they are in every script: names, abbreviations, words of files and programs. */
const names = new Set([
  'API', 'ARPPU', 'CLV', 'CRM', 'CSV', 'Clientele', 'CommerceML', 'Ctrl', 'Enter', 'Excel', 'HMAC', 'HMAC-SHA256', 'ID', 'JSON', 'K', 'MRR', 'NDJSON', 'NUL', 'PDF', 'PNG', 'Parquet', 'RFM', 'SQL', 'TSV', 'Tab', 'URL', 'UTF', 'XML', 'http', 'https', 'gz', 'xlsx', 'zip', 'zst', 'Ctrl+Enter', 'Esc',
  // What stands in examples.
  'Order', 'Completed', 'from', 'as_of', 'userId', 'anonymousId', 'sentAt', 'Standard', 'Webhooks', 'en', 'fa', 'shop', 'example', 'org',
]);

/** Norwegian texts that happen to be the same as the English ones. */
const sameInNorwegian = new Set(['administrator', 'Alias', 'App', 'Data', 'Header', 'Id', 'Margin', 'Median', 'Parameter', 'Segment', 'Type', 'Send', 'Webhook']);

/** What a text of the language can not have in it: letters of other languages (Russian ones in Bulgarian, Arabic ones in Persian), foreign digits. */
const foreign: Record<Language, RegExp> = {
  en: /[^\p{ASCII}\p{P}\p{S}\u00a0]/u,
  bg: /[A-Za-zыэёЫЭЁіїєґІЇЄҐ]/,
  nb: /[\u0400-\u06ffäöÄÖßščž]/,
  ru: /[A-Za-zіїєґІЇЄҐўЎ]/,
  fa: /[A-Za-z0-9يك٠-٩\u0400-\u04ff]/,
};

type Part = ReadonlyMap<string, string>;

function texts(tree: object, prefix = ''): Part {
  return new Map(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
      if (typeof value === 'string') return [[prefix + key, value] satisfies [string, string]];
      return typeof value === 'object' && value !== null ? [...texts(value, `${prefix}${key}.`)] : [];
    }),
  );
}

/** The parts of a language by name. */
function partsOf(language: string): Map<string, Part> {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`./${language}/`));
  return new Map(own.map(([path, part]) => [path.slice(`./${language}/`.length, -'.json'.length), texts(part)]));
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted();
}

/** What is left to be translated: no placeholders, no names. */
function words(text: string): string {
  return text.replaceAll(/\{\{\w+\}\}/g, '').replaceAll(/[A-Za-z][\w+]*(?:-[A-Za-z]\w*)*/g, (word) => (names.has(word) ? '' : word));
}

function categories(language: Language): string[] {
  return new Intl.PluralRules(languages[language].tag).resolvedOptions().pluralCategories.toSorted();
}

/** A key without its plural category. */
function base(key: string): string {
  return key.replace(/_(?:zero|one|two|few|many|other)$/, '');
}

const english = partsOf('en');
const codes = Object.keys(languages).filter(isLanguage);
const pairs = codes.flatMap((language) => {
  const parts = partsOf(language);
  const none = new Map<string, string>();
  // A part that a language lacks is an empty one: every text of it is missed.
  return [...new Set([...english.keys(), ...parts.keys()])].map((name) => ({ language, name, part: parts.get(name) ?? none, own: english.get(name) ?? none }));
});

it('every folder is a language and every language a folder', () => {
  const folders = Object.keys(files).map((path) => path.split('/')[1] ?? '');
  expect([...new Set(folders)].toSorted()).toEqual(codes.toSorted());
});

it('no part repeats a key of another', () => {
  const keys = Object.entries(files).filter(([path]) => path.startsWith('./en/')).flatMap(([, part]) => Object.keys(part));
  expect(new Set(keys).size).toBe(keys.length);
});

describe.each(pairs)('$language $name', ({ language, part, own }) => {
  it('has every text of English and no other, with the plural forms of its language', () => {
    const needed = [...own.keys()].flatMap((key) => {
      // A name may end like a category and be none: `too_many`.
      if (!own.has(`${base(key)}_other`)) return [key];
      return key.endsWith('_other') ? categories(language).map((category) => `${base(key)}_${category}`) : [];
    });
    expect([...part.keys()].toSorted()).toEqual(needed.toSorted());
  });

  it('has the same placeholders, and no text is empty', () => {
    for (const [key, text] of part) {
      const model = own.get(key) ?? own.get(`${base(key)}_other`) ?? '';
      expect(placeholders(text), key).toEqual(placeholders(model));
      expect(text.trim(), key).not.toBe('');
    }
  });

  it('is written in its own letters', () => {
    for (const [key, text] of part) expect(words(text), key).not.toMatch(foreign[language]);
  });

  it('is translated', () => {
    if (language === 'en') return;
    for (const [key, text] of part) {
      const model = own.get(key) ?? own.get(`${base(key)}_other`) ?? '';
      if (text === model && !(language === 'nb' && sameInNorwegian.has(text))) expect(words(text), key).not.toMatch(/\p{L}/u);
    }
  });
});

it('the first view needs no other part than its own', () => {
  const sources = import.meta.glob<string>(['../ui/*.tsx', '../lib/*.ts', '../features/home/*.tsx', '!../features/home/{health,moves}-*.tsx', '../routes/{home,shell,sign-in,navigation,root,route-error,not-found,user-menu}.tsx'], {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const common = new Set(Object.keys(files['./en/common.json'] ?? {}));
  for (const [path, text] of Object.entries(sources)) {
    for (const [, key = ''] of text.matchAll(/\bt\([`']([a-zA-Z]+)\./g)) expect(common, `${path}: ${key}`).toContain(key);
  }
});

/** Everything that a page draws, from its module on through what it imports; what brings its own texts is another page. */
function drawn(sources: Record<string, string>, module: string, seen = new Set<string>()): Set<string> {
  if (seen.has(module)) return seen;
  seen.add(module);
  // What is loaded later with a part of its own brings it itself.
  const source = (sources[module] ?? '').replaceAll(/import type [^;]+;|withTexts\([^(]+(?:async )?\(\) => \(?(?:await )?import\('[^']+'\)\)?/g, '');
  for (const [, target = ''] of source.matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)) {
    const address = new URL(target, `file://${module}`).pathname;
    for (const name of [`${address}.tsx`, `${address}.ts`]) if (name in sources) drawn(sources, name, seen);
  }
  return seen;
}

it('a page brings the parts of all that it draws', () => {
  const raw = import.meta.glob<string>(['../{routes,features,ui,lib}/**/*.{ts,tsx}', '!**/*.test.*'], { query: '?raw', import: 'default', eager: true });
  const sources = Object.fromEntries(Object.entries(raw).map(([path, text]) => [path.replace('..', ''), text]));
  const partOf = new Map(
    Object.entries(files)
      .filter(([path]) => path.startsWith('./en/'))
      .flatMap(([path, part]) => Object.keys(part).map((key) => [key, path.slice('./en/'.length, -'.json'.length)] satisfies [string, string])),
  );
  const pages = Object.entries(sources).flatMap(([path, text]) => [...text.matchAll(/withTexts\(([^(]+), \(\) => import\('\.\/([a-z-]+)'\)/g)].map((match) => ({ path, named: match[1] ?? '', module: `/routes/${match[2]}.tsx` })));
  expect(pages.length).toBeGreaterThan(9);
  for (const { path, named, module } of pages) {
    const brought = new Set(['common', ...[...named.matchAll(/'([a-z]+)'/g)].map(([, part = '']) => part)]);
    const needed = new Set<string>();
    for (const source of drawn(sources, module)) {
      // What it says of a problem comes with the problem.
      if (source === '/ui/failure-text.ts') continue;
      for (const [, key = ''] of (sources[source] ?? '').matchAll(/['`]([a-zA-Z]+)\.[a-zA-Z$]/g)) needed.add(partOf.get(key) ?? 'common');
    }
    expect([...brought].toSorted(), path).toEqual([...needed.add('common')].toSorted());
  }
});
