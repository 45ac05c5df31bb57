import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AcquisitionReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { typedValue } from '../../lib/typed';
import { failureText } from '../../ui/failure-text';
import { leftToRight } from '../../ui/left-to-right';
import { acquisitionKey, setSpend } from './queries';

type SpendFormProps = { months: AcquisitionReport['months']; currency: AcquisitionReport['currency'] };

const bounds = { low: 1, high: 1e14 };

/** Says what a month's new customers cost. */
export function SpendForm({ months, currency }: SpendFormProps) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const latest = months.toReversed();
  const [month, setMonth] = useState(latest.find(({ spend_minor: spend }) => spend === null)?.month ?? latest[0]?.month ?? '');
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const save = useMutation({
    mutationFn: setSpend,
    onSuccess: async () => {
      setText('');
      await queryClient.invalidateQueries({ queryKey: acquisitionKey });
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amount = typedValue(text, 'money', currency, bounds, language);
    setRefused(amount === null);
    if (amount !== null) save.mutate({ month, amount });
  };

  return (
    <form onSubmit={submit} noValidate>
      <Group gap="sm" align="flex-start">
        <NativeSelect
          label={t('acquisition.column.month')}
          value={month}
          onChange={(event) => setMonth(event.currentTarget.value)}
          data={latest.map((candidate) => ({ value: candidate.month, label: format.month(candidate.month) }))}
        />
        <TextInput
          label={t('acquisition.amount', { currency: currency.code })}
          inputMode="decimal"
          inputContainer={leftToRight}
          w={180}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setRefused(false);
          }}
          error={refused ? t('goal.refused') : undefined}
        />
        <Button type="submit" variant="default" mt={24} loading={save.isPending}>
          {t('goal.save')}
        </Button>
      </Group>
      {save.isError && (
        <Text role="alert" fz="xs" c="var(--bad)" mt={4}>
          {failureText(t, save.error)}
        </Text>
      )}
    </form>
  );
}
