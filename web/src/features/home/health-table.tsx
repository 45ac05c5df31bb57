import { Group } from '@mantine/core';
import type { BaseReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { toDecimalText } from '../../lib/money';
import { type Column, DataTable } from '../../ui/data-table';
import { type CsvCell, DownloadButton } from '../../ui/download-button';
import { BaseFigureLink } from '../../ui/figure-link';
import { Panel } from '../../ui/panel';
import { Sparkline } from '../../ui/sparkline';
import { formatFigure, goalOf, verdict } from './figures';
import { GoalButton } from './goal-button';
import { type HealthFigure, type healthGroups, type HealthMonth, type HealthRow, healthRows } from './health';

type HealthTableProps = {
  report: BaseReport;
  shown: HealthMonth;
  group: (typeof healthGroups)[number]['name'];
  figures: readonly HealthFigure[];
  note: string;
  mayEdit: boolean;
};

const colors = { good: 'var(--good)', bad: 'var(--bad)', neutral: 'var(--mantine-color-dimmed)' };

/** Some figures of a month, one below the other: value, changes, course, goal. */
export function HealthTable({ report, shown, group, figures, note, mayEdit }: HealthTableProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { currency } = report;
  const rows = healthRows(report, shown, figures);
  const show = ({ figure }: HealthRow, value: number | null) => formatFigure(figure.unit, value, currency, format);
  const name = useFigureName();
  const columns: Column<HealthRow>[] = [
    { key: 'figure', title: t('health.column.figure'), cell: ({ figure }) => name(figure) },
    { key: 'value', title: t('health.column.value'), cell: (row) => valueCell(row, shown.month.month, show(row, row.value)) },
    { key: 'before', title: t('health.column.before'), cell: (row) => show(row, row.before) },
    { key: 'beforeChange', title: t('health.column.beforeChange'), cell: (row) => changeCell(row, format.change(row.beforeChange), row.beforeChange) },
    { key: 'year', title: t('health.column.year'), cell: (row) => show(row, row.year) },
    { key: 'yearChange', title: t('health.column.yearChange'), cell: (row) => changeCell(row, format.change(row.yearChange), row.yearChange) },
    {
      key: 'course',
      title: t('health.column.course'),
      cell: ({ figure, course }) => courseCell(course, t('figure.course', { name: name(figure), n: format.number(course.length) }, course.length)),
    },
    { key: 'goal', title: t('health.column.goal'), cell: ({ figure }) => goalCell({ report, figure, mayEdit, month: shown.month.month, name: name(figure) }) },
  ];
  const plain = ({ figure }: HealthRow, value: number | null): CsvCell =>
    value !== null && figure.unit === 'money' ? toDecimalText(value, currency.digits) : value;
  const file = () => [
    ['figure', 'name', 'value', 'month_before', 'change', 'year_before', 'change_in_a_year'],
    ...rows.map((row) => [
      row.figure.field,
      name(row.figure),
      plain(row, row.value),
      plain(row, row.before),
      row.beforeChange,
      plain(row, row.year),
      row.yearChange,
    ]),
  ];
  return (
    <Panel title={t(`health.group.${group}`)} note={note} actions={<DownloadButton fileName={`base-${group}-${shown.month.month}.csv`} rows={file} />}>
      <DataTable label={t(`health.group.${group}`)} rows={rows} rowKey={({ figure }) => figure.field} columns={columns} />
    </Panel>
  );
}

/** What counts customers leads to them. */
function valueCell({ figure, value }: HealthRow, month: string, text: string) {
  return (
    <BaseFigureLink field={figure.field} value={value} month={month}>
      {text}
    </BaseFigureLink>
  );
}

/** Good and bad news have a colour besides their sign. */
function changeCell({ figure }: HealthRow, text: string, value: number | null) {
  return <span style={{ color: colors[verdict(value, figure.better)] }}>{text}</span>;
}

function courseCell(values: HealthRow['course'], label: string) {
  return <Sparkline values={values} label={label} />;
}

function goalCell(props: GoalCellProps) {
  return <GoalCell {...props} />;
}

/** Home has names of its figures already; the others are of this page. */
function useFigureName(): (figure: HealthFigure) => string {
  const { t } = useLanguage();
  return ({ field }) => {
    switch (field) {
      case 'returns_minor':
      case 'anonymous_orders':
      case 'orders_per_customer':
      case 'customers_start':
      case 'customers_end':
      case 'repeat':
      case 'reactivated':
      case 'inflow_rate':
      case 'retention_rate':
      case 'survival_rate':
        return t(`health.figure.${field}`);
      case 'lifetime_months':
        return `${t('figure.lifetime_months')}, ${t('figure.monthsUnit', {}, 2)}`;
      default:
        return t(`figure.${field}`);
    }
  };
}

type GoalCellProps = { report: BaseReport; figure: HealthFigure; month: string; name: string; mayEdit: boolean };

function GoalCell({ report, figure, month, name, mayEdit }: GoalCellProps) {
  const { t } = useLanguage();
  const format = useFormat();
  if (!('goal' in figure)) return null;
  const goal = goalOf(report, figure.goal, month);
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {goal !== undefined && (
        <span>
          {t('health.goalReached', { percent: format.percent(goal.attainment, 0), target: formatFigure(figure.unit, goal.target, report.currency, format) })}
        </span>
      )}
      {mayEdit && <GoalButton metric={figure.goal} name={name} month={month} currency={report.currency} goals={report.goals} />}
    </Group>
  );
}
