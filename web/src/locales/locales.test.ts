import { describe, expect, it } from 'vitest';
import en from './en.json';
import fa from './fa.json';

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

const english = texts(en);
const persian = texts(fa);

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
