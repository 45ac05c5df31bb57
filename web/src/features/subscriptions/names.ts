import type { ContractReport } from '../../api/types';
import type { Formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';

type Family = NonNullable<ContractReport['terms'][number]['taken']>;

/** A model by the name that its papers use, kept whole in text of either direction. */
export function familyName(family: Family): string {
  return family === 'sbg' ? '\u2066sBG\u2069' : '\u2066BdW\u2069';
}

/** Contracts by how often they are renewed. */
export function termName(t: Translate, format: Formatter, months: number): string {
  return months === 1 ? t('subscription.monthly') : t('subscription.everyMonths', { n: format.number(months) }, months);
}
