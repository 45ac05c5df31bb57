import { Button, Group, Stack, Text } from '@mantine/core';
import type { ImportKind, ImportLook, MappingChanges } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { ColumnTable } from './column-table';
import { FormFields } from './form-fields';
import { MappingBar } from './mapping-bar';
import { Missing } from './missing';
import { RowTable } from './row-table';
import type { Reading } from './use-reading';

type LookPanelProps = { kind: ImportKind; look: ImportLook; reading: Reading };

/** The second step: how the file was understood, and what the reader says otherwise. */
export function LookPanel({ kind, look, reading }: LookPanelProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { preview, missing } = look;
  const { changes } = reading;
  const setForm = (file: MappingChanges['file']) => reading.change({ ...changes, file });
  const setMeaning = (column: string, before: string | null, meaning: string) => {
    const columns = { ...changes.columns };
    if (before !== null) columns[before] = '';
    if (meaning !== '') columns[meaning] = column;
    reading.change({ ...changes, columns });
  };
  const packed = preview.compression === 'none' ? '' : ` · ${preview.compression}`;
  const lines = format.number(preview.sample_read);
  return (
    <>
      <Panel
        title={t('import.step.look')}
        note={
          <>
            <bdi dir="ltr">{`${preview.format.toUpperCase()}${packed}`}</bdi>
            {missing === null && ` · ${t(preview.sample_is_whole ? 'import.look.whole' : 'import.look.sample', { n: lines })}`}
          </>
        }
        actions={
          reading.isChanged && (
            <Button variant="default" size="xs" onClick={reading.reset}>
              {t('import.look.reset')}
            </Button>
          )
        }
      >
        <Stack gap="sm">
          {missing !== null && (
            <Missing missing={missing} columns={preview.columns.length} onDates={(date_format) => setForm({ ...changes.file, date_format })} />
          )}
          <MappingBar kind={kind} toml={preview.mapping_toml} chosen={reading.saved} onChoose={reading.choose} />
          <FormFields
            kind={kind}
            look={look}
            said={changes.file}
            prefix={changes.rules.cancellation_prefix}
            onFile={setForm}
            onPrefix={(cancellation_prefix) => reading.change({ ...changes, rules: { cancellation_prefix } })}
          />
          <ColumnTable look={look} onMeaning={setMeaning} />
        </Stack>
      </Panel>
      <Panel title={t('import.step.rows')} note={t(`import.rows.note.${kind}`)}>
        {missing === null ? (
          <>
            <RowTable look={look} />
            <Group mt="sm">
              <Text fz="sm" aria-live="polite" data-sample-refused={preview.sample_refused}>
                {t('import.rows.outcome', { read: lines, refused: format.number(preview.sample_refused) })}
              </Text>
            </Group>
          </>
        ) : (
          <Text c="dimmed" fz="sm">
            {t('import.rows.notYet')}
          </Text>
        )}
      </Panel>
    </>
  );
}
