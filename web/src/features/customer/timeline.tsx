import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Currency, CustomerTimelineItem } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Checks } from '../../ui/checks';
import { FailureLine } from '../../ui/failure-line';
import { Panel } from '../../ui/panel';
import classes from './customer.module.css';
import { byDay } from './days';
import { timelineQuery } from './queries';

type TimelineProps = { id: string; currency: Currency; kinds: readonly string[]; onKinds: (kinds: string[]) => void };

const names = ['order', 'return', 'form', 'page', 'event'] as const satisfies readonly CustomerTimelineItem['kind'][];

/** What happened, the latest first, day by day. */
export function Timeline({ id, currency, kinds, onKinds }: TimelineProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const query = useInfiniteQuery(timelineQuery(id));
  const all = query.data?.pages.flatMap((page) => page.items);
  const items = all?.filter((item) => kinds.length === 0 || kinds.includes(item.kind));
  return (
    <Panel title={t('customer.timeline.title')}>
      <FailureLine error={query.error} />
      {items === undefined && query.error === null && <Skeleton h={360} role="status" aria-label={t('state.loading')} />}
      {items !== undefined && (
        <Stack gap="sm">
          <Checks
            legend={t('customer.timeline.kinds')}
            note={t('customer.timeline.all')}
            options={names.map((value) => ({ value, label: t(`customer.timeline.kind.${value}`) }))}
            chosen={kinds}
            onChange={onKinds}
          />
          {items.length === 0 && <Text c="dimmed">{t('customer.timeline.none')}</Text>}
          {byDay(items).map(({ day, items: these }) => (
            <section key={day} aria-label={format.date(day)}>
              <Text component="h3" fz="xs" fw={600} c="dimmed" m={0} className="num">
                {format.date(day)}
              </Text>
              <ul className={classes['events']}>
                {these.map((item) => (
                  <Happened key={`${item.at} ${item.kind} ${item.title} ${item.url}`} item={item} currency={currency} />
                ))}
              </ul>
            </section>
          ))}
        </Stack>
      )}
      {query.hasNextPage && (
        <Button variant="default" size="xs" mt="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('state.more')}
        </Button>
      )}
    </Panel>
  );
}

function Happened({ item, currency }: { item: CustomerTimelineItem; currency: Currency }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <li data-kind={item.kind}>
      <span className="num">{format.time(item.at)}</span>
      <b>{t(`customer.timeline.kind.${item.kind}`)}</b>
      {item.title !== null && <bdi>{item.title}</bdi>}
      {item.url !== null && (
        <Text span fz="xs" c="dimmed">
          <bdi dir="ltr">{item.url}</bdi>
        </Text>
      )}
      {item.amount_minor !== null && <span className="num">{format.money(item.amount_minor, currency)}</span>}
    </li>
  );
}
