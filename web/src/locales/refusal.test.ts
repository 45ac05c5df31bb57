import { readFileSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';
import { expect, it } from 'vitest';
import { languages } from '../lib/i18n';

type Reasons = { description: string; enum: string[] };
type Part = { refusal: Record<string, string | Record<string, string>> };

const file = new URL('../../../docs/generated/openapi.json', import.meta.url);
const document: { components: { schemas: { EventCode: Reasons; RefusalCode: Reasons } } } = JSON.parse(readFileSync(fileURLToPath(file), 'utf8'));
const { EventCode, RefusalCode } = document.components.schemas;
const parts = import.meta.glob<Part>('./*/refusal.json', { import: 'default', eager: true });

/** The texts of a language by the codes of their reasons. */
function texts(language: string): Record<string, unknown> {
  const { event, tracking, webhook, expected: _, ...files } = parts[`./${language}/refusal.json`]?.refusal ?? {};
  const sent = Object.entries({ event, tracking, webhook }).flatMap(([area, of]) => Object.entries(of ?? {}).map(([code, text]) => [`${area}.${code}`, text]));
  return { ...files, ...Object.fromEntries(sent) };
}

it('every reason of the server has a text in every language, in English its own', () => {
  const rows = [RefusalCode, EventCode].flatMap(({ description }) => [...description.matchAll(/^- `([\w.]+)`: (.*)$/gm)]);
  const sentences = Object.fromEntries(rows.map(([, code = '', sentence = '']) => [code, sentence.replaceAll(/\{(\w+)\}/g, '{{$1}}')]));
  const codes = [...RefusalCode.enum, ...EventCode.enum];
  expect(Object.keys(sentences).toSorted()).toEqual(codes.toSorted());
  expect(texts('en')).toEqual(sentences);
  for (const language of Object.keys(languages)) expect(Object.keys(texts(language)).toSorted(), language).toEqual(codes.toSorted());
});
