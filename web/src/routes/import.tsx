import { Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { importsKey, isRunning, latestImportsQuery } from '../api/imports';
import { ExchangeStep } from '../features/import/exchange-step';
import { FilePanel } from '../features/import/file-panel';
import { HistoryPanel } from '../features/import/history-panel';
import { isMapped } from '../features/import/kinds';
import { MappedSteps } from '../features/import/mapped-steps';
import { OthersPanel } from '../features/import/others-panel';
import { ResultPanel } from '../features/import/result-panel';
import { useReading } from '../features/import/use-reading';
import { useUpload } from '../features/import/use-upload';
import { useLanguage } from '../lib/i18n';
import { Page } from '../ui/page';
import { EmptyState } from '../ui/states';
import type { ImportSearch } from './import-route';
import { maySetGoals, useSession } from './use-session';

const route = getRouteApi('/shell/import');

export function ImportPage() {
  const { t } = useLanguage();
  const { user } = useSession();
  if (!maySetGoals(user)) {
    return (
      <Page title={t('nav.import')}>
        <EmptyState icon={<FileUp size={28} aria-hidden />} title={t('import.noRight.title')} text={t('import.noRight.text')} />
      </Page>
    );
  }
  return <ImportDesk user={user.id} />;
}

function ImportDesk({ user }: { user: string }) {
  const { t } = useLanguage();
  const { kind = 'orders', open } = route.useSearch();
  const navigate = route.useNavigate();
  const queryClient = useQueryClient();
  const upload = useUpload();
  const reading = useReading();
  const latest = useQuery(latestImportsQuery());
  const running = (latest.data ?? []).filter(isRunning);
  const opened = useRef<HTMLDivElement>(null);
  const moveTo = useRef(false);
  const sentAgain = useRef('');

  const change = (next: ImportSearch) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  const show = (id: string | undefined) => {
    moveTo.current = id !== undefined;
    change({ open: id });
  };
  // What was opened by hand gets the focus: below a long form it would not be seen.
  useEffect(() => {
    if (moveTo.current && open !== undefined) opened.current?.focus();
    moveTo.current = false;
  }, [open]);

  const started = (id: string) => {
    upload.clear('imported');
    reading.reset();
    void queryClient.invalidateQueries({ queryKey: importsKey });
    show(id);
  };
  const { staged } = upload;
  return (
    <Page title={t('nav.import')} lead={t('import.lead')}>
      {open !== undefined && (
        <div ref={opened} tabIndex={-1} style={{ outline: 'none' }}>
          <ResultPanel key={open} id={open} onClose={() => show(undefined)} />
        </div>
      )}
      {running
        .filter(({ id }) => id !== open)
        .map((one) => (
          <OthersPanel key={one.id} running={one} isOwn={one.started_by === user} />
        ))}
      <FilePanel
        kind={kind}
        onKind={(next) => {
          reading.reset();
          change({ kind: next === 'orders' ? undefined : next });
        }}
        upload={upload}
        onFile={(file) => {
          reading.reset();
          upload.send(file);
        }}
        onClear={() => {
          reading.reset();
          upload.clear();
        }}
      />
      {staged !== undefined && (
        <Stack gap="md">
          {isMapped(kind) ? (
            <MappedSteps
              key={staged.id}
              kind={kind}
              upload={staged.id}
              reading={reading}
              busy={running.length > 0}
              onGone={() => {
                // Once: a server that forgets at once would be sent to for ever.
                if (sentAgain.current === upload.file?.name) return;
                sentAgain.current = upload.file?.name ?? '';
                upload.again();
              }}
              onStarted={started}
            />
          ) : (
            <ExchangeStep key={staged.id} upload={staged.id} onStarted={started} />
          )}
        </Stack>
      )}
      <HistoryPanel user={user} chosen={open} onOpen={show} />
    </Page>
  );
}
