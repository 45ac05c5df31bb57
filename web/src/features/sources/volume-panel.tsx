import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { Source, VolumeList } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Chart, type Takeaway } from '../../ui/chart';
import { timeAxes, tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { failureText } from '../../ui/failure-text';
import type { ChartPalette } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import { volumesQuery } from './queries';

const height = 200;

/** How many events came by the hour in the last week, and how many of them were refused. */
export function VolumePanel({ source }: { source: Source }) {
  const { t } = useLanguage();
  const { data: hours, error } = useQuery(volumesQuery(source.id));
  const rows = () => [
    [t('source.hour'), t('source.accepted'), t('source.duplicate'), t('source.refused')],
    ...(hours ?? []).map((hour) => [hour.hour, hour.accepted, hour.duplicate, hour.refused]),
  ];
  return (
    <Panel title={t('source.volumes')} note={t('source.volumesNote')}>
      {error !== null && <Text role="alert">{failureText(t, error)}</Text>}
      {hours === undefined && error === null && <Skeleton h={height} />}
      {hours !== undefined && (hours.length === 0 ? <Text c="dimmed">{t('source.nothingYet')}</Text> : <VolumeChart hours={hours} takeaway={{ title: t('source.volumes'), note: t('source.volumesNote'), file: `events-${source.id}`, rows }} />)}
    </Panel>
  );
}

function VolumeChart({ hours, takeaway }: { hours: VolumeList['items']; takeaway: Takeaway }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const bars = (name: string, colour: string, value: (hour: VolumeList['items'][number]) => number) => ({
        type: 'bar',
        stack: 'all',
        name,
        barMaxWidth: 14,
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
              { name: t('source.accepted'), value: format.number(hour.accepted) },
              { name: t('source.duplicate'), value: format.number(hour.duplicate) },
              { name: t('source.refused'), value: format.number(hour.refused) },
            ]);
          },
        },
        ...timeAxes(palette, format, t('source.volumes')),
        series: [bars(t('source.accepted'), palette.first, (hour) => hour.accepted), bars(t('source.refused'), palette.second, (hour) => hour.refused)],
      };
    },
    [hours, format, language, t],
  );
  return <Chart label={t('source.volumesLabel')} height={height} build={build} takeaway={takeaway} />;
}
