import { Button, Skeleton, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { Currency, CustomerOrder } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import { ScrollBox } from '../../ui/scroll-box';
import classes from './customer.module.css';
import { ordersQuery } from './queries';

type OrderListProps = { id: string; currency: Currency };

/** The orders of a customer, the latest first, each with its lines. */
export function OrderList({ id, currency }: OrderListProps) {
  const { t } = useLanguage();
  const query = useInfiniteQuery(ordersQuery(id));
  const orders = query.data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={t('customer.orders.title')}>
      <FailureLine error={query.error} />
      {orders === undefined && query.error === null && <Skeleton h={360} role="status" aria-label={t('state.loading')} />}
      {orders !== undefined && orders.length === 0 && <Text c="dimmed">{t('customer.orders.none')}</Text>}
      {orders !== undefined && orders.length > 0 && (
        <ul className={classes['orders']}>
          {orders.map((order) => (
            <Order key={`${order.order} ${order.at}`} order={order} currency={currency} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button variant="default" size="xs" mt="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('state.more')}
        </Button>
      )}
    </Panel>
  );
}

function Order({ order, currency }: { order: CustomerOrder; currency: Currency }) {
  const { t } = useLanguage();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <li data-order={order.order}>
      <button type="button" className={classes['order']} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="num">{format.date(order.day)}</span>
        <bdi className={classes['grow']}>{order.order}</bdi>
        {order.channel !== null && (
          <Text span fz="xs" c="dimmed">
            <bdi>{order.channel}</bdi>
          </Text>
        )}
        <Text span fz="xs" c="dimmed" className="num">
          {t('customer.orders.lines', { n: format.number(order.lines_total) }, order.lines_total)}
        </Text>
        <b className="num">{format.money(order.revenue_minor, currency)}</b>
      </button>
      {open && <Lines order={order} currency={currency} />}
    </li>
  );
}

function Lines({ order, currency }: { order: CustomerOrder; currency: Currency }) {
  const { t } = useLanguage();
  const format = useFormat();
  const label = t('customer.orders.linesOf', { order: `\u2068${order.order}\u2069` });
  const more = order.lines_total - order.lines.length;
  return (
    <ScrollBox label={label}>
      <Table fz="xs" verticalSpacing={4} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('customer.orders.product')}</Table.Th>
            <Table.Th ta="end">{t('customer.orders.quantity')}</Table.Th>
            <Table.Th ta="end">{t('customer.orders.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {order.lines.map((line, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the same product may be in an order twice, and lines never move
            <Fragment key={index}>
              <Table.Tr>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <bdi>{line.name ?? line.product ?? '–'}</bdi>
                  {line.is_return && ` · ${t('customer.orders.return')}`}
                </Table.Td>
                <Table.Td ta="end" className="num">
                  {format.short(line.quantity)}
                </Table.Td>
                <Table.Td ta="end" className="num">
                  {format.money(line.amount_minor, currency)}
                </Table.Td>
              </Table.Tr>
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
      {more > 0 && (
        <Text fz="xs" c="dimmed">
          {t('customer.orders.moreLines', { n: format.number(more) }, more)}
        </Text>
      )}
    </ScrollBox>
  );
}
