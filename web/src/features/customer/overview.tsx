import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { Currency, CustomerCard } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { CartPanel } from './cart-panel';
import classes from './customer.module.css';
import { NamedList } from './named-list';
import { reasonText } from './reasons';
import { SeenPanel } from './seen-panel';

type OverviewProps = { card: CustomerCard; currency: Currency };

/** The figures of a customer, and why the score is what it is. */
export function Overview({ card, currency }: OverviewProps) {
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <FigurePanel card={card} currency={currency} />
        <ScorePanel card={card} currency={currency} />
      </SimpleGrid>
      <SeenPanel card={card} />
      <CartPanel card={card} currency={currency} />
    </Stack>
  );
}

function FigurePanel({ card: { figures }, currency }: OverviewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  if (figures === null) {
    return (
      <Panel title={t('customer.figures.title')}>
        <Text c="dimmed">{t('customer.figures.none')}</Text>
      </Panel>
    );
  }
  const gap = figures.usual_gap_days;
  const day = (value: string | null) => (value === null ? '–' : format.date(value));
  return (
    <Panel title={t('customer.figures.title')} note={figures.as_of === null ? undefined : t('state.asOf', { date: format.date(figures.as_of) })}>
      <NamedList
        entries={[
          { name: t('customer.figures.orders'), value: format.number(figures.orders) },
          { name: t('customer.figures.revenue'), value: format.money(figures.revenue_minor, currency) },
          { name: t('customer.figures.average'), value: format.money(figures.average_order_minor, currency) },
          { name: t('customer.figures.first'), value: day(figures.first_order) },
          { name: t('customer.figures.last'), value: day(figures.last_order) },
          { name: t('customer.figures.gap'), value: gap === null ? '–' : t('customer.figures.days', { n: format.number(gap) }, gap) },
          { name: t('customer.figures.rfm'), value: [figures.r, figures.f, figures.m].map((part) => format.number(part)).join(' · ') },
        ]}
      />
    </Panel>
  );
}

function ScorePanel({ card: { score, reasons }, currency }: OverviewProps) {
  const { t } = useLanguage();
  const format = useFormat();
  if (score === null) {
    return (
      <Panel title={t('customer.score.title')}>
        <Text c="dimmed">{t('customer.score.none')}</Text>
      </Panel>
    );
  }
  const value = (months: number) => t('customer.score.value', { n: format.number(months) }, months);
  return (
    <Panel title={t('customer.score.title')} note={t('state.asOf', { date: format.date(score.as_of) })}>
      {reasons.length > 0 && (
        <ul className={classes['reasons']}>
          {reasons.map((reason) => (
            <li key={reason.code}>{reasonText(t, format, reason)}</li>
          ))}
        </ul>
      )}
      <NamedList
        entries={[
          { name: t('customer.score.alive'), value: format.percent(score.p_alive) },
          { name: t('customer.score.orders'), value: format.number(score.expected_orders_12m, 1) },
          { name: value(12), value: format.money(score.clv_12m_minor, currency) },
          { name: value(24), value: format.money(score.clv_24m_minor, currency) },
          { name: value(36), value: format.money(score.clv_36m_minor, currency) },
        ]}
      />
    </Panel>
  );
}
