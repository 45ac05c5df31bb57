import { Text } from '@mantine/core';
import type { Currency, CustomerCard, CustomerCart } from '../../api/types';
import { useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';

/** The newest carts and what became of them. */
export function CartPanel({ card, currency }: { card: CustomerCard; currency: Currency }) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: Column<CustomerCart>[] = [
    { key: 'changed', title: t('customer.cart.changed'), cell: (cart) => format.instant(cart.changed_at) },
    { key: 'products', title: t('customer.cart.products'), cell: (cart) => format.number(cart.products) },
    { key: 'value', title: t('customer.cart.value'), cell: (cart) => format.money(cart.value_minor, currency) },
    { key: 'state', title: t('customer.cart.state'), words: true, cell: (cart) => state(t, cart) },
    { key: 'order', title: t('customer.cart.order'), words: true, cell: (cart) => apart(cart.order) },
  ];
  return (
    <Panel title={t('customer.cart.title')}>
      {card.carts.length === 0 ? (
        <Text c="dimmed">{t('customer.cart.none')}</Text>
      ) : (
        <DataTable label={t('customer.cart.title')} rows={card.carts} rowKey={(cart) => cart.id} columns={columns} />
      )}
    </Panel>
  );
}

function state(t: Translate, { closed_at: closed, checkout_at: checkout }: CustomerCart): string {
  if (closed !== null) return t('customer.cart.ordered');
  return checkout === null ? t('customer.cart.open') : t('customer.cart.checkout');
}
