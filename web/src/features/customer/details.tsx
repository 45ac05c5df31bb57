import { SimpleGrid, Text } from '@mantine/core';
import type { CustomerCard } from '../../api/types';
import { type Translate, useLanguage } from '../../lib/i18n';
import { Copied } from '../../ui/copy-text';
import { Panel } from '../../ui/panel';
import { AnswerPanel } from './answer-panel';
import { type Named, NamedList, told } from './named-list';

/** By what else a customer is known, what they agreed to, and what was told of them. */
export function Details({ card }: { card: CustomerCard }) {
  const { t } = useLanguage();
  const { profile } = card;
  const traits = { ...card.attributes, ...profile?.traits };
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Listed title={t('customer.identifiers.title')} none={t('customer.identifiers.none')} entries={identifiers(t, card)} />
      <Listed
        title={t('customer.consents.title')}
        none={t('customer.consents.none')}
        entries={Object.entries(profile?.consents ?? {}).map(([name, value]) => ({ name, value: consent(t, value) }))}
      />
      <Listed
        title={t('customer.traits.title')}
        none={t('customer.traits.none')}
        entries={Object.entries(traits).map(([name, value]) => ({ name, value: told(value) }))}
      />
      <AnswerPanel id={card.id} />
    </SimpleGrid>
  );
}

function Listed({ title, none, entries }: { title: string; none: string; entries: readonly Named[] }) {
  return <Panel title={title}>{entries.length === 0 ? <Text c="dimmed">{none}</Text> : <NamedList entries={entries} />}</Panel>;
}

const kinds = ['email', 'phone', 'user_id', 'anonymous_id'] as const;

/** Several of one kind stand below each other. */
function identifiers(t: Translate, { identifiers: all }: CustomerCard): Named[] {
  return [...new Set(all.map(({ kind }) => kind))].map((kind) => {
    const known = kinds.find((candidate) => candidate === kind);
    const name = known === undefined ? kind : t(`customer.identifiers.${known}`);
    const same = all.filter((identifier) => identifier.kind === kind);
    return { name, value: same.map(({ value }) => <Copied key={value} text={value} label={t('customer.identifiers.copy', { name })} />) };
  });
}

/** What was answered to a purpose, as it was told. */
function consent(t: Translate, value: unknown) {
  if (value === true) return t('customer.consents.yes');
  if (value === false) return t('customer.consents.no');
  return told(value);
}
