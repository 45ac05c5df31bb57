import type { BaseReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { FigureCard } from './figure-card';
import classes from './figure-card.module.css';
import { figureGroups, shownMonth } from './figures';

type FigureGroupProps = { report: BaseReport; name: (typeof figureGroups)[number]['name']; mayEdit: boolean };

/** One group of key figures of the latest complete month. */
export function FigureGroup({ report, name, mayEdit }: FigureGroupProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const date = report.as_of === null ? '' : format.date(report.as_of);
  const shown = shownMonth(report, false);
  const group = figureGroups.find((one) => one.name === name);
  if (shown === null || group === undefined) return <Panel title={t(`home.group.${name}`)}>{t('home.noMonths')}</Panel>;
  return (
    <Panel title={t(`home.group.${name}`)} note={t('home.monthAsOf', { month: format.month(shown.month.month), date })}>
      <div className={classes['grid']}>
        {group.figures.map((figure) => (
          <FigureCard key={figure.field} report={report} shown={shown} figure={figure} mayEdit={mayEdit} />
        ))}
      </div>
    </Panel>
  );
}
