import { NativeSelect, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { SourceQuality, QualityVolumeList } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart, type Takeaway } from '../../ui/chart';
import { timeAxes, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { FailureLine } from '../../ui/failure-line';
import { Legend, type LegendItem } from '../../ui/legend';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import { volumesQuery } from './queries';

const height = 220;
const lengths = [7, 14, 28] as const;

type VolumePanelProps = { sources: readonly SourceQuality[]; source: string; onSource: (id: string) => void; days: number; onDays: (days: number) => void };

/** What a source brought by the hour beside what is usual for the hour, and the bound below which it is too little. */
export function VolumePanel({ sources, source, onSource, days, onDays }: VolumePanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { data: hours, error } = useQuery(volumesQuery(source, days));
  const rows = () => [
    [t('quality.volume.hour'), t('quality.events'), t('quality.volume.usual'), t('quality.volume.bound')],
    ...(hours ?? []).map((hour) => [hour.hour, hour.events, hour.usual, hour.bound]),
  ];
  const legend: LegendItem[] = [
    { name: t('quality.events'), color: 'band' },
    { name: t('quality.volume.usual'), color: 'first' },
    { name: t('quality.volume.bound'), color: 'second', dashed: true },
  ];
  const known = hours?.some(({ usual }) => usual !== null) ?? false;
  return (
    <Panel title={t('quality.volume.title')} note={t('quality.volume.note')}>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', marginBottom: 8 }}>
        <NativeSelect
          label={t('quality.source')}
          value={source}
          onChange={(event) => onSource(event.currentTarget.value)}
          data={sources.map(({ source: id, source_name: name }) => ({ value: id, label: name }))}
        />
        <NativeSelect
          label={t('quality.volume.length')}
          value={String(days)}
          onChange={(event) => onDays(Number(event.currentTarget.value))}
          data={lengths.map((value) => ({ value: String(value), label: t('quality.days', { n: format.number(value) }, value) }))}
        />
      </div>
      <FailureLine error={error} />
      {hours === undefined && error === null && <Skeleton h={height + 20} />}
      {hours !== undefined && (
        <>
          <Legend items={legend} />
          <VolumeChart hours={hours} takeaway={{ title: t('quality.volume.title'), file: `volumes-${source}`, legend, rows }} />
          {!known && (
            <Text fz="xs" c="dimmed">
              {t('quality.volume.unknown')}
            </Text>
          )}
        </>
      )}
    </Panel>
  );
}

function VolumeChart({ hours, takeaway }: { hours: QualityVolumeList['items']; takeaway: Takeaway }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const line = (name: string, colour: string, type: 'solid' | 'dashed', value: (hour: QualityVolumeList['items'][number]) => number | null) => ({
        type: 'line',
        name,
        showSymbol: false,
        step: 'middle',
        lineStyle: { color: colour, width: 1.5, type },
        itemStyle: { color: colour },
        data: hours.map((hour) => [Date.parse(hour.hour), value(hour)]),
      });
      return {
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette, language),
          formatter: (points: { dataIndex: number }[]) => {
            const hour = hours[points[0]?.dataIndex ?? 0];
            if (hour === undefined) return '';
            return tooltipRows(format.instant(hour.hour), [
              { name: t('quality.events'), value: format.number(hour.events) },
              { name: t('quality.volume.usual'), value: format.number(hour.usual) },
              { name: t('quality.volume.bound'), value: format.number(hour.bound) },
            ]);
          },
        },
        ...timeAxes(palette, format, t('quality.events')),
        series: [
          { type: 'bar', name: t('quality.events'), barMaxWidth: 8, itemStyle: { color: palette.band }, data: hours.map((hour) => [Date.parse(hour.hour), hour.events]) },
          line(t('quality.volume.usual'), palette.first, 'solid', (hour) => hour.usual),
          line(t('quality.volume.bound'), palette.second, 'dashed', (hour) => hour.bound),
        ],
      };
    },
    [hours, format, language, t],
  );
  return <Chart label={t('quality.volume.label')} height={height} build={build} takeaway={takeaway} />;
}
