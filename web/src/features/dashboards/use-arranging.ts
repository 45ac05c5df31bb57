import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Dashboard, DashboardCard } from '../../api/types';
import { type Cards, putBack, removeCard } from './layout';
import { dashboardsKey, makeDashboard, saveDashboard } from './queries';

/** The version is that from which arranging began: what others save meanwhile must not slip under it. */
type Draft = { name: string; description: string; shared: boolean; cards: Cards; version: number };

/** A dashboard while it is arranged: nothing is on the server before it is saved. */
export function useArranging(dashboard: Dashboard, onNew: (id: string) => void) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft>();
  const [removed, setRemoved] = useState<{ card: DashboardCard; at: number }>();
  const change = (next: Partial<Draft>) => setDraft((before) => (before === undefined ? before : { ...before, ...next }));
  const close = () => {
    setDraft(undefined);
    setRemoved(undefined);
  };

  const save = useMutation({
    mutationFn: async ({ asNew }: { asNew: boolean }) => {
      if (draft === undefined) return dashboard;
      const body = { name: draft.name, description: draft.description, is_shared: draft.shared, cards: draft.cards.map((card) => ({ ...card })) };
      return asNew ? makeDashboard(body) : saveDashboard({ id: dashboard.id, version: draft.version, body });
    },
    onSuccess: async (saved) => {
      queryClient.setQueryData([...dashboardsKey, saved.id], saved);
      close();
      await queryClient.invalidateQueries({ queryKey: dashboardsKey });
      if (saved.id !== dashboard.id) onNew(saved.id);
    },
  });

  return {
    draft,
    removed: removed?.card,
    save,
    change,
    begin: () => setDraft({ name: dashboard.name, description: dashboard.description, shared: dashboard.is_shared, cards: dashboard.cards, version: dashboard.version }),
    stop: () => {
      save.reset();
      close();
    },
    /** Takes what somebody else saved meanwhile. */
    takeTheirs: async () => {
      save.reset();
      close();
      await queryClient.invalidateQueries({ queryKey: dashboardsKey });
    },
    remove: (card: DashboardCard, at: number) => {
      if (draft === undefined) return;
      change({ cards: removeCard(draft.cards, card.id) });
      setRemoved({ card, at });
    },
    undo: () => {
      if (draft === undefined || removed === undefined) return;
      change({ cards: putBack(draft.cards, removed.card, removed.at) });
      setRemoved(undefined);
    },
  };
}
