import { Button, CloseButton, Group, Paper, Progress, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { downloadBlob } from '../../lib/csv';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { failureText } from '../../ui/failure-text';
import { exportFile, type Received } from './export-file';
import type { ListQuery } from './queries';

/** The whole list as a file, however long it is: with what has come so far, and a way to stop. */
export function useExport(query: ListQuery) {
  const [received, setReceived] = useState<Received>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const run = useMutation({
    mutationFn: async () => {
      stop.current = new AbortController();
      setReceived({ rows: 0, bytes: 0, total: undefined });
      const { signal } = stop.current;
      try {
        downloadBlob('customers.csv', await exportFile(query, signal, setReceived));
        return 'done' as const;
      } catch (error) {
        if (signal.aborted) return 'stopped' as const;
        throw error;
      }
    },
  });
  return { run, received, stop: () => stop.current?.abort() };
}

type ExportProps = { exporting: ReturnType<typeof useExport> };

export function ExportButton({ exporting: { run } }: ExportProps) {
  const { t } = useLanguage();
  return (
    <Button variant="default" leftSection={<Download size={16} aria-hidden />} loading={run.isPending} onClick={() => run.mutate()}>
      {t('customers.export.start')}
    </Button>
  );
}

export function ExportPanel({ exporting: { run, received, stop } }: ExportProps) {
  const { t } = useLanguage();
  const format = useFormat();
  if (run.isIdle || received === undefined) return null;
  const { rows, bytes, total } = received;
  const size = format.bytes(bytes);
  const n = format.number(rows);
  const words = () => {
    if (run.isError) return failureText(t, run.error);
    if (run.data === 'stopped') return t('customers.export.stopped');
    if (run.data === 'done') return t('customers.export.done', { n, size }, rows);
    return total === undefined ? t('customers.export.running', { n, size }, rows) : t('customers.export.of', { n, size, total: format.number(total) }, total);
  };
  return (
    <Paper withBorder p="sm" bg="var(--panel)" bd="1px solid var(--line)" data-export={run.isPending ? 'running' : (run.data ?? 'failed')}>
      <Group justify="space-between" wrap="nowrap">
        <Text fz="sm" className="num" {...(run.isError ? { role: 'alert', c: 'var(--bad)' } : { 'aria-live': run.isPending ? 'off' : 'polite' })}>
          {words()}
        </Text>
        {run.isPending ? (
          <Button variant="default" size="xs" onClick={stop}>
            {t('customers.export.stop')}
          </Button>
        ) : (
          <CloseButton size="sm" aria-label={t('customers.export.close')} onClick={() => run.reset()} />
        )}
      </Group>
      {run.isPending && (
        <Progress
          mt="xs"
          size="sm"
          animated={total === undefined}
          value={total === undefined ? 100 : total === 0 ? 100 : (100 * rows) / total}
          aria-label={t('customers.export.progress')}
        />
      )}
    </Paper>
  );
}
