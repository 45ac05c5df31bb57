import { Button, Group, Text } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { CustomerPage } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { pageLength } from './queries';
import type { Turn } from './roving';

type PagerProps = { list: CustomerPage; page: number; hasPrevious: boolean; onTurn: Turn };

/** Where in the list the page is, and the ways to its neighbours. */
export function Pager({ list, page, hasPrevious, onTurn }: PagerProps) {
  const { t, dir } = useLanguage();
  const format = useFormat();
  const [Back, On] = dir === 'rtl' ? [ChevronRight, ChevronLeft] : [ChevronLeft, ChevronRight];
  const first = (page - 1) * pageLength + 1;
  const shown = format.range(format.number(first), format.number(first + list.items.length - 1));
  return (
    <Group component="nav" aria-label={t('customers.pages')} justify="space-between" gap="sm">
      <Text fz="sm" c="dimmed" className="num">
        {t('customers.shown', { shown, total: totalText(format.number(list.total), list.total_is_exact) })}
      </Text>
      <Group gap="xs">
        <Button variant="default" size="xs" disabled={!hasPrevious} leftSection={<Back size={14} aria-hidden />} onClick={() => onTurn('previous')}>
          {t('customers.previous')}
        </Button>
        <Button variant="default" size="xs" disabled={list.next_cursor === null} rightSection={<On size={14} aria-hidden />} onClick={() => onTurn('next')}>
          {t('customers.next')}
        </Button>
      </Group>
    </Group>
  );
}

/** Counting stops somewhere: what lies beyond is a plus. */
export function totalText(total: string, exact: boolean): string {
  return exact ? total : `${total}+`;
}
