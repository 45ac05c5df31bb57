import { NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { FailureLine } from '../../ui/failure-line';
import { type Draft, monies, periods } from './draft';
import { sharedQueries } from './queries';

type SubjectFieldsProps = { draft: Draft; onChange: (part: Partial<Draft>) => void };

const monthChoices = [3, 6, 12, 24, 36, 60];
const dayChoices = [1, 7, 14, 30, 90, 180, 365];

/** The usual numbers, and the one that is chosen. */
function choices(usual: readonly number[], chosen: number): number[] {
  return [...new Set([...usual, chosen])].toSorted((one, other) => one - other);
}

/** What the chosen report leaves open. */
export function SubjectFields({ draft, onChange }: SubjectFieldsProps) {
  const { t } = useLanguage();
  const format = useFormat();
  switch (draft.report) {
    case 'base':
      return (
        <NativeSelect
          label={t('schedule.span')}
          value={draft.months}
          data={choices(monthChoices, draft.months).map((n) => ({ value: String(n), label: t('schedule.months', { n: format.number(n) }, n) }))}
          onChange={(event) => onChange({ months: Number(event.currentTarget.value) })}
        />
      );
    case 'products':
      return (
        <NativeSelect
          label={t('schedule.span')}
          value={draft.days}
          data={choices(dayChoices, draft.days).map((n) => ({ value: String(n), label: t('schedule.days', { n: format.number(n) }, n) }))}
          onChange={(event) => onChange({ days: Number(event.currentTarget.value) })}
        />
      );
    case 'rfm':
      return <MoneyField draft={draft} onChange={onChange} />;
    case 'cohorts':
      return (
        <>
          <NativeSelect
            label={t('schedule.period')}
            value={draft.by}
            data={periods.map((value) => ({ value, label: t(`schedule.by.${value}`) }))}
            onChange={(event) => onChange({ by: periods.find((one) => one === event.currentTarget.value) ?? draft.by })}
          />
          <MoneyField draft={draft} onChange={onChange} />
        </>
      );
    case 'query':
      return <QueryField draft={draft} onChange={onChange} />;
    default:
      return null;
  }
}

function MoneyField({ draft, onChange }: SubjectFieldsProps) {
  const { t } = useLanguage();
  return (
    <NativeSelect
      label={t('schedule.money')}
      value={draft.money}
      data={monies.map((value) => ({ value, label: t(`schedule.monies.${value}`) }))}
      onChange={(event) => onChange({ money: monies.find((one) => one === event.currentTarget.value) ?? draft.money })}
    />
  );
}

function QueryField({ draft, onChange }: SubjectFieldsProps) {
  const { t } = useLanguage();
  const { data: queries, error } = useQuery(sharedQueries());
  if (error !== null) return <FailureLine error={error} />;
  if (queries?.length === 0) return <Text fz="sm">{t('schedule.noQueries')}</Text>;
  return (
    <NativeSelect
      label={t('schedule.query')}
      required
      value={queries?.some(({ id }) => id === draft.query) === true ? draft.query : ''}
      data={[{ value: '', label: t('schedule.choose') }, ...(queries ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(event) => onChange({ query: event.currentTarget.value })}
    />
  );
}
