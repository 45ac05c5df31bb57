import { Link, useRouterState } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useLanguage } from '../lib/i18n';
import { OpenedLater } from '../ui/opened-later';
import { useKeptSearch } from './kept-search';
import { isAt } from './navigation';
import { PageIcon } from './page-icon';
import { groupsFor } from './pages';
import classes from './shell.module.css';
import { useSession } from './use-session';

const load = async () => (await import('./page-list')).PageList;

/** How many groups have a place of their own in the bar; the others are behind "More". */
const places = 3;

/** The bar at the foot of a phone: Home, the groups (each opens its pages), and what is left. */
export function PhoneNavigation() {
  const { t } = useLanguage();
  const { user } = useSession();
  const search = useKeptSearch();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const groups = groupsFor(user);
  const [home] = groups.filter(({ name }) => name === null);
  const named = groups.flatMap(({ name, pages }) => (name === null ? [] : [{ name, pages }]));
  const rest = named.slice(places);
  const active = (here: boolean) => (here ? '' : undefined);

  return (
    <nav className={classes['phone']} aria-label={t('shell.navigation')}>
      {home?.pages.map(({ name, to }) => (
        <Link key={name} to={to} className={classes['tab']} search={search} activeOptions={{ exact: true, includeSearch: false }}>
          <PageIcon name={name} size={20} />
          {t(`nav.${name}`)}
        </Link>
      ))}
      {named.slice(0, places).map((group) => (
        <OpenedLater
          key={group.name}
          popup="menu"
          load={load}
          button={
            <button type="button" className={classes['tab']} data-active={active(group.pages.some((page) => isAt(page, path)))}>
              <PageIcon name={group.name} size={20} />
              {t(`nav.${group.name}`)}
            </button>
          }
        >
          {(List, opening) => <List groups={[group]} {...opening} />}
        </OpenedLater>
      ))}
      <OpenedLater
        popup="menu"
        load={load}
        button={
          <button type="button" className={classes['tab']} data-active={active(rest.some(({ pages }) => pages.some((page) => isAt(page, path))))}>
            <Ellipsis size={20} aria-hidden />
            {t('nav.more')}
          </button>
        }
      >
        {(List, opening) => <List groups={rest} help {...opening} />}
      </OpenedLater>
    </nav>
  );
}
