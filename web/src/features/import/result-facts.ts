import type { Import } from '../../api/types';
import type { Formatter } from '../../lib/format';
import type { Translate } from '../../lib/i18n';
import type { Fact } from '../../ui/facts';

const always = ['read', 'added', 'known', 'refused'] as const;
const sometimes = [
  'changed',
  'orders',
  'orders_changed',
  'customers_new',
  'products_new',
  'returns',
  'anonymous',
  'rounded',
  'ambiguous_times',
] as const;

/** What was counted: the four figures that every import has, and those of its kind that are not zero. */
export function resultFacts(t: Translate, format: Formatter, { counts, kind }: Import): Fact[] {
  const unit = kind === 'orders' ? 'lines' : kind;
  return [...always, ...sometimes.filter((name) => counts[name] > 0)].map((name) => ({
    name: name === 'added' ? t(`import.count.added.${unit}`) : t(`import.count.${name}`),
    value: format.number(counts[name]),
    mark: name,
  }));
}

/** The same file again, or one that tells nothing that was not known. */
export function sayNothingNew({ counts }: Import): boolean {
  return counts.read > 0 && counts.added === 0 && counts.changed === 0 && counts.known > 0;
}

/** What an undoing takes out. */
export function undoFacts(t: Translate, format: Formatter, { counts, kind }: Import): Fact[] {
  const own = kind === 'orders' ? (['added', 'orders', 'customers_new', 'products_new'] as const) : (['added', 'customers_new'] as const);
  const unit = kind === 'orders' ? 'lines' : kind;
  return own
    .filter((name) => name === 'added' || counts[name] > 0)
    .map((name) => ({ name: name === 'added' ? t(`import.count.added.${unit}`) : t(`import.count.${name}`), value: format.number(counts[name]) }));
}
