import { Group, Paper, SimpleGrid, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { ScrollBox } from './scroll-box';

export type Column<T> = {
  key: string;
  title: string;
  cell: (row: T) => ReactNode;
  /** Words begin at the start of a cell, figures stand at its end. */
  words?: boolean;
};

type DataTableProps<T> = {
  label: string;
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** The first column names the row. */
  columns: readonly Column<T>[];
  maxHeight?: string | number;
};

/** Rows of figures: a table, on a phone a stack of cards. */
export function DataTable<T>({ label, rows, rowKey, columns, maxHeight }: DataTableProps<T>) {
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [first, ...others] = columns;
  if (first === undefined) return null;

  if (phone) {
    return (
      <SimpleGrid component="ul" aria-label={label} cols={1} spacing="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {rows.map((row) => (
          <Paper key={rowKey(row)} component="li" withBorder p="xs" px="sm" bg="transparent" bd="1px solid var(--line)" data-row={rowKey(row)}>
            <Text fw={600} fz="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
              {first.cell(row)}
            </Text>
            {others.map((column) => (
              <Group key={column.key} justify="space-between" gap="sm" wrap="nowrap" align="baseline">
                <Text fz="xs" c="dimmed">
                  {column.title}
                </Text>
                <Text fz="sm" component="div" ta="end" className={column.words === true ? '' : 'num'}>
                  {column.cell(row)}
                </Text>
              </Group>
            ))}
          </Paper>
        ))}
      </SimpleGrid>
    );
  }
  return (
    <ScrollBox label={label} {...(maxHeight === undefined ? {} : { maxHeight })}>
      <Table fz="sm" verticalSpacing={5} highlightOnHover stickyHeader={maxHeight !== undefined} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) => (
              <Table.Th key={column.key} {...(index > 0 && column.words !== true ? { ta: 'end' } : {})}>
                {column.title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} data-row={rowKey(row)}>
              <Table.Th scope="row" fw={550} style={{ whiteSpace: 'nowrap' }}>
                {first.cell(row)}
              </Table.Th>
              {others.map((column) => (
                <Table.Td key={column.key} {...(column.words === true ? {} : { ta: 'end', className: 'num', style: { whiteSpace: 'nowrap' } })}>
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
