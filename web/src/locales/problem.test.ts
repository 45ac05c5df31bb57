import { readFileSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { languages } from '../lib/i18n';

type Names = { description: string; enum: string[] };

const file = new URL('../../../docs/generated/openapi.json', import.meta.url);
const document: { components: { schemas: { FaultCode: Names; FieldCode: Names; RefusalCode: Names } } } = JSON.parse(readFileSync(fileURLToPath(file), 'utf8'));
const { FaultCode, FieldCode, RefusalCode } = document.components.schemas;
const problems = import.meta.glob<{ problem: object; field: object }>('./*/problem.json', { import: 'default', eager: true });
const forms = import.meta.glob<{ definition: Record<string, string> }>('./*/forms.json', { import: 'default', eager: true });
const hooks = import.meta.glob<{ mapping: Record<string, string> }>('./*/webhooks.json', { import: 'default', eager: true });

/** Texts by the whole of their names. */
function texts(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, of]: [string, unknown]) => (typeof of === 'object' && of !== null ? texts(of, `${prefix}${key}.`) : [[prefix + key, String(of)] satisfies [string, string]]));
}

/** What the document says of each name. */
function rows({ description }: Names): Map<string, string> {
  return new Map([...description.matchAll(/^- `([\w.]+)`: ?(.*)$/gm)].map(([, name = '', of = '']) => [name, of]));
}

describe.each(Object.keys(languages))('%s', (language) => {
  it('has a text for every sentence of a fault, with no value that the server does not send', () => {
    const args = rows(FaultCode);
    expect([...args.keys()]).toEqual(FaultCode.enum);
    const all = texts(problems[`./${language}/problem.json`]?.problem ?? {});
    expect(all.map(([name]) => name).toSorted()).toEqual(FaultCode.enum.toSorted());
    for (const [name, text] of all) {
      const known = (args.get(name) ?? '').split(', ');
      for (const [, value = ''] of text.matchAll(/\{\{(\w+)\}\}/g)) expect(known, `${name}: ${text}`).toContain(value);
    }
  });

  it('has a text for everything that can be wrong with a mapping of a webhook, in English the server’s own', () => {
    const all = Object.fromEntries(Object.entries(hooks[`./${language}/webhooks.json`]?.mapping ?? {}).map(([name, text]) => [`mapping.${name}`, text]));
    const sentences = Object.fromEntries([...rows(FieldCode)].filter(([name]) => name.startsWith('mapping.')).map(([name, sentence]) => [name, sentence.replaceAll(/\{(\w+)\}/g, '{{$1}}')]));
    expect(Object.keys(all).toSorted()).toEqual(FieldCode.enum.filter((name) => name.startsWith('mapping.')).toSorted());
    if (language === 'en') expect(all).toEqual(sentences);
  });

  it('has a text for everything that can be wrong with a field of a decision or a view', () => {
    const reasons = rows(FieldCode);
    const all = texts(problems[`./${language}/problem.json`]?.field ?? {});
    const named = FieldCode.enum.filter((name) => !name.startsWith('definition.') && !name.startsWith('mapping.') && !RefusalCode.enum.includes(name));
    expect(all.map(([name]) => name).toSorted()).toEqual(named.toSorted());
    for (const [name, text] of all) {
      for (const [, value = ''] of text.matchAll(/\{\{(\w+)\}\}/g)) expect(reasons.get(name), `${name}: ${text}`).toContain(`{${value}}`);
    }
  });

  it('has a text for everything that can be wrong with a form, in English the server’s own', () => {
    const all = Object.fromEntries(Object.entries(forms[`./${language}/forms.json`]?.definition ?? {}).map(([name, text]) => [`definition.${name}`, text]));
    expect(Object.keys(all).toSorted()).toEqual(FieldCode.enum.filter((name) => name.startsWith('definition.')).toSorted());
    if (language !== 'en') return;
    expect(all).toEqual(Object.fromEntries([...rows(FieldCode)].filter(([name]) => name.startsWith('definition.')).map(([name, sentence]) => [name, sentence.replaceAll(/\{(\w+)\}/g, '{{$1}}')])));
  });
});
