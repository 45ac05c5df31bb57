import { Button, SimpleGrid, Stack } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProductDetail } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { segmentTitle } from '../../lib/segment-names';
import { type Column, DataTable } from '../../ui/data-table';
import { DownloadButton } from '../../ui/download-button';
import { type Fact, Facts } from '../../ui/facts';
import { BuyerLink } from '../../ui/figure-link';
import { Panel } from '../../ui/panel';
import { CourseChart } from './course-chart';

type Segment = ProductDetail['segments'][number];

/** `opened` are the customers of the figure that was opened. */
type ProductViewProps = { detail: ProductDetail; opened: ReactNode; pairs: ReactNode; onClose: () => void };

/** One product: its figures, its course, who buys it, what is bought with it. */
export function ProductView({ detail, opened, pairs, onClose }: ProductViewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { figures, currency, from, as_of: until } = detail;
  const facts: Fact[] = [
    {
      name: t('product.column.revenue'),
      value: format.money(figures.revenue_minor, currency),
      note: figures.before === null ? undefined : t('figure.against', { value: format.money(figures.before.revenue_minor, currency) }),
      mark: 'product-revenue',
    },
    { name: t('product.column.units'), value: format.number(figures.units) },
    { name: t('product.column.orders'), value: format.number(figures.orders) },
    {
      name: t('product.column.buyers'),
      value: (
        <BuyerLink figure="buyers" customers={figures.buyers}>
          {format.number(figures.buyers)}
        </BuyerLink>
      ),
      mark: 'buyers',
    },
    { name: t('product.column.returns'), value: format.percent(figures.return_share) },
    { name: t('product.column.soon'), value: format.percent(figures.repeat_rate_90) },
    {
      name: t('product.column.repeat'),
      value: format.percent(figures.repeat_rate),
      note: (
        <BuyerLink figure="repeat_buyers" customers={figures.repeat_buyers}>
          {t('members.count', { n: format.number(figures.repeat_buyers) }, figures.repeat_buyers)}
        </BuyerLink>
      ),
      mark: 'repeat-buyers',
    },
    { name: t('product.column.first'), value: format.percent(figures.first_share) },
    { name: t('product.column.worth'), value: format.money(figures.first_worth_minor, currency) },
  ];
  const columns: Column<Segment>[] = [
    { key: 'name', title: t('product.segment'), cell: ({ name }) => segmentTitle(t, name) },
    { key: 'buyers', title: t('product.column.buyers'), cell: (row) => buyersOf(format, row) },
    { key: 'share', title: t('product.share'), cell: (row) => format.percent(row.share) },
    { key: 'base', title: t('product.baseShare'), cell: (row) => format.percent(row.base_share) },
  ];
  const rows = () => [['segment', 'buyers', 'share', 'base_share'], ...detail.segments.map((row) => [row.name, row.buyers, row.share, row.base_share])];

  return (
    <Stack gap="md" data-product={figures.product}>
      <Panel
        title={`\u2068${figures.name === null ? figures.product : `${figures.product} ${figures.name}`}\u2069`}
        note={t('product.time', { from: format.date(from), until: format.date(until) })}
        actions={
          <Button variant="default" size="xs" leftSection={<X size={14} aria-hidden />} onClick={onClose}>
            {t('product.close')}
          </Button>
        }
      >
        <Facts facts={facts} />
      </Panel>
      {opened}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <CourseChart detail={detail} />
        <Panel
          title={t('product.segments')}
          note={t('product.segmentsNote', { date: format.date(until) })}
          actions={<DownloadButton fileName={`buyers-of-${figures.product}.csv`} rows={rows} />}
        >
          <DataTable label={t('product.segments')} rows={detail.segments} rowKey={({ name }) => name} columns={columns} />
        </Panel>
      </SimpleGrid>
      {pairs}
    </Stack>
  );
}

function buyersOf(format: Formatter, { name, buyers }: Segment) {
  return (
    <BuyerLink figure={`segment=${name}`} customers={buyers}>
      {format.number(buyers)}
    </BuyerLink>
  );
}
