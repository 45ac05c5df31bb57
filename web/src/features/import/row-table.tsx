import { Stack, Text } from '@mantine/core';
import type { ImportLook } from '../../api/types';
import { type Formatter, useFormat } from '../../lib/format';
import { type Translate, useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { type Column, DataTable } from '../../ui/data-table';
import { why } from '../../ui/reasons/why';
import { meaningText } from './meanings';
import { pairs, wallClock } from './row-values';

type Row = ImportLook['preview']['rows'][number];

/** The first rows as they would be taken, and the first lines that would be refused. */
export function RowTable({ look }: { look: ImportLook }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { rows, refused } = look.preview;
  const found = new Set(rows.flatMap((row) => Object.keys(row).filter((key) => isShown(row[key]))));
  // As the meanings stand in the table above; a day and its time have become one moment.
  const known = look.choices.meanings.map((key) => (key === 'date' ? 'at' : key));
  const keys = [...known, ...[...found].filter((key) => !known.includes(key))].filter((key) => found.has(key) && key !== 'line');
  const columns: Column<Row>[] = ['line', ...keys].map((key) => ({
    key,
    title: meaningText(t, key),
    words: !figures.has(key),
    cell: (row) => show(t, format, language, key, row[key]),
  }));
  return (
    <>
      {rows.length > 0 && (
        <DataTable label={t('import.rows.title')} rows={rows} rowKey={(row) => String(row['line'])} columns={columns} maxHeight={380} />
      )}
      {refused.length > 0 && (
        <>
          <Text fz="sm" fw={600} mt="sm">
            {t('import.rows.refused')}
          </Text>
          <Stack component="ul" gap={2} m={0} ps="md">
            {refused.slice(0, 5).map((row) => (
              <Text key={row.line} component="li" fz="xs" style={{ overflowWrap: 'anywhere' }}>
                {t('import.rows.lineOf', { line: format.number(row.line) })} {apart(row.column)} <bdi>“{row.value}”</bdi> {why(t, format, row)}
              </Text>
            ))}
          </Stack>
        </>
      )}
    </>
  );
}

const figures = new Set(['line', 'quantity', 'unit_price', 'amount', 'discount', 'cost', 'price']);

function isShown(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function show(t: Translate, format: Formatter, language: Parameters<typeof wallClock>[0], key: string, value: unknown) {
  if (!isShown(value)) return '–';
  if (key === 'is_return') return t('import.rows.return');
  if (key === 'at' && typeof value === 'string') return wallClock(language, value);
  if (figures.has(key) && !Number.isNaN(Number(value))) return format.short(Number(value), 6);
  return apart(typeof value === 'object' ? pairs(value) : String(value));
}
