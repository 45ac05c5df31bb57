import { useCallback, useEffect, useState } from 'react';
import type { SavedQuery } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import type { Chart } from './chart-guess';
import { askSaved, askSavedFile } from './queries';
import { RunPanel } from './run-panel';
import { SavedList } from './saved-list';
import classes from './sql.module.css';
import { useRun } from './use-run';

/** For those who read reports and ask nothing themselves: what others saved, with its answer. */
export function SavedReader({ saved, all }: { saved: SavedQuery | undefined; all: readonly SavedQuery[] }) {
  const { t } = useLanguage();
  const [chart, setChart] = useState<Chart>();
  const { run, start } = useRun(useCallback(() => undefined, []));
  useEffect(() => {
    if (saved !== undefined) void start(saved.sql, async (signal) => askSaved(saved.id, {}, signal));
  }, [saved, start]);
  return (
    <div className={classes['layout']}>
      <div className={classes['main']}>
        {saved !== undefined && (
          <RunPanel
            run={run}
            chosen={chart ?? saved.chart}
            rowsMost={10_000}
            onChart={setChart}
            file={async (kind) => askSavedFile(saved.id, {}, kind)}
            fileName={saved.name}
            start={null}
          />
        )}
        {saved === undefined && <Panel title={t('sql.answer')}>{t('sql.choose')}</Panel>}
      </div>
      <Panel title={t('sql.side.saved')}>
        <SavedList queries={all} chosen={saved?.id} />
      </Panel>
    </div>
  );
}
