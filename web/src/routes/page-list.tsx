import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { BookOpen } from 'lucide-react';
import { Fragment } from 'react';
import { useLanguage } from '../lib/i18n';
import type { Opening } from '../ui/opened-later';
import { useKeptSearch } from './kept-search';
import { documents } from './navigation';
import { PageIcon } from './page-icon';
import type { Page, PageGroup } from './pages';

type PageListProps = Opening & { groups: readonly { name: NonNullable<PageGroup['name']>; pages: readonly Page[] }[]; help?: boolean };

/** Pages to go to from the bar of a phone. */
export function PageList({ groups, help = false, target, ...opening }: PageListProps) {
  const { t } = useLanguage();
  const search = useKeptSearch();
  return (
    <Menu position="top" width={250} {...opening}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown mah="70dvh" style={{ overflowY: 'auto' }}>
        {groups.map(({ name, pages }) => (
          <Fragment key={name}>
            <Menu.Label>{t(`nav.${name}`)}</Menu.Label>
            {pages.map((page) => (
              <Menu.Item
                key={page.name}
                leftSection={<PageIcon name={page.name} size={16} />}
                renderRoot={(props) => <Link {...props} to={page.to} search={search} />}
              >
                {t(`nav.${page.name}`)}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
        {help && (
          <Menu.Item component="a" href={documents} leftSection={<BookOpen size={16} aria-hidden />}>
            {t('nav.api')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
