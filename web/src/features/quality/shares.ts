import type { QualityReport } from '../../api/types';

/** A part of a whole; nothing is known of a whole of nought. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

type Contacts = QualityReport['totals']['contacts'];

/** E-mail addresses and telephone numbers together: how many are none, of how many. */
export function invalidContacts({ emails, emails_invalid, phones, phones_invalid }: Contacts) {
  return { invalid: emails_invalid + phones_invalid, all: emails + phones };
}

type Late = QualityReport['totals']['late'];

/** Events that came more than an hour after they happened. */
export function lateEvents({ day, week, more }: Late): number {
  return day + week + more;
}
