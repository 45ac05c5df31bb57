import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isRunning } from '../../api/imports';
import type { Exchange, Import } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { Facts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/panel-skeleton';
import { KeptFailure } from '../../ui/reasons/kept-failure';
import { exchangeFacts, ExchangeRefusals } from './exchange-parts';
import { Problem } from './problem';
import { exchangeQuery, importQuery } from './queries';
import { RefusedLines } from './refused-lines';
import { resultFacts, sayNothingNew } from './result-facts';
import { RunningProgress } from './running-progress';
import { Undo } from './undo';

type ResultProps = { id: string; onClose: () => void };

/** What becomes, or became, of an import: it is followed while it runs, and everything else is asked again when it ends. */
export function ResultPanel({ id, onClose }: ResultProps) {
  return id.startsWith('exc_') ? <ExchangeResult id={id} onClose={onClose} /> : <ImportResult id={id} onClose={onClose} />;
}

/** When something that ran has ended, every figure of the console may be another. */
function useWhenEnded(subject: Import | Exchange | undefined) {
  const queryClient = useQueryClient();
  const ran = useRef(false);
  const runs = subject !== undefined && isRunning(subject);
  const ended = subject !== undefined && !runs;
  useEffect(() => {
    if (ran.current && ended) void queryClient.invalidateQueries();
    ran.current = runs;
  }, [runs, ended, queryClient]);
}

function ImportResult({ id, onClose }: ResultProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { data, error } = useQuery(importQuery(id));
  useWhenEnded(data);
  if (data === undefined) return <Waiting error={error} onClose={onClose} />;
  const runs = isRunning(data);
  return (
    <Frame subject={data} note={t(`import.kind.${data.kind}`)} onClose={onClose} lost={runs ? error : null}>
      {runs && <RunningProgress subject={data} cancellable />}
      {data.state === 'done' && (
        <>
          {sayNothingNew(data) && (
            <Text fz="sm" data-nothing-new>
              {t('import.result.nothingNew')}
            </Text>
          )}
          <Facts facts={resultFacts(t, format, data)} />
        </>
      )}
      {data.counts.refused > 0 && !runs && <RefusedLines id={id} />}
      {data.state === 'done' && <Undo subject={data} />}
    </Frame>
  );
}

function ExchangeResult({ id, onClose }: ResultProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { data, error } = useQuery(exchangeQuery(id));
  useWhenEnded(data);
  if (data === undefined) return <Waiting error={error} onClose={onClose} />;
  const runs = isRunning(data);
  return (
    <Frame subject={data} note="CommerceML" onClose={onClose} lost={runs ? error : null}>
      {runs ? <RunningProgress subject={data} cancellable={false} /> : <Facts facts={exchangeFacts(t, format, data.counts)} />}
      <ExchangeRefusals refusals={data.refusals} />
    </Frame>
  );
}

function Waiting({ error, onClose }: { error: Error | null; onClose: () => void }) {
  const { t } = useLanguage();
  if (error === null) {
    return (
      <div role="status" aria-label={t('state.loading')}>
        <PanelSkeleton body={120} />
      </div>
    );
  }
  return (
    <Panel title={t('import.result.title')} actions={<Close onClose={onClose} />}>
      <Problem error={error} />
    </Panel>
  );
}

type FrameProps = { subject: Import | Exchange; note: string; onClose: () => void; lost: Error | null; children: React.ReactNode };

/** The name of the file and how it stands, around what came of it. */
function Frame({ subject, note, onClose, lost, children }: FrameProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { state } = subject;
  return (
    <Panel
      title={t('import.result.title')}
      note={
        <>
          {apart(subject.file_name)} · {note} · {format.instant(subject.started_at)}
        </>
      }
      actions={isRunning(subject) ? undefined : <Close onClose={onClose} />}
    >
      <Stack gap="sm" data-import={subject.id} data-state={state}>
        <Text fw={600} aria-live="polite" {...(state === 'failed' ? { c: 'var(--bad)' } : {})}>
          {t(`import.state.${state}Long`)}
        </Text>
        {lost !== null && <Problem error={lost} />}
        <KeptFailure of={subject} />
        {children}
      </Stack>
    </Panel>
  );
}

function Close({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Group>
      <Button variant="default" size="xs" leftSection={<X size={14} aria-hidden />} onClick={onClose}>
        {t('import.result.close')}
      </Button>
    </Group>
  );
}
