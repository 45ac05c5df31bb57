import { Menu } from '@mantine/core';
import { Link, useRouterState, useSearch } from '@tanstack/react-router';
import { BookOpen, Ellipsis } from 'lucide-react';
import { Fragment } from 'react';
import { useLanguage } from '../lib/i18n';
import { pageGroups, pageIcons, type PageName } from './pages';
import classes from './shell.module.css';

const documents = '/api/docs';

/** The date that the reader looks at goes along from page to page. */
function useKeptSearch(): { as_of?: string } {
  return useSearch({
    strict: false,
    select: ({ as_of: asOf }) => (asOf === undefined ? {} : { as_of: asOf }),
  });
}

function PageIcon({ name, size }: { name: PageName; size: number }) {
  const Icon = pageIcons[name];
  return <Icon size={size} aria-hidden />;
}

export function SideNavigation() {
  const { t } = useLanguage();
  const search = useKeptSearch();
  const common = { className: classes['link'], search, activeOptions: { exact: true, includeSearch: false } };

  return (
    <>
      {pageGroups.map((group) => (
        <Fragment key={group.name}>
          {group.name !== null && <div className={classes['group']}>{t(`nav.${group.name}`)}</div>}
          {group.pages.map(({ name, to }) => (
            <Link key={name} to={to} {...common}>
              <PageIcon name={name} size={17} />
              {t(`nav.${name}`)}
            </Link>
          ))}
        </Fragment>
      ))}
      <div className={classes['group']}>{t('nav.help')}</div>
      <a className={classes['link']} href={documents}>
        <BookOpen size={17} aria-hidden />
        {t('nav.api')}
      </a>
    </>
  );
}

const tabs = [
  { name: 'home', text: 'home', to: '/' },
  { name: 'rfm', text: 'rfm', to: '/rfm' },
  { name: 'value', text: 'valueShort', to: '/value' },
] as const;

export function PhoneNavigation() {
  const { t } = useLanguage();
  const search = useKeptSearch();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const common = { className: classes['tab'], search, activeOptions: { exact: true, includeSearch: false } };

  return (
    <nav className={classes['phone']} aria-label={t('shell.navigation')}>
      {tabs.map(({ name, text, to }) => (
        <Link key={name} to={to} {...common}>
          <PageIcon name={name} size={20} />
          {t(`nav.${text}`)}
        </Link>
      ))}
      <Menu position="top-end" width={240}>
        <Menu.Target>
          <button type="button" className={classes['tab']} data-active={tabs.some(({ to }) => to === path) ? undefined : ''}>
            <Ellipsis size={20} aria-hidden />
            {t('nav.more')}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {pageGroups.map((group) =>
            group.name === null ? null : (
              <Fragment key={group.name}>
                <Menu.Label>{t(`nav.${group.name}`)}</Menu.Label>
                {group.pages.map(({ name, to }) => (
                  <Menu.Item
                    key={name}
                    leftSection={<PageIcon name={name} size={16} />}
                    renderRoot={(props) => <Link {...props} to={to} search={search} />}
                  >
                    {t(`nav.${name}`)}
                  </Menu.Item>
                ))}
              </Fragment>
            ),
          )}
          <Menu.Divider />
          <Menu.Item component="a" href={documents} leftSection={<BookOpen size={16} aria-hidden />}>
            {t('nav.api')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
