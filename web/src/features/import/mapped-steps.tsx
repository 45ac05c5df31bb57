import { Box, Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError } from '../../api/problem';
import type { ImportKind } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { PanelsSkeleton } from '../../ui/panel-skeleton';
import { LookPanel } from './look-panel';
import { Problem } from './problem';
import { lookQuery } from './queries';
import { StartPanel } from './start-panel';
import type { Reading } from './use-reading';

type MappedStepsProps = {
  kind: ImportKind;
  upload: string;
  reading: Reading;
  busy: boolean;
  /** The server no longer has the file. */
  onGone: () => void;
  onStarted: (id: string) => void;
};

const heights = [420, 300];

/** From the file that waits to the start: what was understood, what is said otherwise, what becomes of bad lines. */
export function MappedSteps({ kind, upload, reading, busy, onGone, onStarted }: MappedStepsProps) {
  const { t } = useLanguage();
  const { saved, changes } = reading.asked;
  const query = useQuery(lookQuery(upload, { kind, mapping: saved ?? null, changes }));
  const { data: look, error } = query;
  const gone = error instanceof ApiError && error.code === 'import.upload_gone';
  useEffect(() => {
    if (gone) onGone();
  }, [gone, onGone]);

  if (error !== null) {
    return (
      <Panel title={t('import.step.look')}>
        <Stack gap="sm" data-look-failed>
          <Problem error={error} />
          <Group gap="sm">
            {reading.isChanged && (
              <Button size="xs" variant="default" onClick={reading.back}>
                {t('import.look.back')}
              </Button>
            )}
            {error instanceof ApiError && error.failure !== 'invalid' && (
              <Button size="xs" variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
                {t('state.retry')}
              </Button>
            )}
          </Group>
        </Stack>
      </Panel>
    );
  }
  if (look === undefined) {
    return (
      <div role="status" aria-label={t('state.loading')}>
        <PanelsSkeleton heights={heights} />
      </div>
    );
  }
  const stale = query.isPlaceholderData;
  return (
    <>
      <Box aria-busy={stale} style={{ opacity: stale ? 0.7 : 1, transition: 'opacity 120ms' }}>
        <Stack gap="md">
          <LookPanel kind={kind} look={look} reading={reading} />
        </Stack>
      </Box>
      <StartPanel
        kind={kind}
        upload={upload}
        mapping={look.missing === null && !stale ? look.preview.mapping_toml : undefined}
        busy={busy}
        onStarted={onStarted}
      />
    </>
  );
}
