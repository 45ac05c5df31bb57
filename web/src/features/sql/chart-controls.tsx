import { Group, NativeSelect, SegmentedControl } from '@mantine/core';
import { useLanguage } from '../../lib/i18n';
import type { Answer } from './answer';
import { type Chart, chartKinds, drawable, seriesMost } from './chart-guess';

type ChartControlsProps = { answer: Answer; chart: Chart; onChange: (chart: Chart) => void };

/** In which form an answer is shown, and of which columns. */
export function ChartControls({ answer, chart, onChange }: ChartControlsProps) {
  const { t } = useLanguage();
  const numbers = drawable(answer);
  const isPlot = chart.kind === 'line' || chart.kind === 'bar';
  return (
    <Group gap="sm" align="flex-end" mb="sm">
      <SegmentedControl
        size="xs"
        bg="var(--track)"
        aria-label={t('sql.shownAs')}
        value={chart.kind}
        data={chartKinds.map((kind) => ({ value: kind, label: t(`sql.view.${kind}`), disabled: kind !== 'table' && numbers.length === 0 }))}
        onChange={(value) => {
          const kind = chartKinds.find((one) => one === value);
          if (kind !== undefined) onChange({ ...chart, kind });
        }}
      />
      {isPlot && (
        <NativeSelect size="xs" label={t('sql.x')} value={chart.x ?? ''} data={answer.columns.map(({ name }) => name)} onChange={({ currentTarget: { value } }) => onChange({ ...chart, x: value })} />
      )}
      {chart.kind !== 'table' && (
        <NativeSelect
          size="xs"
          label={t('sql.y')}
          value={chart.y[0] ?? ''}
          data={numbers}
          onChange={({ currentTarget: { value } }) => onChange({ ...chart, y: [value, ...chart.y.slice(1).filter((name) => name !== value)] })}
        />
      )}
      {isPlot && numbers.length > 1 && seriesMost > 1 && (
        <NativeSelect
          size="xs"
          label={t('sql.y2')}
          value={chart.y[1] ?? ''}
          data={[{ value: '', label: t('sql.nothing') }, ...numbers.filter((name) => name !== chart.y[0]).map((name) => ({ value: name, label: name }))]}
          onChange={({ currentTarget: { value } }) => onChange({ ...chart, y: [...chart.y.slice(0, 1), ...(value === '' ? [] : [value])] })}
        />
      )}
    </Group>
  );
}
