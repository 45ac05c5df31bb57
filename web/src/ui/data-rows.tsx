import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { ScrollBox } from './scroll-box';

export type DataRowsProps = { caption: string; head: readonly string[]; rows: readonly (readonly ReactNode[])[] };

/** Figures as a plain table that scrolls. */
export function DataRows({ caption, head, rows }: DataRowsProps) {
  return (
    <ScrollBox label={caption} maxHeight={320}>
      <Table fz="xs" verticalSpacing={4} stickyHeader aria-label={caption}>
        <Table.Thead>
          <Table.Tr>
            {head.map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => (
            <Table.Tr key={typeof row[0] === 'string' ? row[0] : place}>
              {row.map((value, index) => (
                <Table.Td key={head[index]} className="num">
                  {value}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
