import { readFileSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';
import { expect, it } from 'vitest';
import { languages } from '../lib/i18n';

type Part = { refusal: Record<string, string> };
type Document = { components: { schemas: { RefusalCode: { description: string; enum: string[] } } } };

it('every reason of the server has a text in every language, in English its own', () => {
  const file = new URL('../../../docs/generated/openapi.json', import.meta.url);
  const document: Document = JSON.parse(readFileSync(fileURLToPath(file), 'utf8'));
  const { description, enum: codes } = document.components.schemas.RefusalCode;
  const rows = [...description.matchAll(/^- `(\w+)`: (.*)$/gm)];
  const sentences = rows.map(([, code = '', sentence = '']) => [code, sentence.replaceAll(/\{(\w+)\}/g, '{{$1}}')]);
  const parts = import.meta.glob<Part>('./*/refusal.json', { import: 'default', eager: true });
  expect(parts['./en/refusal.json']?.refusal).toEqual(Object.fromEntries(sentences));
  for (const language of Object.keys(languages)) {
    expect(Object.keys(parts[`./${language}/refusal.json`]?.refusal ?? {}).toSorted(), language).toEqual(codes.toSorted());
  }
});
