import type { CardKind, DashboardCard } from '../../api/types';

export type Cards = readonly DashboardCard[];

/** Columns of the page, and the most cards that the server keeps. */
export const columnsMost = 4;
export const cardsMost = 40;

/** What can be put on a dashboard, and how wide it begins. */
export const widths = {
  query: 2,
  text: 2,
  money_figures: 4,
  customer_figures: 4,
  months: 2,
  survival: 2,
  goals: 2,
  rfm_map: 2,
  rfm_segments: 4,
  cohorts: 4,
  value: 4,
  concentration: 2,
} as const satisfies Record<CardKind, number>;

/** The kinds that are reports: what is left to add besides queries and words. */
export const reportKinds = ['money_figures', 'customer_figures', 'months', 'survival', 'goals', 'rfm_map', 'rfm_segments', 'cohorts', 'value', 'concentration'] as const satisfies readonly CardKind[];

/** An id that no other card of the dashboard has. */
function freshId(cards: Cards): string {
  let number = cards.length + 1;
  while (cards.some(({ id }) => id === `c${number}`)) number += 1;
  return `c${number}`;
}

export function addCard(cards: Cards, kind: CardKind, query: string | null = null): Cards {
  return [...cards, { id: freshId(cards), kind, query, title: null, text: null, width: widths[kind] }];
}

/** Moves a card to the place that another has now; the others close up. */
export function moveTo(cards: Cards, id: string, target: string): Cards {
  const from = cards.findIndex((card) => card.id === id);
  const to = cards.findIndex((card) => card.id === target);
  return moveIndex(cards, from, to);
}

/** Moves a card by so many places, as far as there are any. */
export function moveBy(cards: Cards, id: string, places: number): Cards {
  const from = cards.findIndex((card) => card.id === id);
  return moveIndex(cards, from, Math.min(cards.length - 1, Math.max(0, from + places)));
}

function moveIndex(cards: Cards, from: number, to: number): Cards {
  const card = cards[from];
  if (card === undefined || to < 0 || from === to) return cards;
  const rest = cards.toSpliced(from, 1);
  return rest.toSpliced(to, 0, card);
}

export function widen(cards: Cards, id: string, columns: number): Cards {
  return change(cards, id, (card) => ({ ...card, width: Math.min(columnsMost, Math.max(1, card.width + columns)) }));
}

export function change(cards: Cards, id: string, to: (card: DashboardCard) => DashboardCard): Cards {
  return cards.map((card) => (card.id === id ? to(card) : card));
}

export function removeCard(cards: Cards, id: string): Cards {
  return cards.filter((card) => card.id !== id);
}

/** Puts a card that was removed back to where it was. */
export function putBack(cards: Cards, card: DashboardCard, at: number): Cards {
  return cards.some(({ id }) => id === card.id) ? cards : cards.toSpliced(Math.min(at, cards.length), 0, card);
}
