import { Button, Group, Loader, Popover, Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { endOfPreviousMonth, yearEarlier } from '../lib/date';
import { useLanguage } from '../lib/i18n';
import type { Opening } from './opened-later';

const Calendar = lazy(async () => ({ default: (await import('./calendar')).Calendar }));

type DatePanelProps = Opening & {
  label: string;
  value: string | undefined;
  placeholder: string;
  first: string | null;
  last: string | null;
  onPick: (value: string | undefined) => void;
};

/** The calendar that a date field opens, and the days that are asked for most. */
export function DatePanel({ label, value, placeholder, first, last, onPick, target, opened, onChange }: DatePanelProps) {
  const { t } = useLanguage();
  const anchor = value ?? last;
  const presets = [
    { key: 'previousMonth', day: anchor === null ? null : endOfPreviousMonth(anchor) },
    { key: 'yearEarlier', day: anchor === null ? null : yearEarlier(anchor) },
  ] as const;
  const choose = (day: string | undefined) => {
    onPick(day);
    onChange(false);
  };

  return (
    <Popover opened={opened} onChange={(open) => (open ? undefined : onChange(false))} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p="sm" aria-label={label}>
        <Stack gap="xs">
          <Suspense fallback={<Loader size="sm" m="lg" />}>
            <Calendar value={value ?? last ?? undefined} first={first} last={last} onPick={choose} />
          </Suspense>
          <Group gap={6} maw={300}>
            {presets.map(({ key, day }) =>
              day === null || (first !== null && day < first) ? null : (
                <Button key={key} size="compact-xs" variant="default" onClick={() => choose(day)}>
                  {t(`date.${key}`)}
                </Button>
              ),
            )}
            <Button size="compact-xs" variant="default" onClick={() => choose(undefined)}>
              {placeholder}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
