import { type DragEvent, type ReactNode, useState } from 'react';
import type { DashboardCard } from '../../api/types';
import { CardTools } from './card-tools';
import classes from './dashboards.module.css';
import { type Cards, moveBy, moveTo, widen } from './layout';
import { WhenSeen } from './when-seen';

type CardGridProps = {
  items: readonly { card: DashboardCard; name: string; body: ReactNode }[];
  /** Present while the page is arranged. */
  editing?: { onChange: (cards: Cards) => void; onRemove: (card: DashboardCard, at: number) => void } | undefined;
};

const usualHeight = 320;

/** The cards in their order; arranged by their handles or by their menus. */
export function CardGrid({ items, editing }: CardGridProps) {
  const cards = items.map(({ card }) => card);
  const [moved, setMoved] = useState<string>();
  const [over, setOver] = useState<string>();

  const drag = (event: DragEvent, id: string) => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', id);
    setMoved(id);
  };
  const end = () => {
    setMoved(undefined);
    setOver(undefined);
  };

  return (
    <ul className={classes['grid']}>
      {items.map(({ card, name, body }, at) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a place to drop on; the menu does the same by keyboard
        <li
          key={card.id}
          className={classes['card']}
          data-card={card.id}
          data-kind={card.kind}
          data-width={card.width}
          data-moved={moved === card.id ? '' : undefined}
          data-over={moved !== undefined && moved !== card.id && over === card.id ? '' : undefined}
          onDragOver={(event) => {
            if (moved === undefined) return;
            event.preventDefault();
            setOver(card.id);
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (moved !== undefined) editing?.onChange(moveTo(cards, moved, card.id));
            end();
          }}
        >
          {editing !== undefined && (
            <CardTools
              card={card}
              name={name}
              place={cards.length === 1 ? 'only' : at === 0 ? 'first' : at === cards.length - 1 ? 'last' : 'between'}
              onDrag={(event) => drag(event, card.id)}
              onDragEnd={end}
              onMove={(places) => editing.onChange(moveBy(cards, card.id, places))}
              onWiden={(columns) => editing.onChange(widen(cards, card.id, columns))}
              onRemove={() => editing.onRemove(card, at)}
            />
          )}
          <div className={classes['body']}>
            {card.kind === 'text' ? body : <WhenSeen height={usualHeight}>{body}</WhenSeen>}
          </div>
        </li>
      ))}
    </ul>
  );
}
