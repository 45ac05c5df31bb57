import { ActionIcon, Menu } from '@mantine/core';
import { EllipsisVertical, GripVertical } from 'lucide-react';
import type { DragEvent } from 'react';
import type { DashboardCard } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import classes from './dashboards.module.css';
import { columnsMost } from './layout';

type CardToolsProps = {
  card: DashboardCard;
  name: string;
  place: 'only' | 'first' | 'last' | 'between';
  onDrag: (event: DragEvent) => void;
  onDragEnd: () => void;
  onMove: (places: number) => void;
  onWiden: (columns: number) => void;
  onRemove: () => void;
};

/** A card's handle, and in its menu everything that the handle can do. */
export function CardTools({ card, name, place, onDrag, onDragEnd, onMove, onWiden, onRemove }: CardToolsProps) {
  const { t } = useLanguage();
  return (
    <div className={classes['tools']}>
      <span className={classes['handle']} draggable onDragStart={onDrag} onDragEnd={onDragEnd} aria-hidden data-handle={card.id}>
        <GripVertical size={16} />
      </span>
      <span className={classes['name']}>
        <bdi>{name}</bdi>
      </span>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" c="inherit" size={28} aria-label={t('dashboard.arrange', { name })}>
            <EllipsisVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={place === 'only' || place === 'first'} onClick={() => onMove(-1)}>
            {t('dashboard.earlier')}
          </Menu.Item>
          <Menu.Item disabled={place === 'only' || place === 'last'} onClick={() => onMove(1)}>
            {t('dashboard.later')}
          </Menu.Item>
          <Menu.Item disabled={card.width >= columnsMost} onClick={() => onWiden(1)}>
            {t('dashboard.wider')}
          </Menu.Item>
          <Menu.Item disabled={card.width <= 1} onClick={() => onWiden(-1)}>
            {t('dashboard.narrower')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={onRemove}>{t('dashboard.removeCard')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
