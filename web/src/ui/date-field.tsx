import { Button, CloseButton, Group, Input } from '@mantine/core';
import { CalendarDays } from 'lucide-react';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { OpenedLater } from './opened-later';

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

const load = async () => (await import('./date-panel')).DatePanel;

/** Picks one day; the calendar is Jalali in Persian. Days without data can not be picked. */
export function DateField({ label, value, placeholder, first, last, onChange }: DateFieldProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const shown = value === undefined ? placeholder : format.date(value);

  const button = (
    <Button variant="default" fw={450} leftSection={<CalendarDays size={16} aria-hidden />} aria-label={`${label}: ${shown}`}>
      <span className="num">{shown}</span>
    </Button>
  );

  return (
    <Input.Wrapper label={label} labelElement="div">
      <Group gap={2} wrap="nowrap">
        <OpenedLater popup="dialog" button={button} load={load}>
          {(Panel, opening) => <Panel {...{ label, value, placeholder, first, last, ...opening }} onPick={onChange} />}
        </OpenedLater>
        {value !== undefined && (
          <CloseButton size="sm" aria-label={t('date.clear', { label })} onClick={() => onChange(undefined)} />
        )}
      </Group>
    </Input.Wrapper>
  );
}
