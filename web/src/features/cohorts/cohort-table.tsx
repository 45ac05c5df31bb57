import { Text } from '@mantine/core';
import { memo } from 'react';
import type { Cohort, CohortReport } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { CohortLink } from '../../ui/figure-link';
import { heat, type Scheme } from '../../ui/palette';
import { useScheme } from '../../ui/printing';
import { ScrollBox } from '../../ui/scroll-box';
import classes from './cohorts.module.css';
import { averages, begins, cellValue, type Form, highest, type Measure, periods, unitOf } from './measures';

type CohortTableProps = { report: CohortReport; measure: Measure; form: Form };

/** One row a cohort, one column a period since its first order; deeper colour, larger figure. */
export function CohortTable({ report, measure, form }: CohortTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const scheme = useScheme();
  const columns = periods(report);
  const top = highest(report, measure, form);
  const title = t(`cohorts.measure.${form}.${measure}`);
  const show = cellText(report, measure, form, format);

  return (
    <ScrollBox label={t('cohorts.tableLabel', { measure: title })} maxHeight="max(340px, calc(100dvh - 270px))">
      <table className={classes['table']}>
        <caption className={classes['hidden']}>{t('cohorts.caption', { measure: title })}</caption>
        <thead>
          <tr>
            <th scope="col" className={classes['first']}>{t('cohorts.cohort')}</th>
            <th scope="col">{t('cohorts.size')}</th>
            {columns.map((period) => (
              <th key={period} scope="col" aria-label={t(`cohorts.period.${report.by}`, { n: format.number(period) })}>
                {format.number(period)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form === 'relative' && (
            <tr className={classes['average']}>
              <th scope="row" className={classes['first']}>{t('cohorts.average')}</th>
              <td className="num">{format.number(report.cohorts.reduce((sum, { size }) => sum + size, 0))}</td>
              {averages(report, measure).map((value, period) => (
                <td key={columns[period]} className="num">{value === null ? '' : show(value)}</td>
              ))}
            </tr>
          )}
          {report.cohorts.map((cohort) => (
            <CohortRow
              key={cohort.cohort}
              cohort={cohort}
              name={cohortName(cohort, report.by, t, format)}
              measure={measure}
              form={form}
              top={top}
              scheme={scheme}
              format={format}
              show={show}
              incomplete={t('cohorts.incomplete')}
            />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

type CohortRowProps = {
  cohort: Cohort;
  name: string;
  measure: Measure;
  form: Form;
  top: number;
  scheme: Scheme;
  format: Formatter;
  show: (value: number | null) => string;
  incomplete: string;
};

const CohortRow = memo(function CohortRow({ cohort, name, measure, form, top, scheme, format, show, incomplete }: CohortRowProps) {
  return (
    <tr data-cohort={cohort.cohort}>
      <th scope="row" className={classes['first']}>{name}</th>
      <td className="num">
        <CohortLink cohort={cohort.cohort}>{format.number(cohort.size)}</CohortLink>
      </td>
      {cohort.cells.map((cell) => {
        const value = cellValue(cell, cohort.size, measure, form);
        return (
          <td
            key={cell.period}
            className="num"
            style={begins(cell.period, measure) ? undefined : heat(top === 0 ? 0 : (value ?? 0) / top, scheme)}
            data-begin={begins(cell.period, measure) ? '' : undefined}
            data-incomplete={cell.complete ? undefined : ''}
            title={cell.complete ? undefined : incomplete}
          >
            {show(value)}
            {!cell.complete && <span className={classes['mark']}>*</span>}
          </td>
        );
      })}
    </tr>
  );
});

function cellText(report: CohortReport, measure: Measure, form: Form, format: Formatter) {
  const unit = unitOf(measure, form);
  return (value: number | null): string => {
    if (unit === 'percent') return format.percent(value, 1);
    if (unit === 'ratio') return format.number(value, 2);
    if (unit === 'count') return format.number(value);
    return form === 'absolute' ? format.moneyCompact(value, report.currency) : format.money(value, report.currency);
  };
}

/** A week is named by its first day, a quarter by its number, a month by its name, a year by itself. */
export function cohortName(cohort: Cohort, by: CohortReport['by'], t: Translate, format: Formatter): string {
  if (by === 'month') return format.monthShort(cohort.start);
  if (by === 'week') return format.date(cohort.start);
  if (by === 'year') return format.year(cohort.start);
  const quarter = Math.floor((Number(cohort.start.slice(5, 7)) - 1) / 3) + 1;
  return t('cohorts.quarter', { n: format.number(quarter), year: format.year(cohort.start) });
}

export function Legend() {
  const { t } = useLanguage();
  return (
    <Text fz="xs" c="dimmed" mt="xs">
      {t('cohorts.legend')}
    </Text>
  );
}
