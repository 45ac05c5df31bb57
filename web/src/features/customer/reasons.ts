import type { CustomerReason } from '../../api/types';
import type { Formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';

/** A reason of a score as a sentence. */
export function reasonText(t: Translate, format: Formatter, { code, value, usual }: CustomerReason): string {
  const n = { n: format.number(value) };
  switch (code) {
    case 'last_order': {
      const last = t('customer.reason.last_order', n, value);
      return usual === null ? `${last}.` : t('customer.reason.usually', { last, n: format.number(usual) }, usual);
    }
    case 'overdue': {
      const late = t('customer.reason.overdue', n, value);
      return usual === null ? `${late}.` : t('customer.reason.gaps', { late, n: format.number(usual) }, usual);
    }
    case 'orders':
      return t('customer.reason.orders', n, value);
    case 'known':
      return t('customer.reason.known', n, value);
  }
}
