import { Text } from '@mantine/core';
import type { MatrixReport } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { heat } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import { useScheme } from '../../ui/printing';
import classes from './matrix.module.css';
import { type Level, type Place, placeKey } from './queries';

type MatrixTableProps = { report: MatrixReport; date: string; place: Place | undefined; onPlace: (place: Place) => void };

const rising = ['low', 'middle', 'high'] as const satisfies readonly Level[];
const falling = rising.toReversed();

/** Three levels of value by three of risk: how many customers, what is at stake, what to do. */
export function MatrixTable({ report, date, place, onPlace }: MatrixTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const scheme = useScheme();
  const { cells, currency } = report;
  const most = Math.max(0, ...cells.map((cell) => cell.at_stake_minor));
  const chosen = place === undefined ? undefined : placeKey(place);
  const note = t('matrix.note', {
    months: t('value.months', { n: format.number(report.months) }, report.months),
    risk: riskText(t, format, report),
  });

  return (
    <Panel title={t('matrix.title')} note={`${note} · ${t('state.asOf', { date })}`}>
      <table className={classes['matrix']}>
        <caption className={classes['hidden']}>{t('matrix.caption')}</caption>
        <thead>
          <tr>
            <td className={classes['corner']} />
            {rising.map((risk) => (
              <th key={risk} scope="col">
                {t(`matrix.level.${risk}`)}
                <small>{boundsText(t, report.risk_bounds, risk, (share) => format.percent(share, 0))}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {falling.map((value) => (
            <tr key={value}>
              <th scope="row">
                {t(`matrix.value.${value}`)}
                <small>{boundsText(t, report.value_bounds_minor, value, (minor) => format.moneyCompact(minor, currency))}</small>
              </th>
              {rising.map((risk) => {
                const cell = cells.find((candidate) => candidate.value === value && candidate.risk === risk);
                if (cell === undefined) return <td key={risk} />;
                const key = placeKey({ value, risk });
                return (
                  <td key={risk} data-place={key}>
                    <button
                      type="button"
                      className={classes['cell']}
                      style={heat(most === 0 ? 0 : cell.at_stake_minor / most, scheme)}
                      aria-pressed={chosen === key}
                      data-opens={key}
                      onClick={() => onPlace({ value, risk })}
                    >
                      <span className={classes['hidden']}>{t('matrix.open', { cell: cellName(t, cell) })}</span>
                      <b className="num">{format.number(cell.customers)}</b>
                      <span className="num">{t('matrix.atStake', { amount: format.moneyCompact(cell.at_stake_minor, currency) })}</span>
                      <span>{t(`matrix.treatment.${cell.treatment}`)}</span>
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Text fz="xs" c="dimmed" mt="xs">
        {t('matrix.legend')}
      </Text>
    </Panel>
  );
}

export function riskText(t: Translate, format: Formatter, { risk, days }: MatrixReport): string {
  return risk === 'left' ? t('matrix.risk.left') : t('matrix.risk.no_order', { days: format.number(days) }, days);
}

/** A cell by its two levels. */
export function cellName(t: Translate, place: Exclude<Place, 'all'>): string {
  if (place === 'win_back') return t('matrix.fact.winBack');
  return `${t(`matrix.value.${place.value}`)} × ${t(`matrix.level.${place.risk}`)}`;
}

function boundsText(t: Translate, bounds: readonly number[] | null, level: Level, show: (bound: number) => string): string {
  const [first, second] = bounds ?? [];
  if (first === undefined || second === undefined) return '';
  if (level === 'low') return t('matrix.bounds.low', { high: show(first) });
  if (level === 'high') return t('matrix.bounds.high', { low: show(second) });
  return t('matrix.bounds.middle', { low: show(first), high: show(second) });
}
