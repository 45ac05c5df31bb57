import { expect, it } from 'vitest';
import { invalidContacts, lateEvents, share } from './shares';

it('a part of nothing is not known', () => {
  expect(share(1, 4)).toBe(0.25);
  expect(share(0, 0)).toBeNull();
});

it('contacts and lateness are counted together', () => {
  expect(invalidContacts({ emails: 10, emails_invalid: 2, phones: 5, phones_invalid: 1, examples: [] })).toEqual({ invalid: 3, all: 15 });
  expect(lateEvents({ ahead: 9, minute: 100, hour: 50, day: 4, week: 2, more: 1, share: 0.05 })).toBe(7);
});
