import { describe, expect, it } from 'vitest';
import { addCard, cardsMost, type Cards, moveBy, moveTo, putBack, removeCard, reportKinds, widen, widths } from './layout';

const cards: Cards = ['a', 'b', 'c', 'd'].map((id) => ({ id, kind: 'months', query: null, title: null, text: null, width: 2 }));
const ids = (all: Cards) => all.map(({ id }) => id).join('');

describe('moves', () => {
  it('take a card to the place of another', () => {
    expect(ids(moveTo(cards, 'a', 'c'))).toBe('bcad');
    expect(ids(moveTo(cards, 'd', 'a'))).toBe('dabc');
    expect(moveTo(cards, 'b', 'b')).toBe(cards);
    expect(moveTo(cards, 'x', 'a')).toBe(cards);
    expect(moveTo(cards, 'a', 'x')).toBe(cards);
  });

  it('go by places and stop at the ends', () => {
    expect(ids(moveBy(cards, 'b', -1))).toBe('bacd');
    expect(ids(moveBy(cards, 'b', 1))).toBe('acbd');
    expect(moveBy(cards, 'a', -1)).toBe(cards);
    expect(moveBy(cards, 'd', 1)).toBe(cards);
  });

  it('lose and double no card, whatever is moved where', () => {
    for (const { id } of cards) for (const { id: target } of cards) expect(ids(moveTo(cards, id, target)).split('').toSorted().join('')).toBe('abcd');
  });

  it('and back are as before', () => {
    for (const { id } of cards.slice(1)) expect(ids(moveBy(moveBy(cards, id, -1), id, 1))).toBe('abcd');
  });
});

describe('widths', () => {
  it('are one to four columns', () => {
    expect(widen(cards, 'a', 1)[0]?.width).toBe(3);
    expect(widen(widen(widen(cards, 'a', 1), 'a', 1), 'a', 1)[0]?.width).toBe(4);
    expect(widen(widen(cards, 'a', -1), 'a', -1)[0]?.width).toBe(1);
    for (const kind of reportKinds) expect(widths[kind]).toBeGreaterThan(0);
  });
});

describe('cards', () => {
  it('are added with an id of their own', () => {
    let all: Cards = [];
    for (let n = 0; n < cardsMost; n += 1) all = addCard(removeCard(all, 'c2'), 'goals');
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(addCard([], 'query', 'sqy_0000000000001')).toEqual([{ id: 'c1', kind: 'query', query: 'sqy_0000000000001', title: null, text: null, width: 2 }]);
  });

  it('come back to their place after they were removed', () => {
    const card = cards[1];
    if (card === undefined) throw new Error('there is a second card');
    expect(ids(putBack(removeCard(cards, 'b'), card, 1))).toBe('abcd');
    expect(ids(putBack([], card, 7))).toBe('b');
    expect(putBack(cards, card, 1)).toBe(cards);
  });
});
