import { Text } from '@mantine/core';
import type { ProductPage } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Fact, Facts } from '../../ui/facts';
import { BuyerLink } from '../../ui/figure-link';
import { Panel } from '../../ui/panel';

/** What all products of the time add up to, beside the time to compare with. */
export function TotalsPanel({ page }: { page: ProductPage }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { totals, currency, as_of: until, from, compare_from: earlier, compare_until: earlierEnd } = page;
  const { before } = totals;
  const facts: Fact[] = [
    {
      name: t('product.fact.revenue'),
      value: format.money(totals.revenue_minor, currency),
      note: before === null ? undefined : t('figure.against', { value: format.money(before.revenue_minor, currency) }),
      mark: 'revenue',
    },
    {
      name: t('product.fact.units'),
      value: format.number(totals.units),
      note: before === null ? undefined : t('figure.against', { value: format.number(before.units) }),
    },
    { name: t('product.fact.products'), value: format.number(totals.products), mark: 'products' },
    { name: t('product.fact.orders'), value: format.number(totals.orders) },
    {
      name: t('product.fact.buyers'),
      value: (
        <BuyerLink figure="all_buyers" customers={totals.buyers}>
          {format.number(totals.buyers)}
        </BuyerLink>
      ),
      mark: 'all-buyers',
    },
    {
      name: t('product.fact.new'),
      value: (
        <BuyerLink figure="new_customers" customers={totals.new_customers}>
          {format.number(totals.new_customers)}
        </BuyerLink>
      ),
      mark: 'new-customers',
    },
  ];
  const range = from === null || until === null ? '' : t('product.time', { from: format.date(from), until: format.date(until) });
  const against = earlier === null || earlierEnd === null ? '' : ` · ${t('product.against', { from: format.date(earlier), until: format.date(earlierEnd) })}`;
  return (
    <Panel title={t('product.all')} note={`${range}${against}`}>
      <Facts facts={facts} />
      <details>
        <summary>{t('product.definitions')}</summary>
        <Text fz="sm" maw={720}>
          {t('product.definition')}
        </Text>
      </details>
    </Panel>
  );
}
