import { Paper, Skeleton, Table } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { CustomerRow } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import type { CurrencyLike } from '../../lib/money';
import { ScrollBox } from '../../ui/scroll-box';
import { cell, columnSorts, shownName, wordColumns } from './cells';
import type { ColumnName } from './columns';
import classes from './customers.module.css';
import { pageLength } from './queries';
import type { useRoving } from './roving';
import type { Sort } from './search';

type CustomerTableProps = {
  /** Undefined while they are on the way: as many rows as a page has keep their place. */
  rows: readonly CustomerRow[] | undefined;
  columns: readonly ColumnName[];
  currency: CurrencyLike;
  sort: Sort;
  onSort: (sort: Sort) => void;
  roving: ReturnType<typeof useRoving>;
};

export function CustomerTable({ rows, columns, currency, sort, onSort, roving: { bind, active, setActive, onKeyDown } }: CustomerTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const navigate = useNavigate();
  const open = (event: MouseEvent, customer: string) => {
    const chosen = globalThis.getSelection()?.toString() ?? '';
    if (chosen !== '' || (event.target instanceof Element && event.target.closest('a') !== null)) return;
    void navigate({ to: '/customers/$customer', params: { customer } });
  };
  return (
    <Paper withBorder bg="var(--panel)" bd="1px solid var(--line)" style={{ overflow: 'hidden' }}>
      <ScrollBox label={t('customers.title')}>
        <Table className={classes['table']} highlightOnHover aria-label={t('customers.title')} aria-busy={rows === undefined}>
          <Table.Thead>
            <Table.Tr>
              <Head column="name" sort={sort} onSort={onSort} />
              {columns.map((column) => (
                <Head key={column} column={column} sort={sort} onSort={onSort} />
              ))}
            </Table.Tr>
          </Table.Thead>
          {rows === undefined ? (
            <Waiting columns={columns.length + 1} />
          ) : (
            <Table.Tbody ref={bind} onKeyDown={onKeyDown}>
              {rows.map((row, index) => (
                <Table.Tr key={row.id} data-row={row.key} onClick={(event) => open(event, row.id)}>
                  <Table.Th scope="row">
                    <Link
                      to="/customers/$customer"
                      params={{ customer: row.id }}
                      data-open
                      tabIndex={index === Math.min(active, rows.length - 1) ? 0 : -1}
                      onFocus={() => setActive(index)}
                      className={classes['open']}
                    >
                      <span className={classes['name']} title={shownName(row) ?? undefined}>
                        <bdi>{shownName(row) ?? t('customers.noName')}</bdi>
                      </span>
                      <span className={classes['key']}>
                        <bdi>{row.key}</bdi>
                      </span>
                    </Link>
                  </Table.Th>
                  {columns.map((column) => (
                    <Table.Td key={column} {...(wordColumns.has(column) ? {} : { ta: 'end', className: 'num' })}>
                      {cell(t, format, currency, row, column)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          )}
        </Table>
      </ScrollBox>
    </Paper>
  );
}

function Head({ column, sort, onSort }: { column: ColumnName | 'name'; sort: Sort; onSort: (sort: Sort) => void }) {
  const { t } = useLanguage();
  const figures = column !== 'name' && !wordColumns.has(column);
  const sorts = columnSorts[column];
  const title = t(`customers.column.${column}`);
  const end = figures ? ({ ta: 'end' } as const) : {};
  if (sorts === undefined) return <Table.Th {...end}>{title}</Table.Th>;
  const on = sorts.includes(sort);
  const Arrow = sort.startsWith('-') ? ArrowDown : ArrowUp;
  return (
    <Table.Th {...end} aria-sort={on ? (sort.startsWith('-') ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className={classes['sort']} onClick={() => onSort(sort === sorts[0] ? sorts[1] : sorts[0])}>
        {title}
        {on ? <Arrow size={13} aria-hidden /> : <ArrowUpDown size={13} opacity={0.45} aria-hidden />}
      </button>
    </Table.Th>
  );
}

function Waiting({ columns }: { columns: number }) {
  return (
    <Table.Tbody>
      {Array.from({ length: pageLength }, (_, row) => (
        <Table.Tr key={row}>
          {Array.from({ length: columns }, (__, column) => (
            <Table.Td key={column}>
              <Skeleton h={12} w={column === 0 ? 130 : '70%'} miw={50} />
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </Table.Tbody>
  );
}
