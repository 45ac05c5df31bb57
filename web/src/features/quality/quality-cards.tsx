import { Anchor, SimpleGrid, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { QualityReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import classes from './quality.module.css';
import { invalidContacts, lateEvents, share } from './shares';

type CardProps = { name: string; figure: string; note: string; todo: ReactNode; isBad: boolean; mark: string };

/** The figures of a time, each with what they are of and what to do about them. */
export function QualityCards({ report }: { report: QualityReport }) {
  const { t } = useLanguage();
  const format = useFormat();
  const { totals, set_aside: setAside, alarms_open: alarms } = report;
  const { events, without_customer: without, late, contacts, refused } = totals;
  const { invalid, all } = invalidContacts(contacts);
  const aside = setAside.reduce((sum, { events: count }) => sum + count, 0);
  const ofAll = (part: number, whole: number) => t('quality.ofAll', { part: format.number(part), whole: format.number(whole) });
  const cards: CardProps[] = [
    { mark: 'alarms', name: t('quality.card.alarms'), figure: format.number(alarms), note: t('quality.card.alarmsNote'), todo: t('quality.todo.alarms'), isBad: alarms > 0 },
    { mark: 'late', name: t('quality.card.late'), figure: format.percent(late.share), note: ofAll(lateEvents(late), events), todo: t('quality.todo.late'), isBad: late.share > 0.01 },
    {
      mark: 'contacts',
      name: t('quality.card.contacts'),
      figure: format.percent(share(invalid, all)),
      note: ofAll(invalid, all),
      todo: t('quality.todo.contacts'),
      isBad: (share(invalid, all) ?? 0) > 0.01,
    },
    {
      mark: 'orders',
      name: t('quality.card.orders'),
      figure: format.percent(share(without.orders, without.orders_total)),
      note: ofAll(without.orders, without.orders_total),
      todo: t('quality.todo.orders'),
      isBad: (share(without.orders, without.orders_total) ?? 0) > 0.05,
    },
    {
      mark: 'anonymous',
      name: t('quality.card.anonymous'),
      figure: format.percent(share(without.events, events)),
      note: ofAll(without.events, events),
      todo: t('quality.todo.anonymous'),
      isBad: false,
    },
    { mark: 'refused', name: t('quality.card.refused'), figure: format.number(refused), note: t('quality.card.refusedNote'), todo: sources(t('quality.todo.refused')), isBad: refused > 0 },
    { mark: 'aside', name: t('quality.card.aside'), figure: format.number(aside), note: setAside.map(({ consumer }) => consumer).join(', ') || t('quality.card.asideNone'), todo: t('quality.todo.aside'), isBad: aside > 0 },
  ];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      {cards.map((card) => (
        <Card key={card.mark} {...card} />
      ))}
    </SimpleGrid>
  );
}

function sources(text: string) {
  return (
    <Anchor fz="xs" underline="always" renderRoot={(props) => <Link {...props} to="/sources" />}>
      {text}
    </Anchor>
  );
}

function Card({ name, figure, note, todo, isBad, mark }: CardProps) {
  return (
    <div className={classes['card']} data-quality={mark}>
      <Text component="h3" fz="sm" fw={500} c="dimmed" m={0}>
        {name}
      </Text>
      <Text fz={22} fw={650} lh={1.3} className="num" {...(isBad ? { c: 'var(--bad)' } : {})}>
        {figure}
      </Text>
      <Text fz="xs" c="dimmed" className="num">
        {note}
      </Text>
      {isBad && (
        <Text fz="xs" mt={4} component="div">
          {todo}
        </Text>
      )}
    </div>
  );
}
