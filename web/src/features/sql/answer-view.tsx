import { Text } from '@mantine/core';
import { useLanguage } from '../../lib/i18n';
import type { Answer } from './answer';
import type { Chart } from './chart-guess';
import { ResultChart } from './result-chart';
import { ResultTable } from './result-table';

/** An answer in the form that was chosen; `brief` is for a card among others. */
export function AnswerView({ answer, chart, label, brief = false }: { answer: Answer; chart: Chart; label: string; brief?: boolean }) {
  const { t } = useLanguage();
  if (answer.rows.length === 0) return <Text c="dimmed">{t('sql.none')}</Text>;
  if (chart.kind === 'table') return <ResultTable key={answer.columns.map(({ name }) => name).join()} answer={answer} label={label} brief={brief} />;
  return <ResultChart answer={answer} chart={chart} title={label} {...(brief ? { height: 260 } : {})} />;
}
