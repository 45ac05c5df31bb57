import { Table } from '@mantine/core';
import { useLanguage } from '../lib/i18n';
import { ScrollBox } from './scroll-box';

type DataDetailsProps = { caption: string; head: readonly string[]; rows: readonly (readonly string[])[] };

/** The same figures as a chart shows, as a table: for screen readers, for copying, for looking up one value. */
export function DataDetails({ caption, head, rows }: DataDetailsProps) {
  const { t } = useLanguage();
  return (
    <details>
      <summary>{t('state.asTable')}</summary>
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
            {rows.map((row) => (
              <Table.Tr key={row[0]}>
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
    </details>
  );
}
