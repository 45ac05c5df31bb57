import type { NavigateOptions } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLanguage } from '../lib/i18n';
import { matches } from '../lib/plain';
import { useFoundCustomers } from './find-customers';
import { useFoundProducts } from './find-products';
import { useFoundReports } from './find-reports';
import { PageIcon } from './page-icon';
import { groupsFor } from './pages';
import { useSession } from './use-session';

/** Something to go to. */
export type Find = { key: string; text: string; hint?: string; icon: ReactNode; to: NavigateOptions };
export type FindGroup = { name: 'pages' | 'reports' | 'customers' | 'products'; finds: Find[] };

/** What there is for a text: groups with at least one find. */
export function useFinds(typed: string): FindGroup[] {
  const wanted = typed.trim();
  const groups: FindGroup[] = [
    { name: 'pages', finds: usePages(typed) },
    { name: 'reports', finds: useFoundReports(wanted) },
    { name: 'customers', finds: useFoundCustomers(wanted) },
    { name: 'products', finds: useFoundProducts(wanted) },
  ];
  return groups.filter(({ finds }) => finds.length > 0);
}

function usePages(typed: string): Find[] {
  const { t } = useLanguage();
  const { user } = useSession();
  return groupsFor(user).flatMap(({ name: group, pages }) => {
    const hint = group === null ? undefined : t(`nav.${group}`);
    const all = pages.map(({ name, to }) => ({
      key: name,
      text: t(`nav.${name}`),
      ...(hint === undefined ? {} : { hint }),
      icon: <PageIcon name={name} size={17} />,
      to: { to },
    }));
    return all.filter(({ text }) => matches(`${text} ${hint ?? ''}`, typed));
  });
}
