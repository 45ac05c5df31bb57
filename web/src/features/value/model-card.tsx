import { Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import type { Model } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { failureText } from '../../ui/failure-text';
import { type Fact, Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { EffectTable } from './effect-table';
import { candidateName, chosenCandidate, modelName, nextBest } from './model-names';
import { fitModel } from './queries';

type Parameter = Model['purchases'][number] & { part: 'purchases' | 'spend' };

/** Which model was taken and why, what it learned from, and what it learned. */
export function ModelCard({ model, mayFit }: { model: Model; mayFit: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  const days = { from: format.date(model.trained_from), until: format.date(model.trained_until) };
  const facts: Fact[] = [
    { name: t('value.model.kind'), value: modelName(model.kind), note: t('value.model.version', { n: format.number(model.version) }), mark: 'model' },
    { name: t('value.model.customers'), value: format.number(model.customers), note: t('value.model.repeat', { n: format.number(model.repeat_customers) }) },
    { name: t('value.model.fitted'), value: format.date(model.created_at.slice(0, 10)) },
    { name: t('value.model.likelihood'), value: format.number(model.log_likelihood, 1) },
  ];
  const rows: Parameter[] = [
    ...model.purchases.map((parameter) => ({ ...parameter, part: 'purchases' }) as const),
    ...model.spend.map((parameter) => ({ ...parameter, part: 'spend' }) as const),
  ];
  const columns: Column<Parameter>[] = [
    { key: 'name', title: t('value.parameter.name'), cell: ({ name }) => `\u2066${name}\u2069` },
    { key: 'part', title: t('value.parameter.part'), words: true, cell: ({ part }) => t(`value.parameter.${part}`) },
    { key: 'value', title: t('value.parameter.value'), cell: ({ value }) => format.short(value, 4) },
    { key: 'error', title: t('value.parameter.error'), cell: ({ standard_error: error }) => format.short(error, 4) },
  ];

  return (
    <Panel
      title={t('value.model.title')}
      note={t('value.model.window', days)}
      actions={mayFit && <FitAgain covariates={model.comparison.covariates_asked} />}
    >
      <Stack gap="sm">
        <Text fz="sm">{reasonText(t, format, model)}</Text>
        <Facts facts={facts} />
        {model.spend_refusal !== null && (
          <Text fz="sm" c="dimmed">
            {t('value.model.noSpend')}
          </Text>
        )}
        {model.season !== null && (
          <Text fz="sm" c="dimmed">
            {t('value.model.season')}
          </Text>
        )}
        <EffectTable model={model} />
        <details>
          <summary>{t('value.parameter.title')}</summary>
          <SimpleGrid cols={1} mt="xs">
            <DataTable label={t('value.parameter.title')} rows={rows} rowKey={({ part, name }) => `${part} ${name}`} columns={columns} />
            <Text fz="xs" c="dimmed">
              {t('value.parameter.note')}
            </Text>
          </SimpleGrid>
        </details>
      </Stack>
    </Panel>
  );
}

/** Why this model, in a sentence. */
export function reasonText(t: Translate, format: Formatter, model: Model): string {
  const chosen = chosenCandidate(model);
  const second = nextBest(model);
  if (chosen === undefined) return model.comparison.reason;
  const name = candidateName(t, chosen);
  if (chosen.holdout === null) return t('value.reason.short', { name });
  const figures = (candidate: typeof chosen) => ({
    error: format.change(candidate.holdout?.error),
    rmse: format.number(candidate.holdout?.rmse, 3),
  });
  const days = model.comparison.holdout_days;
  const own = { name, days: format.number(days), ...figures(chosen) };
  if (second === undefined) return t('value.reason.only', own, days);
  const other = figures(second);
  return t('value.reason.best', { ...own, second: candidateName(t, second), secondError: other.error, secondRmse: other.rmse }, days);
}

function FitAgain({ covariates }: { covariates: readonly string[] }) {
  const { t } = useLanguage();
  const queryClient = useQueryClient();
  const fit = useMutation({ mutationFn: () => fitModel(covariates), onSuccess: () => queryClient.invalidateQueries() });
  return (
    <Stack gap={4} align="flex-end">
      <Button
        variant="default"
        size="xs"
        loading={fit.isPending}
        leftSection={<RefreshCw size={14} aria-hidden />}
        onClick={() => fit.mutate()}
      >
        {t('value.fitAgain')}
      </Button>
      {fit.isError && (
        <Text role="alert" fz="xs" c="var(--bad)" maw={320}>
          {failureText(t, fit.error)}
        </Text>
      )}
    </Stack>
  );
}
