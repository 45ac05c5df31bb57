import { Text } from '@mantine/core';
import type { CustomerCard } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { Panel } from '../../ui/panel';
import { type Named, NamedList, told } from './named-list';

/** What events told of a customer's visits. */
export function SeenPanel({ card: { profile } }: { card: CustomerCard }) {
  const { t } = useLanguage();
  const format = useFormat();
  if (profile === null) {
    return (
      <Panel title={t('customer.seen.title')}>
        <Text c="dimmed">{t('customer.seen.none')}</Text>
      </Panel>
    );
  }
  const entries: Named[] = [
    { name: t('customer.seen.first'), value: format.instant(profile.first_seen_at) },
    { name: t('customer.seen.last'), value: format.instant(profile.last_seen_at) },
    { name: t('customer.seen.events'), value: format.number(profile.events) },
    { name: t('customer.seen.pages'), value: format.number(profile.pages) },
    { name: t('customer.seen.referrer'), value: apart(profile.referrer) },
    ...Object.entries(profile.campaign).map(([part, value]) => ({ name: t('customer.seen.campaign', { part }), value: told(value) })),
  ];
  return (
    <Panel title={t('customer.seen.title')}>
      <NamedList entries={entries} />
    </Panel>
  );
}
