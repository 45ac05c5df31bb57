import { Link } from '@tanstack/react-router';
import classes from '../features/customer/customer.module.css';
import { useLanguage } from '../lib/i18n';

export const sections = ['overview', 'timeline', 'orders', 'notes', 'details'] as const;
export type Section = (typeof sections)[number];

/** The sections of a card: each has an address of its own. */
export function SectionLinks({ customer, open }: { customer: string; open: Section }) {
  const { t } = useLanguage();
  return (
    <nav className={classes['sections']} aria-label={t('customer.sections')}>
      {sections.map((section) => (
        <Link
          key={section}
          to="/customers/$customer"
          params={{ customer }}
          search={section === 'overview' ? {} : { tab: section }}
          resetScroll={false}
          className={classes['section']}
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          {...(section === open ? { 'aria-current': 'page' as const } : {})}
        >
          {t(`customer.section.${section}`)}
        </Link>
      ))}
    </nav>
  );
}
