import { Button, CloseButton } from '@mantine/core';
import { useLanguage } from '../../lib/i18n';
import type { Chip } from './chips';
import classes from './customers.module.css';
import type { Filters } from './search';

type ChipListProps = { chips: readonly Chip[]; onChange: (filters: Filters) => void; onClear: () => void };

/** The filters that are on, each with its way out. */
export function ChipList({ chips, onChange, onClear }: ChipListProps) {
  const { t } = useLanguage();
  if (chips.length === 0) return null;
  return (
    <ul className={classes['chips']} aria-label={t('customers.filters')}>
      {chips.map(({ key, text, without }) => (
        <li key={key} className={classes['chip']} data-chip={key}>
          <span>{text}</span>
          <CloseButton size="sm" variant="transparent" aria-label={t('customers.without', { filter: text })} onClick={() => onChange(without)} />
        </li>
      ))}
      <li>
        <Button variant="subtle" size="compact-sm" onClick={onClear}>
          {t('customers.clear')}
        </Button>
      </li>
    </ul>
  );
}
