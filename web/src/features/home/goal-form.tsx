import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Currency, GoalMetric, GoalResult } from '../../api/types';
import { useFormat } from '../../lib/format';
import { type Language, languages, useLanguage } from '../../lib/i18n';
import { parseTyped, toDecimalText } from '../../lib/money';
import { localDigits } from '../../lib/typed';
import { failureText } from '../../ui/failure-text';
import { goalUnit, monthsFrom } from './figures';
import { baseKey, removeGoal, setGoal } from './queries';

type GoalFormProps = {
  metric: GoalMetric;
  name: string;
  /** The month that the page shows; a goal can be set for it and the three after it. */
  month: string;
  currency: Currency;
  goals: readonly GoalResult[];
  onDone: () => void;
};

export function GoalForm({ metric, name, month, currency, goals, onDone }: GoalFormProps) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState(month);
  const goal = goals.find((candidate) => candidate.month === chosen);
  const [typed, setTyped] = useState<string>();
  const [refused, setRefused] = useState(false);

  const settle = {
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: baseKey });
      onDone();
    },
  };
  const save = useMutation({ mutationFn: setGoal, ...settle });
  const remove = useMutation({ mutationFn: removeGoal, ...settle });
  const failed = save.error ?? remove.error;
  const text = typed ?? (goal === undefined ? '' : targetText(metric, goal.target, currency, language));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const target = parseTarget(metric, text, currency, language);
    setRefused(target === null);
    if (target !== null) save.mutate({ metric, month: chosen, target });
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <Text fw={600}>{t('goal.title', { name })}</Text>
        <NativeSelect
          label={t('goal.month')}
          value={chosen}
          onChange={(event) => {
            setChosen(event.currentTarget.value);
            setTyped(undefined);
          }}
          data={monthsFrom(month, 4).map((value) => ({ value, label: format.month(value) }))}
        />
        <TextInput
          label={t('goal.target')}
          inputMode="decimal"
          dir="ltr"
          data-autofocus
          value={text}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setRefused(false);
          }}
          error={refused ? t('goal.refused') : undefined}
          rightSection={<Text fz="xs" c="dimmed">{unitText(metric, currency)}</Text>}
          rightSectionWidth={44}
        />
        {failed !== null && (
          <Text role="alert" fz="xs" c="var(--bad)">
            {failureText(t, failed)}
          </Text>
        )}
        <Group gap="xs" mt={4}>
          <Button type="submit" size="xs" loading={save.isPending}>
            {t('goal.save')}
          </Button>
          {goal !== undefined && (
            <Button
              variant="default"
              size="xs"
              loading={remove.isPending}
              onClick={() => remove.mutate({ metric, month: chosen })}
            >
              {t('goal.remove')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function unitText(metric: GoalMetric, currency: Currency): string {
  const unit = goalUnit(metric);
  if (unit === 'money') return currency.code;
  return unit === 'percent' ? '%' : '';
}

/** What was typed (major units, per cent) as the server keeps it (minor units, ratio). */
export function parseTarget(metric: GoalMetric, text: string, currency: Currency, language: Language): number | null {
  const typed = parseTyped(text.trim(), languages[language].decimal);
  if (typed === null || typed <= 0) return null;
  const unit = goalUnit(metric);
  if (unit === 'money') return Math.round(typed * 10 ** currency.digits);
  if (unit === 'percent') return typed > 100 ? null : typed / 100;
  return Number.isInteger(typed) ? typed : null;
}

function targetText(metric: GoalMetric, target: number, currency: Currency, language: Language): string {
  const unit = goalUnit(metric);
  const plain =
    unit === 'money'
      ? toDecimalText(target, currency.digits).replace(/\.0+$/, '')
      : String(unit === 'percent' ? Number((target * 100).toFixed(4)) : target);
  return localDigits(plain, language);
}
