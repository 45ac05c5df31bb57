import { CloseButton, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Currency, MemberPage } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { customerCell } from '../../ui/customer-link';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { Panel } from '../../ui/panel';
import { type Counted, memberPage } from './queries';

type Row = MemberPage['items'][number];

type MemberPanelProps = {
  title: string;
  counted: Counted;
  /** How many there are: the figure that was opened. */
  count: number;
  /** The day of the report. */
  day: string;
  currency: Currency;
  fileName: string;
  /** What else is to be known of the figures. */
  notes?: readonly (string | false)[];
  /** What narrows the list further. */
  choice?: ReactNode;
  onClose: () => void;
};

/** The customers behind a figure, those who brought most first. */
export function MemberPanel({ title, counted, count, day, currency, fileName, notes = [], choice, onClose }: MemberPanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const written = (date: string | null) => (date === null ? '–' : format.date(date));
  const columns: ListColumn<Row>[] = [
    { key: 'customer', title: t('list.customer'), cell: customerCell, csv: (row) => row.customer_key },
    {
      key: 'revenue',
      title: t('members.column.revenue'),
      cell: (row) => format.money(row.revenue_minor, currency),
      csv: (row) => toDecimalText(row.revenue_minor, currency.digits),
    },
    { key: 'orders', title: t('members.column.orders'), cell: (row) => format.number(row.orders), csv: (row) => row.orders },
    { key: 'first', title: t('members.column.first'), cell: (row) => written(row.first_order), csv: (row) => row.first_order },
    { key: 'last', title: t('members.column.last'), cell: (row) => written(row.last_order), csv: (row) => row.last_order },
  ];
  return (
    <Panel
      title={title}
      note={[t('members.count', { n: format.number(count) }, count), t('members.noteOf', { date: format.date(day) }), ...notes].filter(Boolean).join(' · ')}
      actions={
        <Group gap="xs" align="flex-end">
          {choice}
          <CloseButton aria-label={t('members.close')} onClick={onClose} />
        </Group>
      }
    >
      <div data-members={count}>
        <PagedTable
          label={title}
          listKey={['members', counted]}
          fetchPage={(cursor, limit, signal) => memberPage(counted, { cursor, limit }, signal)}
          rowKey={(row) => row.customer_key}
          columns={columns}
          fileName={fileName}
          empty={t('members.none')}
        />
      </div>
    </Panel>
  );
}
