import { expect, it } from 'vitest';
import { inputOf, newDraft } from './draft';

it('sends of a draft what belongs to its report and its rhythm', () => {
  const base = { ...newDraft, name: 'Base' };
  expect(inputOf(base)).toEqual({ name: 'Base', subject: { report: 'base', months: 12 }, rhythm: 'weekly', day: 1, hour: 7, is_on: true });
  expect(inputOf({ ...base, report: 'cohorts', by: 'quarter', rhythm: 'monthly', monthday: 31 })).toMatchObject({ subject: { report: 'cohorts', by: 'quarter', money: 'net' }, day: 31 });
  expect(inputOf({ ...base, report: 'equity', rhythm: 'daily' })).toEqual({ name: 'Base', subject: { report: 'equity' }, rhythm: 'daily', hour: 7, is_on: true });
  expect(inputOf({ ...base, report: 'query', query: 'sqy_1' }).subject).toEqual({ report: 'query', query: 'sqy_1' });
});
