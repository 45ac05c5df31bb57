import { Link, useSearch } from '@tanstack/react-router';
import { BookOpen, Grid3x3, House, Triangle } from 'lucide-react';
import { useLanguage } from '../lib/i18n';
import classes from './shell.module.css';

const documents = '/api/docs';

/** The date that the reader looks at goes along from page to page. */
function useKeptSearch(): { as_of?: string } {
  return useSearch({
    strict: false,
    select: ({ as_of: asOf }) => (asOf === undefined ? {} : { as_of: asOf }),
  });
}

export function SideNavigation() {
  const { t } = useLanguage();
  const search = useKeptSearch();
  const common = { className: classes['link'], search, activeOptions: { exact: true, includeSearch: false } };

  return (
    <>
      <Link to="/" {...common}>
        <House size={17} aria-hidden />
        {t('nav.home')}
      </Link>
      <div className={classes['group']}>{t('nav.customers')}</div>
      <Link to="/rfm" {...common}>
        <Grid3x3 size={17} aria-hidden />
        {t('nav.rfm')}
      </Link>
      <Link to="/cohorts" {...common}>
        <Triangle size={17} aria-hidden />
        {t('nav.cohorts')}
      </Link>
      <div className={classes['group']}>{t('nav.help')}</div>
      <a className={classes['link']} href={documents}>
        <BookOpen size={17} aria-hidden />
        {t('nav.api')}
      </a>
    </>
  );
}

export function PhoneNavigation() {
  const { t } = useLanguage();
  const search = useKeptSearch();
  const common = { className: classes['tab'], search, activeOptions: { exact: true, includeSearch: false } };

  return (
    <nav className={classes['phone']} aria-label={t('shell.navigation')}>
      <Link to="/" {...common}>
        <House size={20} aria-hidden />
        {t('nav.home')}
      </Link>
      <Link to="/rfm" {...common}>
        <Grid3x3 size={20} aria-hidden />
        {t('nav.rfm')}
      </Link>
      <Link to="/cohorts" {...common}>
        <Triangle size={20} aria-hidden />
        {t('nav.cohorts')}
      </Link>
      <a className={classes['tab']} href={documents}>
        <BookOpen size={20} aria-hidden />
        {t('nav.apiShort')}
      </a>
    </nav>
  );
}
