import { Group, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { Model } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart, type Takeaway } from '../../ui/chart';
import { axisStyle, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { plainLine } from '../../ui/chart-parts';
import { DataDetails } from '../../ui/data-details';
import { Legend, type LegendItem } from '../../ui/legend';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import { type Candidate, candidateKey, candidateName, chosenCandidate } from './model-names';
import { type Track, trackPoints } from './tracking';

type TrackingChartProps = {
  model: Model;
  track: Track;
  candidate: string | undefined;
  onTrack: (track: Track) => void;
  onCandidate: (key: string | undefined) => void;
};

/** Orders that were forecast for the held-out days, and those that were made. */
export function TrackingChart({ model, track, candidate: key, onTrack, onCandidate }: TrackingChartProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { comparison } = model;
  const tried = comparison.candidates.filter(({ holdout }) => holdout !== null);
  const chosen = chosenCandidate(model);
  const shown = tried.find((candidate) => candidateKey(candidate) === key) ?? chosen;
  const { fitted_until: fittedUntil } = comparison;

  if (shown === undefined || shown.holdout === null || fittedUntil === null) {
    return (
      <Panel title={t('value.track.title')}>
        <Text c="dimmed">{t('value.track.none')}</Text>
      </Panel>
    );
  }
  const { holdout } = shown;
  const points = trackPoints(holdout.tracking, track);
  const head = [t('value.track.until'), t('value.track.forecast'), t('value.track.actual')];
  const range = `\u2066${format.number(holdout.orders.low)} – ${format.number(holdout.orders.high)}\u2069`;
  const sentence = t('value.track.sentence', {
    name: candidateName(t, shown),
    forecast: format.number(holdout.orders.mean),
    range,
    actual: format.number(comparison.actual_orders),
    error: format.change(holdout.error),
  });
  const legend: LegendItem[] = [
    { name: t('value.track.actual'), color: 'second' },
    { name: t('value.track.forecast'), color: 'first', dashed: true },
    ...(track === 'cumulative' ? [{ name: t('value.track.interval'), color: 'band' } as const] : []),
    { name: t('value.track.edge', { date: format.date(fittedUntil) }), color: 'faint' },
  ];
  const file = `forecast-${candidateKey(shown)}-${track}-${comparison.until}`;
  const rows = () => [head, ...points.map((point) => [point.until, Number(point.forecast.toFixed(3)), point.actual])];
  return (
    <Panel
      title={t('value.track.title')}
      note={t('value.track.note', { until: format.date(fittedUntil), days: format.number(comparison.holdout_days) }, comparison.holdout_days)}
      actions={
        <Group gap="xs">
          <NativeSelect
            size="xs"
            aria-label={t('value.track.candidate')}
            value={candidateKey(shown)}
            data={tried.map((candidate) => ({ value: candidateKey(candidate), label: candidateName(t, candidate) }))}
            onChange={(event) => {
              const next = event.currentTarget.value;
              onCandidate(chosen !== undefined && next === candidateKey(chosen) ? undefined : next);
            }}
          />
          <SegmentedControl
            size="xs"
            bg="var(--track)"
            aria-label={t('value.track.form')}
            value={track}
            onChange={(value) => onTrack(value === 'period' ? value : 'cumulative')}
            data={[
              { value: 'cumulative', label: t('value.track.cumulative') },
              { value: 'period', label: t('value.track.period') },
            ]}
          />
        </Group>
      }
    >
      <Text fz="sm" mb={6} data-track={candidateKey(shown)}>
        {sentence}
      </Text>
      <Legend items={legend} />
      <Plot holdout={holdout} points={points} track={track} fittedUntil={fittedUntil} takeaway={{ title: t('value.track.title'), note: sentence, file, legend, rows }} />
      <DataDetails
        caption={t('value.track.title')}
        head={head}
        rows={points.map((point) => [format.date(point.until), format.number(point.forecast), format.number(point.actual)])}
      />
    </Panel>
  );
}

type PlotProps = {
  holdout: NonNullable<Candidate['holdout']>;
  points: ReturnType<typeof trackPoints>;
  track: Track;
  fittedUntil: string;
  takeaway: Takeaway;
};

function Plot({ holdout, points, track, fittedUntil, takeaway }: PlotProps) {
  const { t, language } = useLanguage();
  const format = useFormat();

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const style = axisStyle(palette);
      const cumulative = track === 'cumulative';
      // Everything begins where the data that the model learned from end.
      const days = [fittedUntil, ...points.map(({ until }) => until)];
      const start = cumulative ? 0 : null;
      const last = days.length - 1;
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (items: { dataIndex: number }[]) => {
            const point = points[(items[0]?.dataIndex ?? 0) - 1];
            if (point === undefined) return tooltipRows(t('value.track.edge', { date: format.date(fittedUntil) }), []);
            return tooltipRows(t('value.track.untilDay', { date: format.date(point.until) }), [
              { name: t('value.track.forecast'), value: format.number(point.forecast) },
              { name: t('value.track.actual'), value: format.number(point.actual) },
            ]);
          },
        },
        grid: { left: 64, right: 18, top: 30, bottom: 28 },
        xAxis: {
          type: 'category',
          boundaryGap: false,
          data: days.map((day) => format.isolate(format.date(day))),
          ...style,
          axisLabel: { ...style.axisLabel, hideOverlap: true },
        },
        yAxis: [
          {
            type: 'value',
            ...style,
            name: format.isolate(t(cumulative ? 'value.axis.cumulative' : 'value.axis.orders')),
            nameTextStyle: { ...style.nameTextStyle, align: 'left', padding: [0, 0, 0, -56] },
            axisLabel: { ...style.axisLabel, formatter: (value: number) => format.isolate(format.compact(value)) },
          },
          { type: 'value', min: 0, max: 1, show: false },
        ],
        series: [
          ...(cumulative
            ? [
                {
                  type: 'line',
                  symbol: 'rect',
                  symbolSize: [14, 2],
                  silent: true,
                  z: 1,
                  lineStyle: { color: palette.first, width: 8, opacity: 0.35, cap: 'butt' },
                  itemStyle: { color: palette.first },
                  data: [[last, holdout.orders.low], [last, holdout.orders.high]],
                },
              ]
            : []),
          { ...plainLine(palette.second), data: [start, ...points.map(({ actual }) => actual)] },
          { ...plainLine(palette.first, true), data: [start, ...points.map(({ forecast }) => forecast)] },
          { ...plainLine(palette.faint), yAxisIndex: 1, silent: true, data: [[0, 0], [0, 1]] },
        ],
      };
    },
    [holdout, points, track, fittedUntil, format, language, t],
  );

  return <Chart label={t('value.track.label')} height={300} build={build} takeaway={takeaway} />;
}
