import { readFileSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';

it('the client is generated from the document that the server writes (npm run gen)', async () => {
  const document = new URL('../../../docs/generated/openapi.json', import.meta.url);
  const committed = readFileSync(fileURLToPath(new URL('schema.d.ts', import.meta.url)), 'utf8');
  const fresh = astToString(await openapiTS(document));
  const body = committed.slice(committed.indexOf('export interface paths'));
  const same = body.trim() === fresh.slice(fresh.indexOf('export interface paths')).trim();
  expect(same, 'docs/generated/openapi.json has changed: npm run gen').toBe(true);
}, 30_000);
