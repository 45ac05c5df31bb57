import { Button, Group, NativeSelect, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { DataTable } from '../../ui/data-table';
import { ScrollBox } from '../../ui/scroll-box';
import { type Answer, type Cell, classOf, compareCells } from './answer';
import { useCellText } from './cell-text';
import classes from './sql.module.css';

const atOnce = 100;

type Sort = { at: number; descending: boolean };

/** The rows of an answer, a hundred at a time, sorted by any column; on a phone a stack of cards. */
export function ResultTable({ answer, label, brief = false }: { answer: Answer; label: string; brief?: boolean }) {
  const { t } = useLanguage();
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [sort, setSort] = useState<Sort>();
  const [page, setPage] = useState(0);
  const cellText = useCellText();
  const { columns, rows } = answer;
  const sorted = useMemo(() => {
    if (sort === undefined) return rows;
    return rows.toSorted((one, other) => compareCells(one[sort.at] ?? null, other[sort.at] ?? null, sort.descending));
  }, [rows, sort]);
  const size = brief ? 10 : atOnce;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const shown = Math.min(page, pages - 1);
  const visible = sorted.slice(shown * size, (shown + 1) * size);
  const sortBy = (at: number) => {
    setSort(sort?.at === at ? (sort.descending ? undefined : { at, descending: true }) : { at, descending: false });
    setPage(0);
  };

  return (
    <>
      {phone ? (
        <>
          <NativeSelect
            label={t('sql.sort')}
            size="xs"
            mb="xs"
            value={sort === undefined ? '' : `${sort.at}${sort.descending ? '-' : '+'}`}
            onChange={({ currentTarget: { value } }) => {
              setSort(value === '' ? undefined : { at: Number.parseInt(value, 10), descending: value.endsWith('-') });
              setPage(0);
            }}
            data={[
              { value: '', label: t('sql.asAnswered') },
              ...columns.flatMap(({ name }, at) => [
                { value: `${at}+`, label: `${name} ↑` },
                { value: `${at}-`, label: `${name} ↓` },
              ]),
            ]}
          />
          <DataTable
            label={label}
            rows={visible.map((cells, index) => ({ cells, key: String(shown * size + index) }))}
            rowKey={({ key }) => key}
            columns={columns.map((column, at) => ({
              key: column.name,
              title: column.name,
              cell: (row: { cells: readonly Cell[] }) => cellText(column, row.cells[at] ?? null),
              words: classOf(column.kind) !== 'number',
            }))}
          />
        </>
      ) : (
        <ScrollBox label={label} maxHeight={brief ? 320 : '60vh'}>
          <Table fz="sm" verticalSpacing={4} highlightOnHover stickyHeader aria-label={label} dir="ltr" data-answer>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column, at) => (
                  <Table.Th
                    key={column.name}
                    aria-sort={sort?.at !== at ? 'none' : sort.descending ? 'descending' : 'ascending'}
                    {...(classOf(column.kind) === 'number' ? { ta: 'end' } : {})}
                  >
                    <button type="button" className={classes['head']} title={column.kind} onClick={() => sortBy(at)}>
                      {column.name}
                      {sort?.at === at && (sort.descending ? <ArrowDown size={13} aria-hidden /> : <ArrowUp size={13} aria-hidden />)}
                    </button>
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {visible.map((cells, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- rows have no key of their own
                <Table.Tr key={shown * size + index}>
                  {columns.map((column, at) => (
                    <Table.Td key={column.name} {...(classOf(column.kind) === 'number' ? { ta: 'end', className: 'num' } : {})} style={{ whiteSpace: 'nowrap', maxWidth: 420, overflow: 'hidden', textOverflow: 'ellipsis' }}>
                      <bdi>{cellText(column, cells[at] ?? null)}</bdi>
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollBox>
      )}
      {pages > 1 && <Pager page={shown} pages={pages} size={size} rows={rows.length} onPage={setPage} />}
    </>
  );
}

type PagerProps = { page: number; pages: number; size: number; rows: number; onPage: (page: number) => void };

function Pager({ page, pages, size, rows, onPage }: PagerProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const from = page * size + 1;
  const to = Math.min(rows, (page + 1) * size);
  return (
    <Group gap="sm" mt="sm">
      <Button variant="default" size="xs" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {t('sql.previous')}
      </Button>
      <Button variant="default" size="xs" disabled={page === pages - 1} onClick={() => onPage(page + 1)}>
        {t('sql.next')}
      </Button>
      <Text fz="xs" c="dimmed" aria-live="polite">
        {t('sql.page', { from: format.number(from), to: format.number(to), n: format.number(rows) })}
      </Text>
    </Group>
  );
}
