import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { ApiError } from '../../api/problem';
import type { QueryChart } from '../../api/types';
import { downloadBlob } from '../../lib/csv';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { said } from '../../ui/apart';
import { FailureLine } from '../../ui/failure-line';
import { failureText } from '../../ui/failure-text';
import { Panel } from '../../ui/panel';
import { AnswerView } from './answer-view';
import { ChartControls } from './chart-controls';
import { type Chart, resolveChart } from './chart-guess';
import type { FileKind } from './queries';
import type { Run } from './use-run';

type RunPanelProps = {
  run: Run;
  chosen: QueryChart | Chart | undefined;
  /** The most rows of a file. */
  rowsMost: number;
  onChart: (chart: Chart) => void;
  file: (kind: FileKind) => Promise<Blob>;
  fileName: string;
  /** What to do before the first question. */
  start: React.ReactNode;
};

/** What became of a question: nothing yet, under way, an answer, a sentence. */
export function RunPanel({ run, chosen, rowsMost, onChart, file, fileName, start }: RunPanelProps) {
  const { t } = useLanguage();
  return (
    <Panel title={t('sql.answer')} note={run.state === 'done' ? <Counted run={run} /> : undefined}>
      <div aria-live="polite" data-run={run.state}>
        {run.state === 'idle' && start}
        {run.state === 'running' && <Running since={run.since} />}
        {run.state === 'cancelled' && <Text c="dimmed">{t('sql.cancelled')}</Text>}
        {run.state === 'failed' && <Failed error={run.error} />}
      </div>
      {run.state === 'done' && <Done run={run} chosen={chosen} rowsMost={rowsMost} onChart={onChart} file={file} fileName={fileName} />}
    </Panel>
  );
}

function Counted({ run }: { run: Extract<Run, { state: 'done' }> }) {
  const { t } = useLanguage();
  const format = useFormat();
  const rows = run.answer.rows.length;
  return <>{t('sql.rows', { n: format.number(rows), s: format.number(run.milliseconds / 1000, 2) }, rows)}</>;
}

function Running({ since }: { since: number }) {
  const { t } = useLanguage();
  const format = useFormat();
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  // Only the first words are read out: a count of seconds would be noise.
  return (
    <Text c="dimmed">
      {t('sql.running')} <span aria-hidden>{t('sql.seconds', { n: format.number(Math.max(0, Math.round((now - since) / 1000))) })}</span>
    </Text>
  );
}

function Failed({ error }: { error: unknown }) {
  const { t } = useLanguage();
  const format = useFormat();
  const isWrong = error instanceof ApiError && error.wording === 'query.invalid' && error.detail !== undefined;
  return (
    <Text role="alert" c="var(--bad)" style={{ overflowWrap: 'anywhere' }}>
      {isWrong && <b>{error.place === undefined ? failureText(t, error) : t('sql.mistakeAt', { line: format.number(error.place.line), column: format.number(error.place.column) })} </b>}
      {isWrong ? said((error.detail ?? '').replace(/^line \d+, column \d+: /, '')) : failureText(t, error)}
    </Text>
  );
}

type DoneProps = Pick<RunPanelProps, 'chosen' | 'rowsMost' | 'onChart' | 'file' | 'fileName'> & { run: Extract<Run, { state: 'done' }> };

function Done({ run, chosen, rowsMost, onChart, file, fileName }: DoneProps) {
  const { t } = useLanguage();
  const format = useFormat();
  const { answer } = run;
  const chart = useMemo(() => resolveChart(chosen, answer), [chosen, answer]);
  const fetchFile = useMutation({
    mutationFn: async (kind: FileKind) => downloadBlob(`${fileName}.${kind}`, await file(kind)),
  });
  return (
    <>
      {answer.rows.length > 0 && <ChartControls answer={answer} chart={chart} onChange={onChart} />}
      <AnswerView answer={answer} chart={chart} label={t('sql.answer')} />
      {answer.truncated && (
        <Text fz="sm" mt="xs">
          {t('sql.cut', { n: format.number(answer.rows.length), most: format.number(rowsMost) }, answer.rows.length)}
        </Text>
      )}
      <FailureLine error={fetchFile.error} />
      <Group gap="sm" mt="sm">
        {(['csv', 'parquet'] as const).map((kind) => (
          <Button
            key={kind}
            variant="default"
            size="xs"
            leftSection={<Download size={14} aria-hidden />}
            loading={fetchFile.isPending && fetchFile.variables === kind}
            onClick={() => fetchFile.mutate(kind)}
          >
            {t(`sql.file.${kind}`)}
          </Button>
        ))}
      </Group>
    </>
  );
}
