import { Button, Group, Stack, Text } from '@mantine/core';
import { LayoutDashboard, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Dashboard, DashboardCard, SavedQuery } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { EmptyState } from '../../ui/states';
import { ArrangeBar } from './arrange-bar';
import { CardGrid } from './card-grid';
import { change as changeCard } from './layout';
import { TextCard } from './text-card';
import { useArranging } from './use-arranging';

type DashboardViewProps = {
  dashboard: Dashboard;
  queries: readonly SavedQuery[];
  mayWrite: boolean;
  onNew: (id: string) => void;
  onRemoved: () => void;
  /** Draws what a card shows; words are drawn here. */
  draw: (card: DashboardCard) => ReactNode;
};

/** A page of cards: read by everybody, arranged by those who may. */
export function DashboardView({ dashboard, queries, mayWrite, onNew, onRemoved, draw }: DashboardViewProps) {
  const { t } = useLanguage();
  const arranging = useArranging(dashboard, onNew);
  const { draft, removed } = arranging;
  const cards = draft?.cards ?? dashboard.cards;
  const nameOf = (card: DashboardCard) => {
    if (card.kind !== 'query') return t(`dashboard.kind.${card.kind}`);
    return queries.find(({ id }) => id === card.query)?.name ?? t('dashboard.kind.query');
  };
  const bodyOf = (card: DashboardCard) => {
    if (card.kind !== 'text') return draw(card);
    const write = (text: string) => arranging.change({ cards: changeCard(cards, card.id, (one) => ({ ...one, text })) });
    return <TextCard card={card} onChange={draft === undefined ? undefined : write} />;
  };
  const begin = (
    <Button variant="default" size="xs" leftSection={<Pencil size={14} aria-hidden />} onClick={arranging.begin}>
      {t('dashboard.edit')}
    </Button>
  );

  return (
    <Stack gap="md">
      {draft !== undefined && <ArrangeBar dashboard={dashboard} draft={draft} queries={queries} arranging={arranging} onRemoved={onRemoved} />}
      {draft === undefined && cards.length > 0 && mayWrite && <Group justify="flex-end">{begin}</Group>}
      {removed !== undefined && (
        <Group gap="sm" role="status">
          <Text fz="sm">{t('dashboard.cardRemoved', { name: `\u2068${nameOf(removed)}\u2069` })}</Text>
          <Button variant="default" size="compact-sm" onClick={arranging.undo}>
            {t('dashboard.undo')}
          </Button>
        </Group>
      )}
      {cards.length === 0 && draft === undefined ? (
        <EmptyState icon={<LayoutDashboard size={28} aria-hidden />} title={t('dashboard.empty')} text={t(mayWrite ? 'dashboard.emptyText' : 'dashboard.emptyReader')} action={mayWrite ? begin : undefined} />
      ) : (
        <CardGrid
          items={cards.map((card) => ({ card, name: nameOf(card), body: bodyOf(card) }))}
          editing={draft === undefined ? undefined : { onChange: (next) => arranging.change({ cards: next }), onRemove: arranging.remove }}
        />
      )}
    </Stack>
  );
}
