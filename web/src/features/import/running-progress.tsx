import { Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelImport, importsKey } from '../../api/imports';
import type { Exchange, Import } from '../../api/types';
import { bytesText } from '../../lib/bytes';
import { useFormat } from '../../lib/format';
import { type TextKey, useLanguage } from '../../lib/i18n';
import { SureButton } from '../../ui/sure-button';
import { Problem } from './problem';

const stages: Readonly<Record<string, TextKey>> = {
  waiting: 'import.stage.waiting',
  reading: 'import.stage.reading',
  matching: 'import.stage.matching',
  writing: 'import.stage.writing',
  committing: 'import.stage.committing',
};

/** How far a running import is, and a way to stop it. */
export function RunningProgress({ subject, cancellable }: { subject: Import | Exchange; cancellable: boolean }) {
  const { t, language } = useLanguage();
  const format = useFormat();
  const queryClient = useQueryClient();
  const cancel = useMutation({ mutationFn: cancelImport, onSettled: () => queryClient.invalidateQueries({ queryKey: importsKey }) });
  const { progress } = subject;
  const stage = t(stages[progress?.stage ?? ''] ?? 'import.stage.elsewhere');
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  const amount = (value: number) => (progress?.stage === 'reading' ? bytesText(language, value) : format.number(value));
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <Text fz="sm">{stage}</Text>
        {share !== null && (
          <Text fz="sm" className="num">
            {format.percent(share, 0)}
          </Text>
        )}
      </Group>
      <Progress value={(share ?? 1) * 100} size="sm" animated={share === null} striped={share === null} aria-label={stage} />
      <Text fz="xs" c="dimmed" className="num">
        {progress !== null && progress.total !== null && progress.total > 0 && (
          <>{t('import.progress.of', { done: amount(progress.done), total: amount(progress.total) })} · </>
        )}
        {progress !== null && progress.lines > 0 && <>{t('import.progress.lines', { n: format.number(progress.lines) })} · </>}
        {t('import.progress.leave')}
      </Text>
      {cancellable && subject.state === 'running' && (
        <Group>
          <SureButton label={t('import.cancel')} question={t('import.cancelSure')} busy={cancel.isPending} onSure={() => cancel.mutate(subject.id)} />
        </Group>
      )}
      <Problem error={cancel.error} />
    </Stack>
  );
}
