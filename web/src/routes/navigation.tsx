import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useLanguage } from '../lib/i18n';
import { foldedGroups, rememberFolded } from './folded';
import { useKeptSearch } from './kept-search';
import { PageIcon } from './page-icon';
import { groupsFor, type Page, type PageGroup } from './pages';
import classes from './shell.module.css';
import { useSession } from './use-session';

export const documents = '/api/docs';

/** The page of an address, and the pages below it (`/customers/cus_1` belongs to `/customers`). */
export function isAt({ to }: Page, path: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
}

export function SideNavigation() {
  const { t } = useLanguage();
  const { user } = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });

  return (
    <>
      {groupsFor(user).map(({ name, pages }) =>
        name === null ? (
          <PageLinks key="first" pages={pages} />
        ) : (
          <Group key={name} name={name} here={pages.some((page) => isAt(page, path))}>
            <PageLinks pages={pages} />
          </Group>
        ),
      )}
      <a className={`${classes['link']} ${classes['last']}`} href={documents}>
        {t('nav.api')}
      </a>
    </>
  );
}

type GroupProps = { name: NonNullable<PageGroup['name']>; here: boolean; children: ReactNode };

/** A group that folds. The one of the open page is never folded. */
function Group({ name, here, children }: GroupProps) {
  const { t } = useLanguage();
  const [folded, setFolded] = useState(() => foldedGroups().includes(name));
  return (
    <details
      className={classes['group']}
      open={here || !folded}
      onToggle={({ currentTarget: { open } }) => {
        if (here) return;
        rememberFolded(name, !open);
        setFolded(!open);
      }}
    >
      <summary>{t(`nav.${name}`)}</summary>
      {children}
    </details>
  );
}

function PageLinks({ pages }: { pages: readonly Page[] }) {
  const { t } = useLanguage();
  const search = useKeptSearch();
  return pages.map(({ name, to }) => (
    <Link key={name} to={to} className={classes['link']} search={search} activeOptions={{ exact: to === '/', includeSearch: false }}>
      <PageIcon name={name} size={17} />
      {t(`nav.${name}`)}
    </Link>
  ));
}
