import { useMediaQuery } from '@mantine/hooks';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback } from 'react';
import type { RfmMigration } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { type RfmPlace, rfmPlaces, segmentOrder } from '../../lib/segment-names';
import { Chart, type Takeaway } from '../../ui/chart';
import { tooltipRows, tooltipStyle } from '../../ui/chart-axis';
import { RfmLink, useOpenRfm } from '../../ui/figure-link';
import type { ChartPart } from '../../ui/drawing';
import { type ChartPalette, heat } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import { useScheme } from '../../ui/printing';
import { ScrollBox } from '../../ui/scroll-box';
import classes from './rfm.module.css';
import { type MigrationRow, migrationRows } from './segments';

/** Who moved where between two days. */
export function Migration({ migration }: { migration: RfmMigration }) {
  const { t } = useLanguage();
  const format = useFormat();
  const wide = useMediaQuery('(min-width: 62em)', false, { getInitialValueInEffect: false });
  const rows = migrationRows(migration);
  const dates = { from: format.date(migration.from), to: format.date(migration.to) };

  return (
    <Panel title={t('rfm.migration')} note={t('rfm.migrationNote', dates)}>
      <ScrollBox label={t('rfm.migration')}>
        <MigrationTable rows={rows} />
      </ScrollBox>
      {wide && (
        <MigrationChart
          rows={rows}
          label={t('rfm.migrationLabel', dates)}
          takeaway={{
            title: t('rfm.migration'),
            note: t('rfm.migrationNote', dates),
            file: `rfm-migration-${migration.from}-${migration.to}`,
            rows: () => [
              ['from', 'to', 'customers'],
              ...rows.flatMap((row) => row.to.map(({ name, customers }) => [t(`segment.${row.from}`), t(`segment.${name}`), customers])),
            ],
          }}
        />
      )}
    </Panel>
  );
}

function MigrationTable({ rows }: { rows: readonly MigrationRow[] }) {
  const { t } = useLanguage();
  const format = useFormat();
  const scheme = useScheme();

  return (
    <table className={classes['flows']}>
      <caption className={classes['hidden']}>{t('rfm.migrationCaption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('rfm.fromTo')}</th>
          {segmentOrder.map((name) => (
            <th key={name} scope="col">{t(`segment.${name}`)}</th>
          ))}
          <th scope="col">{t('rfm.total')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.from} data-from={row.from}>
            <th scope="row">{t(`segment.${row.from}`)}</th>
            {row.to.map(({ name, customers }) => (
              <td
                key={name}
                className="num"
                data-stays={name === row.from ? '' : undefined}
                title={customers === 0 ? undefined : format.percent(customers / row.total)}
                style={customers === 0 ? undefined : heat(customers / row.total, scheme)}
              >
                {customers > 0 && (
                  <RfmLink place={`${row.from}.${name}`} customers={customers}>
                    {format.number(customers)}
                  </RfmLink>
                )}
              </td>
            ))}
            <td className={`num ${classes['total'] ?? ''}`}>
              <RfmLink place={`${row.from}.all`} customers={row.total}>
                {format.number(row.total)}
              </RfmLink>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MigrationChart({ rows, label, takeaway }: { rows: readonly MigrationRow[]; label: string; takeaway: Takeaway }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const open = useOpenRfm();

  const build = useCallback(
    (palette: ChartPalette): EChartsCoreOption => {
      const color = (name: string) => {
        const place = segmentOrder.findIndex((segment) => segment === name);
        return place < 0 ? palette.faint : (palette.categories[place % palette.categories.length] ?? palette.faint);
      };
      const links = rows.flatMap((row) =>
        row.to
          .filter(({ customers }) => customers > 0)
          .map(({ name, customers }) => ({ source: `from ${row.from}`, target: `to ${name}`, value: customers, place: `${row.from}.${name}` })),
      );
      const reached = segmentOrder.filter((name) => links.some(({ target }) => target === `to ${name}`));
      const node = (side: 'from' | 'to', name: MigrationRow['from']) => ({
        name: `${side} ${name}`,
        place: side === 'from' ? `${name}.all` : name,
        itemStyle: { color: color(name) },
        label: {
          position: side === 'from' ? 'left' : 'right',
          formatter: format.isolate(t(`segment.${name}`)),
        },
      });
      const shown = (key: string) => {
        const found = rows.find((row) => key === `from ${row.from}`)?.from ?? reached.find((name) => key === `to ${name}`);
        return found === undefined ? '' : t(`segment.${found}`);
      };
      return {
        tooltip: {
          ...tooltipStyle(palette, language),
          formatter: ({ data, name, value }: { data: { source?: string; target?: string }; name: string; value: number }) =>
            tooltipRows(
              data.source === undefined || data.target === undefined ? shown(name) : `${shown(data.source)} ← ${shown(data.target)}`,
              [{ name: t('rfm.column.customers'), value: format.number(value) }],
            ),
        },
        series: [
          {
            type: 'sankey',
            left: 130,
            right: 130,
            top: 16,
            bottom: 12,
            nodeWidth: 12,
            nodeGap: 9,
            layoutIterations: 0,
            draggable: false,
            emphasis: { focus: 'adjacency' },
            label: { color: palette.text, fontSize: 12, textBorderWidth: 0 },
            lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
            data: [...rows.map((row) => node('from', row.from)), ...reached.map((name) => node('to', name))],
            links,
          },
        ],
      };
    },
    [rows, format, language, t],
  );

  const choose = ({ data }: ChartPart) => {
    const place = placeOf(data);
    if (place !== undefined) open?.(place);
  };
  return <Chart kind="sankey" label={label} height={460} build={build} takeaway={takeaway} onChoose={choose} />;
}

/** The place of the map that a ribbon, or an end of some, is drawn for. */
function placeOf(part: unknown): RfmPlace | undefined {
  return typeof part === 'object' && part !== null && 'place' in part ? rfmPlaces.find((place) => place === part.place) : undefined;
}
