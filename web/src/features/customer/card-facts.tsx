import type { Currency, CustomerCard } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { segmentTitle } from '../../lib/segment-names';
import { type Fact, Facts } from '../../ui/facts';
import { riskOf } from './risk';

/** What a customer is worth, how likely they are lost, and when they are expected. */
export function CardFacts({ card, currency }: { card: CustomerCard; currency: Currency }) {
  const { t } = useLanguage();
  const format = useFormat();
  return <Facts facts={facts(t, format, card, currency)} />;
}

function facts(t: Translate, format: Formatter, { figures, score }: CustomerCard, currency: Currency): Fact[] {
  const noScore = t('customer.fact.noScore');
  const asOf = (day: string | null) => (day === null ? undefined : t('state.asOf', { date: format.date(day) }));
  return [
    {
      name: t('customer.fact.value'),
      value: format.money(score?.clv_12m_minor, currency),
      note: score === null ? noScore : asOf(score.as_of),
      mark: 'value',
    },
    {
      name: t('customer.fact.risk'),
      value: score === null ? '–' : t(`customer.risk.${riskOf(score.p_alive)}`),
      note: score === null ? noScore : t('customer.fact.alive', { share: format.percent(score.p_alive, 0) }),
      mark: 'risk',
    },
    {
      name: t('customer.fact.segment'),
      value: figures?.segment === null || figures === null ? '–' : segmentTitle(t, figures.segment),
      note: figures === null ? t('customer.fact.noOrders') : asOf(figures.as_of),
      mark: 'segment',
    },
    { name: t('customer.fact.next'), ...expected(t, format, score), mark: 'next' },
  ];
}

function expected(t: Translate, format: Formatter, score: CustomerCard['score']): Pick<Fact, 'value' | 'note'> {
  const next = score?.next_order ?? null;
  if (next === null) return { value: '–', note: t('customer.fact.nextUnknown') };
  return {
    value: format.date(next.middle),
    note: t('customer.fact.nextRange', { range: format.range(format.date(next.low), format.date(next.high)) }),
  };
}
