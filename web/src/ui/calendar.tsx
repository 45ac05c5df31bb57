import { DayPicker } from '@daypicker/react';
import { DayPicker as JalaliDayPicker } from '@daypicker/persian';
import '@daypicker/react/style.css';
import './calendar.css';
import { fromLocal, toLocalNoon } from '../lib/date';
import { useFormat } from '../lib/format';
import { useLanguage } from '../lib/i18n';
import { useCalendarLocale } from './calendar-locale';

type CalendarProps = {
  value: string | undefined;
  first: string | null;
  last: string | null;
  onPick: (day: string) => void;
};

export function Calendar({ value, first, last, onPick }: CalendarProps) {
  const { language } = useLanguage();
  const format = useFormat();
  const locale = useCalendarLocale(language);
  const Picker = language === 'fa' ? JalaliDayPicker : DayPicker;
  const selected = value === undefined ? undefined : toLocalNoon(value);
  const start = first === null ? undefined : toLocalNoon(first);
  const end = last === null ? undefined : toLocalNoon(last);

  return (
    <Picker
      mode="single"
      {...(locale === undefined ? {} : { locale })}
      required={false}
      selected={selected}
      labels={{ labelDayButton: (day) => format.dateFull(fromLocal(day)) }}
      captionLayout="dropdown"
      showOutsideDays
      {...(selected === undefined ? {} : { defaultMonth: selected })}
      {...(start === undefined ? {} : { startMonth: start })}
      {...(end === undefined ? {} : { endMonth: end })}
      disabled={[...(start === undefined ? [] : [{ before: start }]), ...(end === undefined ? [] : [{ after: end }])]}
      // A second click on the chosen day chooses it again.
      onDayClick={(day, modifiers) => {
        if (modifiers['disabled'] !== true) onPick(fromLocal(day));
      }}
    />
  );
}
