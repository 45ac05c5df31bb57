import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportKind, OnError } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { Radios } from '../../ui/radios';
import { Problem } from './problem';
import { startImport } from './queries';

const policies = ['limit', 'reject', 'stop'] as const satisfies readonly OnError[];

type StartPanelProps = {
  kind: ImportKind;
  upload: string;
  /** The whole mapping; nothing while something is missing. */
  mapping: string | undefined;
  /** Whether another import runs, which has to end first. */
  busy: boolean;
  onStarted: (id: string) => void;
};

/** The last step: what becomes of bad lines, and the start. */
export function StartPanel({ kind, upload, mapping, busy, onStarted }: StartPanelProps) {
  const { t } = useLanguage();
  const [onError, setOnError] = useState<OnError>('limit');
  const start = useMutation({ mutationFn: startImport, onSuccess: ({ id }) => onStarted(id) });
  return (
    <Panel title={t('import.step.start')}>
      <Stack gap="sm">
        <Policy value={onError} onChange={setOnError} />
        <Group gap="sm">
          <Button
            loading={start.isPending}
            disabled={mapping === undefined || busy}
            onClick={() => mapping !== undefined && start.mutate({ kind, upload, mapping, onError })}
          >
            {t('import.start')}
          </Button>
          <Text fz="xs" c="dimmed">
            {t(busy ? 'import.busy' : mapping === undefined ? 'import.notReady' : 'import.startNote')}
          </Text>
        </Group>
        <Problem error={start.error} />
      </Stack>
    </Panel>
  );
}

export function Policy({ value, onChange }: { value: OnError; onChange: (value: OnError) => void }) {
  const { t } = useLanguage();
  return (
    <Radios
      legend={t('import.policy.title')}
      value={value}
      onChange={onChange}
      options={policies.map((policy) => ({ value: policy, label: t(`import.policy.${policy}`), note: t(`import.policy.${policy}Note`) }))}
    />
  );
}
