import i18n from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { Refused } from '../../api/types';
import { formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';
import persian from '../../locales/fa/refusal.json';
import { whyEventText, whyText } from './why';

const cells: Refused = { code: 'cells', args: { cells: '3', columns: '12' }, reason: 'has 3 cells, and the file has 12 columns' };
const t: Translate = (key: string, values = {}) => i18n.t(key, values);

beforeAll(async () => {
  await i18n.init({ lng: 'fa', resources: { fa: { translation: persian } }, interpolation: { escapeValue: false } });
});

it('a reason is said in the language of the reader, with their digits', () => {
  expect(whyText(t, formatter('fa'), cells)).toBe('۳ خانه دارد، و فایل ۱۲ ستون');
});

it('what has to stand in the file is not put into other digits', () => {
  const refused: Refused = { code: 'not_number_such_as', args: { example: '12' }, reason: '' };
  expect(whyText(t, formatter('fa'), refused)).toContain('\u206812\u2069');
});

it('a reason of another version is left to the sentence of the server', () => {
  expect(whyText(t, formatter('fa'), { ...cells, code: null })).toBeNull();
  expect(whyText((key: string) => key, formatter('fa'), cells)).toBeNull();
});

it('why an event is refused has the field as it is sent and what it should be in words', () => {
  const refused = { code: 'event.field_type_wrong', args: { field: 'userId', expected: 'id' }, reason: '' } as const;
  expect(whyEventText(t, formatter('fa'), refused)).toBe('\u2068userId\u2069 متن یا عدد صحیح نیست');
  expect(whyEventText(t, formatter('fa'), { ...refused, args: null })).toBeNull();
});
