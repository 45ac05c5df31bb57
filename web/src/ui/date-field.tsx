import { Button, CloseButton, Group, Input, Loader, Popover, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CalendarDays } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { endOfPreviousMonth, yearEarlier } from '../lib/date';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';

const Calendar = lazy(async () => ({ default: (await import('./calendar')).Calendar }));

type DateFieldProps = {
  label: string;
  value: string | undefined;
  /** Shown while no date is chosen. */
  placeholder: string;
  first: string | null;
  last: string | null;
  /** `undefined` goes back to what the placeholder says. */
  onChange: (value: string | undefined) => void;
};

/** Picks one day; the calendar is Jalali in Persian. Days without data can not be picked. */
export function DateField({ label, value, placeholder, first, last, onChange }: DateFieldProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const [opened, { close, toggle }] = useDisclosure();

  const choose = (day: string | undefined) => {
    onChange(day);
    close();
  };
  const shown = value === undefined ? placeholder : format.date(value);
  const anchor = value ?? last;
  const presets = [
    { key: 'previousMonth', day: anchor === null ? null : endOfPreviousMonth(anchor) },
    { key: 'yearEarlier', day: anchor === null ? null : yearEarlier(anchor) },
  ] as const;

  return (
    <Input.Wrapper label={label} labelElement="div">
      <Group gap={2} wrap="nowrap">
        <Popover opened={opened} onChange={(open) => (open ? undefined : close())} position="bottom-start" shadow="md" trapFocus returnFocus>
          <Popover.Target>
            <Button
              variant="default"
              fw={450}
              leftSection={<CalendarDays size={16} aria-hidden />}
              aria-label={`${label}: ${shown}`}
              onClick={toggle}
            >
              <span className="num">{shown}</span>
            </Button>
          </Popover.Target>
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
        {value !== undefined && (
          <CloseButton size="sm" aria-label={t('date.clear', { label })} onClick={() => onChange(undefined)} />
        )}
      </Group>
    </Input.Wrapper>
  );
}
