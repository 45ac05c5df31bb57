import { ActionIcon, Group } from '@mantine/core';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useLanguage } from '../../lib/i18n';
import { moved, without } from './tree';

type PlaceButtonsProps = { list: readonly unknown[]; index: number; onChange: (next: unknown[]) => void };

/** Up, down, away. */
export function PlaceButtons({ list, index, onChange }: PlaceButtonsProps) {
  const { t } = useLanguage();
  const usual = { variant: 'subtle', color: 'gray', c: 'inherit' } as const;
  return (
    <Group gap={2} mt={22} wrap="nowrap">
      <ActionIcon {...usual} aria-label={t('form.up')} disabled={index === 0} onClick={() => onChange(moved(list, index, -1))}>
        <ArrowUp size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon {...usual} aria-label={t('form.down')} disabled={index === list.length - 1} onClick={() => onChange(moved(list, index, 1))}>
        <ArrowDown size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon {...usual} aria-label={t('form.remove')} onClick={() => onChange(without(list, index))}>
        <Trash2 size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
