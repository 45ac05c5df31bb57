import { SegmentedControl, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { QueryGuide, SavedQuery } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { Panel } from '../../ui/panel';
import type { Asked } from './history';
import { HistoryList } from './history-list';
import { SavedList } from './saved-list';
import { SchemaBrowser } from './schema-browser';

const sides = ['tables', 'saved', 'history'] as const;
type Side = (typeof sides)[number];

type SidePanelProps = {
  guide: QueryGuide | undefined;
  all: readonly SavedQuery[];
  chosen: string | undefined;
  asked: readonly Asked[];
  onInsert: (text: string) => void;
  onAgain: (sql: string) => void;
  onForget: () => void;
};

/** Beside the question: what it can name, what was saved, what was asked here. */
export function SidePanel({ guide, all, chosen, asked, onInsert, onAgain, onForget }: SidePanelProps) {
  const { t } = useLanguage();
  const [side, setSide] = useState<Side>(chosen === undefined ? 'tables' : 'saved');
  return (
    <Panel title={t(`sql.side.${side}`)}>
      <SegmentedControl
        fullWidth
        size="xs"
        mb="sm"
        bg="var(--track)"
        aria-label={t('sql.side.label')}
        value={side}
        data={sides.map((value) => ({ value, label: t(`sql.side.${value}`) }))}
        onChange={(value) => setSide(sides.find((one) => one === value) ?? 'tables')}
      />
      {side === 'tables' && (guide === undefined ? <Skeleton height={300} /> : <SchemaBrowser guide={guide} onInsert={onInsert} />)}
      {side === 'saved' && <SavedList queries={all} chosen={chosen} />}
      {side === 'history' && <HistoryList asked={asked} onChoose={onAgain} onForget={onForget} />}
    </Panel>
  );
}
