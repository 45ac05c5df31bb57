import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { SavedQuery } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { addCard, type Cards, cardsMost, reportKinds } from './layout';

type CardAdderProps = { cards: Cards; queries: readonly SavedQuery[]; onAdd: (cards: Cards) => void };

/** Puts a report, the answer of a saved query or words at the end of the page. */
export function CardAdder({ cards, queries, onAdd }: CardAdderProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const [chosen, setChosen] = useState<string>(reportKinds[0]);
  const add = () => {
    const kind = reportKinds.find((one) => one === chosen);
    if (kind !== undefined) onAdd(addCard(cards, kind));
    else if (chosen === 'text') onAdd(addCard(cards, 'text'));
    else onAdd(addCard(cards, 'query', chosen));
  };
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label={t('dashboard.addWhat')}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { group: t('dashboard.reports'), items: reportKinds.map((kind) => ({ value: kind, label: t(`dashboard.kind.${kind}`) })) },
          ...(queries.length === 0 ? [] : [{ group: t('dashboard.queries'), items: queries.map(({ id, name }) => ({ value: id, label: name })) }]),
          { group: t('dashboard.words'), items: [{ value: 'text', label: t('dashboard.kind.text') }] },
        ]}
      />
      <Button variant="default" leftSection={<Plus size={15} aria-hidden />} disabled={cards.length >= cardsMost} onClick={add}>
        {t('dashboard.add')}
      </Button>
      {cards.length >= cardsMost && (
        <Text fz="sm" c="dimmed">
          {t('dashboard.full', { n: format.number(cardsMost) })}
        </Text>
      )}
    </Group>
  );
}
