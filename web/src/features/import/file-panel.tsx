import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { RotateCw, X } from 'lucide-react';
import { bytesText } from '../../lib/bytes';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { Panel } from '../../ui/panel';
import { Radios } from '../../ui/radios';
import { DropZone } from './drop-zone';
import { type FileKind, fileKinds } from './kinds';
import { Problem } from './problem';
import type { Upload } from './use-upload';

type FilePanelProps = { kind: FileKind; onKind: (kind: FileKind) => void; upload: Upload; onFile: (file: File) => void; onClear: () => void };

/** The first step: what the file holds, and the file. */
export function FilePanel({ kind, onKind, upload, onFile, onClear }: FilePanelProps) {
  const { t } = useLanguage();
  return (
    <Panel title={t('import.step.file')}>
      <Stack gap="sm">
        <Radios
          legend={t('import.kindOf')}
          inline
          value={kind}
          onChange={onKind}
          options={fileKinds.map((value) => ({ value, label: t(`import.kind.${value}`) }))}
        />
        <Text fz="xs" c="dimmed">
          {t(`import.needs.${kind}`)}
        </Text>
        {upload.file === null ? <DropZone onFile={onFile} /> : <Chosen file={upload.file} upload={upload} onClear={onClear} />}
      </Stack>
    </Panel>
  );
}

function Chosen({ file, upload, onClear }: { file: File; upload: Upload; onClear: () => void }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const { sent, sending, error, staged } = upload;
  const size = bytesText(language, file.size);
  const share = file.size === 0 ? 1 : Math.min(1, sent / file.size);
  return (
    <Stack gap="xs" data-chosen={staged === undefined ? (sending ? 'sending' : 'failed') : 'there'}>
      <Group justify="space-between" gap="sm">
        <Text fz="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {apart(file.name)}{' '}
          <Text span fz="sm" c="dimmed" className="num">
            {size}
          </Text>
        </Text>
        <Button variant="default" size="xs" leftSection={<X size={14} aria-hidden />} onClick={onClear}>
          {sending ? t('import.stopSending') : t('import.other')}
        </Button>
      </Group>
      {sending && (
        <>
          <Progress value={share * 100} size="sm" aria-label={t('import.sending', { name: file.name })} />
          <Text fz="xs" c="dimmed" className="num">
            {share < 1 ? t('import.sent', { sent: bytesText(language, sent), size, percent: format.percent(share, 0) }) : t('import.arriving')}
          </Text>
        </>
      )}
      {error !== null && !sending && (
        <>
          <Problem error={error} />
          <Group>
            <Button size="xs" leftSection={<RotateCw size={14} aria-hidden />} onClick={upload.again}>
              {t('import.sendAgain')}
            </Button>
          </Group>
        </>
      )}
      <Text fz="sm" aria-live="polite" c="dimmed">
        {staged !== undefined && t('import.there')}
      </Text>
      {staged?.known.map((known) => (
        <Text key={known.id} fz="sm" data-known={known.id}>
          {t('import.knownFile', { kind: t(`import.kind.${known.kind}`), date: format.instant(known.finished_at ?? known.started_at) })}
        </Text>
      ))}
    </Stack>
  );
}
