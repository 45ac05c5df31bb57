import { describe, expect, it } from 'vitest';

const files = import.meta.glob<object>('./*/*.json', { import: 'default', eager: true });

function language(code: string): object {
  const parts = Object.entries(files).filter(([path]) => path.startsWith(`./${code}/`));
  const keys = parts.flatMap(([, part]) => Object.keys(part));
  expect(new Set(keys).size, 'no part repeats a key of another').toBe(keys.length);
  return Object.assign({}, ...parts.map(([, part]) => part));
}

function texts(tree: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
      if (typeof value === 'string') return [[prefix + key, value] satisfies [string, string]];
      return typeof value === 'object' && value !== null ? [...texts(value, `${prefix}${key}.`)] : [];
    }),
  );
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted();
}

const english = texts(language('en'));
const persian = texts(language('fa'));

describe('Persian', () => {
  it('has every text of English and no other', () => {
    expect([...persian.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('has the same placeholders', () => {
    for (const [key, text] of english) {
      expect(placeholders(persian.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });

  it('is written with Persian letters and digits', () => {
    for (const [key, text] of persian) {
      const bare = text.replaceAll(/\{\{\w+\}\}/g, '');
      expect(bare, key).not.toMatch(/[ي\u0643٠-٩0-9]/);
    }
  });
});

it('no text is empty', () => {
  for (const [key, text] of [...english, ...persian]) expect(text.trim(), key).not.toBe('');
});

it('the first view needs no other part than its own', () => {
  const sources = import.meta.glob<string>(['../ui/*.tsx', '../lib/*.ts', '../features/home/*.tsx', '../routes/{home,shell,sign-in,navigation,root,route-error,not-found,user-menu}.tsx'], {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const common = new Set(Object.keys(files['./en/common.json'] ?? {}));
  for (const [path, text] of Object.entries(sources)) {
    for (const [, key = ''] of text.matchAll(/\bt\([`']([a-zA-Z]+)\./g)) expect(common, `${path}: ${key}`).toContain(key);
  }
});

/** Everything that a page draws, from its module on through what it imports. */
function drawn(sources: Record<string, string>, module: string, seen = new Set<string>()): Set<string> {
  if (seen.has(module)) return seen;
  seen.add(module);
  for (const [, target = ''] of (sources[module] ?? '').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)) {
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
      for (const [, key = ''] of (sources[source] ?? '').matchAll(/['`]([a-zA-Z]+)\.[a-zA-Z$]/g)) needed.add(partOf.get(key) ?? 'common');
    }
    expect([...brought].toSorted(), path).toEqual([...needed.add('common')].toSorted());
  }
});
