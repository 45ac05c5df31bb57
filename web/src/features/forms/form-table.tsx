import { Anchor } from '@mantine/core';
import type { Form } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { shownWords } from './tree';

type FormTableProps = { forms: readonly Form[]; chosen: string | undefined; onChoose: (key: string) => void };

/** What a form was told so far; the kinds of refused answers together. */
export function refusedCount({ counts }: Form): number {
  return Object.entries(counts).reduce((sum, [what, count]) => (what === 'viewed' || what === 'answered' ? sum : sum + count), 0);
}

/** All forms; choosing one opens its questions, its address and its answers. */
export function FormTable({ forms, chosen, onChoose }: FormTableProps) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const columns: Column<Form>[] = [
    { key: 'title', title: t('form.column.title'), cell: (form) => opener(form, language, form.key === chosen, onChoose) },
    { key: 'key', title: t('form.column.key'), words: true, cell: (form) => apart(form.key) },
    { key: 'state', title: t('form.column.state'), words: true, cell: (form) => t(`form.state.${form.state}`) },
    { key: 'viewed', title: t('form.column.viewed'), cell: (form) => format.number(form.counts['viewed'] ?? 0) },
    { key: 'answered', title: t('form.column.answered'), cell: (form) => format.number(form.counts['answered'] ?? 0) },
    { key: 'refused', title: t('form.column.refused'), cell: (form) => format.number(refusedCount(form)) },
    { key: 'updated', title: t('form.column.updated'), cell: (form) => format.date(form.updated_at.slice(0, 10)) },
  ];
  return (
    <Panel title={t('form.list')}>
      <DataTable label={t('form.list')} rows={forms} rowKey={(form) => form.key} columns={columns} />
    </Panel>
  );
}

function opener({ key, definition }: Form, language: string, pressed: boolean, onChoose: (key: string) => void) {
  return (
    <Anchor component="button" type="button" fz="sm" ta="start" aria-pressed={pressed} onClick={() => onChoose(key)} style={{ whiteSpace: 'normal' }}>
      <bdi>{shownWords(definition, ['title'], language)}</bdi>
    </Anchor>
  );
}
