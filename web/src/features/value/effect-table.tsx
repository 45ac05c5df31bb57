import { Stack, Text } from '@mantine/core';
import type { Model } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type Column, DataTable } from '../../ui/data-table';
import { covariateName } from './model-names';

type Covariate = Model['covariates'][number];
type Level = Covariate['levels'][number];

/** By how much customers of one country, channel or first product buy more often than those of another; and what could not be told. */
export function EffectTable({ model }: { model: Model }) {
  const { t } = useLanguage();
  return (
    <>
      {model.covariates.map((covariate) => (
        <CovariateTable key={covariate.name} covariate={covariate} />
      ))}
      {model.comparison.covariates_left_out.map(({ name, reason }) => (
        <Text key={name} fz="sm" c="dimmed">
          {t('covariates.leftOut', { name: covariateName(t, name), reason: `\u2068${reason}\u2069` })}
        </Text>
      ))}
    </>
  );
}

function CovariateTable({ covariate }: { covariate: Covariate }) {
  const { t } = useLanguage();
  const format = useFormat();
  const name = ({ level }: Level): string => {
    if (level === null) return t('covariates.others', { n: format.number(covariate.gathered) }, covariate.gathered);
    return level === 'unknown' ? t('value.unknown') : `\u2068${level}\u2069`;
  };
  const [base] = covariate.levels;
  const columns: Column<Level>[] = [
    { key: 'level', title: covariateName(t, covariate.name), cell: name },
    { key: 'customers', title: t('covariates.number'), cell: ({ customers }) => format.number(customers) },
    { key: 'times', title: t('covariates.times'), cell: ({ rate_ratio: ratio }) => format.number(ratio.mean, 2) },
    {
      key: 'range',
      title: t('covariates.range'),
      cell: ({ standard_error: error, rate_ratio: { low, high } }) =>
        error === null ? t('covariates.base') : `\u2066${format.number(low, 2)} – ${format.number(high, 2)}\u2069`,
    },
  ];
  const label = `${t('covariates.title')}: ${covariateName(t, covariate.name)}`;
  return (
    <details>
      <summary>{label}</summary>
      <Stack gap="xs" mt="xs">
        <DataTable label={label} rows={covariate.levels} rowKey={({ level }) => level ?? 'others'} columns={columns} />
        <Text fz="xs" c="dimmed">
          {t('covariates.note', { base: base === undefined ? '' : name(base) })}
        </Text>
      </Stack>
    </details>
  );
}
