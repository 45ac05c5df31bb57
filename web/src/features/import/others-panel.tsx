import { Text } from '@mantine/core';
import type { Import } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { Panel } from '../../ui/panel';
import { RunningProgress } from './running-progress';

/** An import that runs and was not opened here, perhaps another user's: one runs at a time. */
export function OthersPanel({ running, isOwn }: { running: Import; isOwn: boolean }) {
  const { t } = useLanguage();
  const format = useFormat();
  return (
    <Panel
      title={t(isOwn ? 'import.running.own' : 'import.running.other')}
      note={
        <>
          {apart(running.file_name)} · {t(`import.kind.${running.kind}`)} · {format.instant(running.started_at)}
        </>
      }
    >
      <div data-running={running.id}>
        <Text fz="sm" mb="xs">
          {t('import.running.note')}
        </Text>
        <RunningProgress subject={running} cancellable />
      </div>
    </Panel>
  );
}
