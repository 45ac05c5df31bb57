import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Play, Save, Square } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/problem';
import type { SavedQuery } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import { type Chart, resolveChart } from './chart-guess';
import { keepDraft, readDraft } from './draft';
import { Editor, type EditorHandle } from './editor';
import { type Asked, forgetHistory, readHistory, remember } from './history';
import { ask, askFile, guideQuery } from './queries';
import { RemoveSaved } from './remove-saved';
import { RunPanel } from './run-panel';
import { SavePanel } from './save-panel';
import { SidePanel } from './side-panel';
import classes from './sql.module.css';
import { type Run, useRun } from './use-run';

const example = `select month_of(day) as month,
  count(*) as orders,
  major(sum(revenue_minor)) as revenue
from orders
group by 1
order by 1`;

type SqlDeskProps = {
  login: string;
  saved: SavedQuery | undefined;
  all: readonly SavedQuery[];
  onOpen: (id: string | undefined) => void;
  onRemoved: (query: SavedQuery) => void;
};

/** Where a question is written, asked and saved. */
export function SqlDesk({ login, saved, all, onOpen, onRemoved }: SqlDeskProps) {
  const { t } = useLanguage();
  const guide = useQuery(guideQuery()).data;
  const place = saved?.id ?? 'new';
  // What the text began from: what others save meanwhile must not slip under it.
  const [base, setBase] = useState(saved);
  const before = base?.sql ?? '';
  const [text, setText] = useState(() => readDraft(login, place) ?? before);
  const [chart, setChart] = useState<Chart>();
  const [saving, setSaving] = useState(false);
  const [asked, setAsked] = useState<readonly Asked[]>(() => readHistory(login));
  const editor = useRef<EditorHandle>(null);

  const ended = useCallback(
    (sql: string, run: Run) => setAsked(remember(login, { sql, at: new Date().toISOString(), rows: run.state === 'done' ? run.answer.rows.length : null })),
    [login],
  );
  const { run, start, cancel } = useRun(ended);
  const write = (next: string) => {
    setText(next);
    keepDraft(login, place, next, before);
  };
  const go = () => {
    if (text.trim() !== '') void start(text, async (signal) => ask(text, {}, signal));
  };

  // What was saved is asked once when it is opened: that is what its reader came for.
  const opened = useRef(saved === undefined);
  useEffect(() => {
    if (opened.current || saved === undefined) return;
    opened.current = true;
    void start(saved.sql, async (signal) => ask(saved.sql, {}, signal));
  }, [saved, start]);

  const mistake = run.state === 'failed' && run.sql === text && run.error instanceof ApiError ? run.error.place : undefined;
  const isRunning = run.state === 'running';

  return (
    <div className={classes['layout']}>
      <div className={classes['main']}>
        <Panel title={saved?.name ?? t('sql.new')} note={saved === undefined ? undefined : saved.description || undefined}>
          <Editor ref={editor} text={text} guide={guide} mistake={mistake} onChange={write} onRun={go} />
          <Group gap="sm" mt="sm">
            {isRunning ? (
              <Button variant="default" leftSection={<Square size={14} aria-hidden />} onClick={cancel}>
                {t('sql.cancel')}
              </Button>
            ) : (
              <Button leftSection={<Play size={14} aria-hidden />} disabled={text.trim() === ''} onClick={go}>
                {t('sql.run')}
              </Button>
            )}
            <Button variant="default" leftSection={<Save size={14} aria-hidden />} aria-expanded={saving} disabled={text.trim() === ''} onClick={() => setSaving(!saving)}>
              {t('sql.keep')}
            </Button>
            {saved !== undefined && (
              <>
                <Button variant="subtle" onClick={() => onOpen(undefined)}>
                  {t('sql.new')}
                </Button>
                <RemoveSaved query={saved} onRemoved={onRemoved} />
                {text !== before && (
                  <Text fz="xs" c="dimmed">
                    {t('sql.unsaved')}
                  </Text>
                )}
              </>
            )}
          </Group>
        </Panel>
        {saving && (
          <SavePanel
            key={`${place} ${base?.version ?? 0}`}
            sql={text}
            chart={chart ?? (run.state === 'done' ? resolveChart(base?.chart, run.answer) : undefined)}
            saved={base}
            onClose={() => setSaving(false)}
            onTheirs={(theirs) => {
              setBase(theirs);
              setText(theirs.sql);
              keepDraft(login, place, theirs.sql, theirs.sql);
              setChart(undefined);
            }}
            onSaved={(query) => {
              setSaving(false);
              keepDraft(login, place, '', '');
              if (query.id === base?.id) setBase(query);
              onOpen(query.id);
            }}
          />
        )}
        <RunPanel
          run={run}
          chosen={chart ?? saved?.chart}
          rowsMost={guide?.rows_max ?? 0}
          onChart={setChart}
          file={async (kind) => askFile(run.state === 'done' ? run.sql : text, {}, kind, guide?.rows_max ?? 10_000)}
          fileName={saved?.name ?? 'answer'}
          start={<Start onExample={() => write(example)} isEmpty={text.trim() === ''} />}
        />
      </div>
      <SidePanel
        guide={guide}
        all={all}
        chosen={saved?.id}
        asked={asked}
        onInsert={(added) => editor.current?.insert(added)}
        onAgain={write}
        onForget={() => {
          forgetHistory(login);
          setAsked([]);
        }}
      />
    </div>
  );
}

function Start({ onExample, isEmpty }: { onExample: () => void; isEmpty: boolean }) {
  const { t } = useLanguage();
  return (
    <>
      <Text c="dimmed">{t('sql.start')}</Text>
      {isEmpty && (
        <Button mt="sm" variant="default" size="xs" onClick={onExample}>
          {t('sql.example')}
        </Button>
      )}
    </>
  );
}
