import type { RfmCell, RfmReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { RfmLink } from '../../ui/figure-link';
import { heat } from '../../ui/palette';
import { Panel } from '../../ui/panel';
import { useScheme } from '../../ui/printing';
import classes from './rfm.module.css';
import { cellSegment } from './segments';

const scores = [1, 2, 3, 4, 5] as const;

/** Recency against frequency: 25 cells, deeper where more customers (or more revenue) are. */
type RfmMapProps = { report: RfmReport; date: string; show: 'customers' | 'revenue' };

export function RfmMap({ report, date, show }: RfmMapProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const scheme = useScheme();
  const { grid, currency } = report;
  const amount = (cell: RfmCell) => (show === 'customers' ? cell.customers : cell.revenue_minor);
  const highest = Math.max(1, ...grid.map(amount));
  const text = (cell: RfmCell) =>
    show === 'customers' ? format.number(cell.customers) : format.moneyCompact(cell.revenue_minor, currency);

  return (
    <Panel
      title={t('rfm.map')}
      note={`${t(`rfm.mapNote.${show}`)} · ${t('state.asOf', { date })}`}
    >
      <table className={classes['map']}>
        <caption className={classes['hidden']}>{t('rfm.mapCaption')}</caption>
        <colgroup>
          <col className={classes['side']} />
          <col className={classes['side']} />
          <col span={5} />
        </colgroup>
        <tbody>
          {scores.toReversed().map((f) => (
            <tr key={f}>
              {f === 5 && (
                <th rowSpan={5} className={classes['axis']} aria-hidden="true">
                  <span className={classes['axisY']}>
                    <span>{t('rfm.often')}</span>
                    <span>{t('rfm.frequencyAxis')}</span>
                    <span>{t('rfm.seldom')}</span>
                  </span>
                </th>
              )}
              <th scope="row" aria-label={t('rfm.frequencyScore', { n: format.number(f) })}>
                {format.number(f)}
              </th>
              {scores.map((r) => {
                const cell = grid.find((candidate) => candidate.r === r && candidate.f === f);
                const segment = cellSegment(r, f);
                if (cell === undefined || segment === undefined) return <td key={r} />;
                // The root spreads the many small cells; the figure itself is written in the cell.
                const colors = heat(Math.sqrt(Math.max(0, amount(cell)) / highest), scheme);
                return (
                  <td key={r} style={colors} data-cell={`${r}${f}`}>
                    <RfmLink place={r * 10 + f} customers={cell.customers} look={classes['cell']}>
                      <b className="num">{text(cell)}</b>
                      <span>{t(`segment.${segment}`)}</span>
                    </RfmLink>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td />
            {scores.map((r) => (
              <th key={r} scope="col" aria-label={t('rfm.recencyScore', { n: format.number(r) })}>
                {format.number(r)}
              </th>
            ))}
          </tr>
          <tr aria-hidden="true">
            <td />
            <td />
            <td colSpan={5} className={classes['axisX']}>
              <span>{t('rfm.longAgo')}</span>
              <span>{t('rfm.recencyAxis')}</span>
              <span>{t('rfm.justNow')}</span>
            </td>
          </tr>
        </tfoot>
      </table>
    </Panel>
  );
}
