import type { Session } from '../api/types';

/** What a role must allow for a page to be of any use; the server decides, this only keeps from offering what it would refuse. */
export type Right = 'reports' | 'analysis' | 'service' | 'administration';

const granted: Record<Session['user']['role'], readonly Right[]> = {
  admin: ['reports', 'analysis', 'service', 'administration'],
  analyst: ['reports', 'analysis', 'service'],
  operator: ['service'],
  viewer: ['reports'],
};

/**
 * The pages of the console in the order of its navigation: one line a page. The name is that of its text (`nav.name`)
 * and of its picture (`page-icons.ts`).
 */
export const pageGroups = [
  { name: null, pages: [{ name: 'home', to: '/', needs: 'reports' }] },
  {
    name: 'customers',
    pages: [
      { name: 'everyone', to: '/customers', needs: 'service' },
      { name: 'rfm', to: '/rfm', needs: 'reports' },
      { name: 'cohorts', to: '/cohorts', needs: 'reports' },
      { name: 'retentionMatrix', to: '/retention-matrix', needs: 'reports' },
    ],
  },
  {
    name: 'insights',
    pages: [
      { name: 'base', to: '/base', needs: 'reports' },
      { name: 'value', to: '/value', needs: 'reports' },
      { name: 'products', to: '/products', needs: 'reports' },
      { name: 'profitability', to: '/profitability', needs: 'reports' },
      { name: 'subscriptions', to: '/subscriptions', needs: 'reports' },
      { name: 'calculators', to: '/calculators', needs: 'reports' },
      { name: 'dashboards', to: '/dashboards', needs: 'reports' },
      { name: 'schedules', to: '/reports', needs: 'reports' },
      { name: 'sql', to: '/sql', needs: 'reports' },
    ],
  },
  {
    name: 'data',
    pages: [
      { name: 'import', to: '/import', needs: 'analysis' },
      { name: 'sources', to: '/sources', needs: 'analysis' },
      { name: 'quality', to: '/quality', needs: 'analysis' },
      { name: 'catalogue', to: '/catalogue', needs: 'analysis' },
      { name: 'forms', to: '/forms', needs: 'analysis' },
      { name: 'webhooks', to: '/webhooks', needs: 'administration' },
    ],
  },
  {
    name: 'admin',
    pages: [
      { name: 'users', to: '/admin/users', needs: 'administration' },
      { name: 'keys', to: '/admin/keys', needs: 'administration' },
      { name: 'languages', to: '/admin/languages', needs: 'reports' },
      { name: 'system', to: '/admin/system', needs: 'administration' },
      { name: 'audit', to: '/admin/audit', needs: 'administration' },
    ],
  },
] as const satisfies readonly { name: string | null; pages: readonly { name: string; to: string; needs: Right }[] }[];

export type PageGroup = (typeof pageGroups)[number];
export type Page = PageGroup['pages'][number];
export type PageName = Page['name'];
/** The pages about how events come in, and about the machine: they are of use before there are orders. */
export type DataPageName = Extract<PageGroup, { name: 'data' | 'admin' }>['pages'][number]['name'];

export function mayUse(user: Session['user'], right: Right): boolean {
  return granted[user.role].includes(right);
}

/** The groups with the pages that this user has a use for; groups without any are left out. */
export function groupsFor(user: Session['user']): { name: PageGroup['name']; pages: Page[] }[] {
  const groups = pageGroups.map(({ name, pages }) => ({ name, pages: pages.filter(({ needs }) => mayUse(user, needs)) }));
  return groups.filter(({ pages }) => pages.length > 0);
}
