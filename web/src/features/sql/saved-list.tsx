import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { SavedQuery } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import classes from './sql.module.css';

/** The queries that were saved: the reader's own, and those that others share. */
export function SavedList({ queries, chosen }: { queries: readonly SavedQuery[]; chosen: string | undefined }) {
  const { t } = useLanguage();
  const format = useFormat();
  if (queries.length === 0) return <Text c="dimmed" fz="sm">{t('sql.savedNone')}</Text>;
  return (
    <ul className={classes['list']}>
      {queries.map((query) => (
        <li key={query.id}>
          <Link to="/sql" search={{ q: query.id }} className={classes['entry']} data-active={query.id === chosen ? '' : undefined} aria-current={query.id === chosen ? 'page' : undefined}>
            {apart(query.name)}
            <small style={{ display: 'block' }}>
              {query.is_mine ? t(query.is_shared ? 'sql.ownShared' : 'sql.ownPrivate') : t('sql.by', { name: query.owner_name ?? query.owner })}
              {' · '}
              {format.instant(query.updated_at)}
            </small>
          </Link>
        </li>
      ))}
    </ul>
  );
}
