import { NativeSelect, Text } from '@mantine/core';
import type { ImportLook } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { type Column, DataTable } from '../../ui/data-table';
import { meaningText } from './meanings';

type ColumnTableProps = {
  look: ImportLook;
  /** An empty meaning says that the column is kept as an attribute. */
  onMeaning: (column: string, before: string | null, meaning: string) => void;
};

type Row = ImportLook['preview']['columns'][number];

/** The columns of the file, some of their values, and what each is taken for. */
export function ColumnTable({ look, onMeaning }: ColumnTableProps) {
  const { t } = useLanguage();
  const options = [
    { value: '', label: t('import.meaning.attribute') },
    ...look.choices.meanings.map((value) => ({ value, label: meaningText(t, value) })),
  ];
  const columns: Column<Row>[] = [
    { key: 'name', title: t('import.column.name'), cell: ({ name }) => apart(name) },
    {
      key: 'examples',
      title: t('import.column.examples'),
      words: true,
      cell: ({ examples }) => shown(examples),
    },
    {
      key: 'meaning',
      title: t('import.column.meaning'),
      words: true,
      cell: (row) => chooser(t('import.column.meaningOf', { name: row.name }), options, row, onMeaning),
    },
  ];
  return <DataTable label={t('import.column.list')} rows={look.preview.columns} rowKey={({ name }) => name} columns={columns} maxHeight={420} />;
}

function shown(examples: readonly string[]) {
  return (
    <Text fz="xs" c="dimmed" component="span" style={{ overflowWrap: 'anywhere' }}>
      {apart(examples.join(' · '))}
    </Text>
  );
}

type Options = { value: string; label: string }[];

function chooser(label: string, options: Options, { name, meaning }: Row, onMeaning: ColumnTableProps['onMeaning']) {
  return (
    <NativeSelect
      size="xs"
      miw={170}
      aria-label={label}
      value={meaning ?? ''}
      onChange={(event) => onMeaning(name, meaning, event.currentTarget.value)}
      data={options}
    />
  );
}
