import type { ReportSheet } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { localDigits } from '../../lib/typed';
import { type Column, DataTable } from '../../ui/data-table';

type Row = { key: string; cells: readonly (string | null)[] };

/** The rows of an edition, below headings in the reader's language. */
export function SheetTable({ sheet: { name, columns, rows } }: { sheet: ReportSheet }) {
  const { language } = useLanguage();
  const format = useFormat();
  const shown: Column<Row>[] = columns.map((column, at) => ({
    key: column.name,
    title: column.heading,
    words: column.kind !== 'number',
    cell: ({ cells }) => {
      const value = cells[at] ?? null;
      if (value === null) return '–';
      if (column.kind === 'number') return numberText(format, value) ?? localDigits(value, language);
      return textOf(column.kind === 'text' ? (column.words[value] ?? value) : dayText(format, value));
    },
  }));
  return <DataTable label={name} rows={rows.map((cells, index) => ({ key: String(index), cells }))} rowKey={({ key }) => key} columns={shown} />;
}

/** A day or a name of a few letters is not broken. */
function textOf(value: string) {
  return <bdi {...(value.length <= 12 ? { style: { whiteSpace: 'nowrap' as const } } : {})}>{value}</bdi>;
}

/** A day or a month in the reader's way; what is neither stays as it is. */
export function dayText(format: Pick<Formatter, 'date' | 'monthShort'>, text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return format.date(text);
  return /^\d{4}-\d\d$/.test(text) ? format.monthShort(text) : text;
}

/** A number in the reader's way; one that is too long for it stays as it is. */
export function numberText(format: Pick<Formatter, 'number' | 'short'>, text: string): string | undefined {
  const value = Number(text);
  if (!Number.isFinite(value) || Math.abs(value) >= Number.MAX_SAFE_INTEGER) return undefined;
  const fraction = /^-?\d+\.(\d{1,3})$/.exec(text)?.[1];
  if (fraction !== undefined) return format.number(value, fraction.length);
  return format.short(value, Math.abs(value) < 1 ? 4 : 2);
}
