import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CustomerRow } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import type { CurrencyLike } from '../../lib/money';
import { cell, shownName, wordColumns } from './cells';
import type { ColumnName } from './columns';
import classes from './customers.module.css';

type CustomerCardsProps = { rows: readonly CustomerRow[] | undefined; columns: readonly ColumnName[]; currency: CurrencyLike };

const waiting = 6;

/** The list on a phone: a card for each customer. */
export function CustomerCards({ rows, columns, currency }: CustomerCardsProps) {
  const { t } = useLanguage();
  const format = useFormat();
  if (rows === undefined) {
    return (
      <div className={classes['cards']}>
        {Array.from({ length: waiting }, (_, index) => (
          <Skeleton key={index} h={60 + 21 * columns.length} />
        ))}
      </div>
    );
  }
  return (
    <ul className={classes['cards']} aria-label={t('customers.title')}>
      {rows.map((row) => (
        <li key={row.id} data-row={row.key}>
          <Link className={classes['card']} to="/customers/$customer" params={{ customer: row.id }} data-open>
            <b className={classes['name']}>
              <bdi>{shownName(row) ?? t('customers.noName')}</bdi>
            </b>
            <span className={classes['key']}>
              <bdi>{row.key}</bdi>
            </span>
            <dl>
              {columns
                .filter((column) => column !== 'key')
                .map((column) => (
                  <div key={column} style={{ display: 'contents' }}>
                    <dt>{t(`customers.column.${column}`)}</dt>
                    <dd className={wordColumns.has(column) ? '' : 'num'}>{cell(t, format, currency, row, column)}</dd>
                  </div>
                ))}
            </dl>
          </Link>
        </li>
      ))}
    </ul>
  );
}
