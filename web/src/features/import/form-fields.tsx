import { Group, NativeSelect, Text, TextInput } from '@mantine/core';
import type { ImportLook, MappingChanges } from '../../api/types';
import { type Translate, useLanguage } from '../../lib/i18n';
import type { FileKind } from './kinds';

type FormFieldsProps = {
  kind: FileKind;
  look: ImportLook;
  /** What the reader has said of the file's form. */
  said: MappingChanges['file'];
  prefix: string | null;
  onFile: (said: MappingChanges['file']) => void;
  onPrefix: (prefix: string | null) => void;
};

const zones = Intl.supportedValuesOf('timeZone');

/** How the file is written, as far as that can be said; each field shows what was found, and takes another word for it. */
export function FormFields({ kind, look, said, prefix, onFile, onPrefix }: FormFieldsProps) {
  const { t } = useLanguage();
  const { preview, choices } = look;
  const isText = preview.encoding !== null;
  const dated = kind === 'orders' || kind === 'subscriptions';
  const set = (change: Partial<typeof said>) => onFile({ ...said, ...change });
  return (
    <Group gap="sm" align="flex-end">
      {isText && preview.delimiter !== null && (
        <NativeSelect
          label={t('import.form.delimiter')}
          value={preview.delimiter}
          onChange={(event) => set({ delimiter: event.currentTarget.value })}
          data={choices.delimiters.map((value) => ({ value, label: delimiterName(t, value) }))}
        />
      )}
      {isText && (
        <NativeSelect
          label={t('import.form.encoding')}
          value={preview.encoding ?? ''}
          onChange={(event) => set({ encoding: event.currentTarget.value })}
          data={choices.encodings}
        />
      )}
      {preview.format !== 'ndjson' && preview.format !== 'parquet' && (
        <NativeSelect
          label={t('import.form.header')}
          value={preview.has_header ? 'yes' : 'no'}
          onChange={(event) => set({ header: event.currentTarget.value === 'yes' })}
          data={[
            { value: 'yes', label: t('import.form.headerYes') },
            { value: 'no', label: t('import.form.headerNo') },
          ]}
        />
      )}
      {choices.sheets.length > 1 && (
        <NativeSelect
          label={t('import.form.sheet')}
          value={look.sheet ?? choices.sheets[0] ?? ''}
          onChange={(event) => set({ sheet: event.currentTarget.value })}
          data={choices.sheets}
        />
      )}
      {dated && (
        <NativeSelect
          label={t('import.form.dates')}
          value={preview.date_format ?? ''}
          onChange={(event) => set({ date_format: event.currentTarget.value || null })}
          data={[...(preview.date_format === null ? [{ value: '', label: t('import.form.open') }] : []), ...choices.date_formats]}
        />
      )}
      {dated && (
        <NativeSelect
          label={t('import.form.decimal')}
          value={preview.decimal ?? ''}
          onChange={(event) => set({ decimal: event.currentTarget.value || null })}
          data={[
            ...(preview.decimal === null ? [{ value: '', label: t('import.form.open') }] : []),
            { value: 'point', label: t('import.form.point') },
            { value: 'comma', label: t('import.form.comma') },
          ]}
        />
      )}
      {kind === 'orders' && (
        <NativeSelect
          label={t('import.form.zone')}
          value={look.time_zone}
          onChange={(event) => set({ time_zone: event.currentTarget.value })}
          data={zones.includes(look.time_zone) ? zones : [look.time_zone, ...zones]}
        />
      )}
      {kind === 'orders' && (
        <TextInput
          label={t('import.form.prefix')}
          value={prefix ?? look.cancellation_prefix ?? ''}
          maxLength={10}
          w={150}
          onChange={(event) => onPrefix(event.currentTarget.value)}
        />
      )}
      <Text fz="xs" c="dimmed" pb={8}>
        {t('import.form.note')}
      </Text>
    </Group>
  );
}

function delimiterName(t: Translate, value: string): string {
  if (value === 'tab') return t('import.form.tab');
  if (value === 'blanks') return t('import.form.blanks');
  return value;
}
