import { SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ValueReport } from '../../api/types';
import { useFormat } from '../../lib/format';
import { CalibrationChart } from './calibration-chart';
import { CandidateTable } from './candidate-table';
import { EquityPanel } from './equity-panel';
import { type GroupBy, GroupTable } from './group-table';
import { LorenzChart } from './lorenz-chart';
import { ModelCard } from './model-card';
import { PastForecasts } from './past-forecasts';
import type { Months, ScoreSort, Terms } from './queries';
import { LastRefit } from './refit-failure';
import { ScoreList } from './score-list';
import type { Track } from './tracking';
import { TrackingChart } from './tracking-chart';

/** What the reader chose to see. */
export type ValueChoice = {
  months: Months;
  by: GroupBy;
  track: Track;
  candidate: string | undefined;
  sort: ScoreSort;
};

type ValueViewProps = {
  report: ValueReport;
  terms: Terms;
  choice: ValueChoice;
  mayFit: boolean;
  /** The bridge between two days, which is a report of its own. */
  bridge: ReactNode;
  /** The customers of the figure that was opened. */
  opened: ReactNode;
  onTerms: (next: Partial<Terms>) => void;
  onChoice: (next: Partial<ValueChoice>) => void;
};

export function ValueView({ report, terms, choice, mayFit, bridge, opened, onTerms, onChoice }: ValueViewProps) {
  const format = useFormat();
  const { model } = report;
  const date = report.as_of === null ? '' : format.date(report.as_of);

  return (
    <Stack gap="md">
      <EquityPanel report={report} date={date} terms={terms} onChange={onTerms} />
      <LastRefit />
      <ModelCard model={model} mayFit={mayFit} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <TrackingChart
          model={model}
          track={choice.track}
          candidate={choice.candidate}
          onTrack={(track) => onChoice({ track })}
          onCandidate={(candidate) => onChoice({ candidate })}
        />
        <CalibrationChart model={model} />
      </SimpleGrid>
      <CandidateTable model={model} />
      <GroupTable report={report} date={date} by={choice.by} months={choice.months} onBy={(by) => onChoice({ by })} />
      {opened}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <LorenzChart report={report} date={date} />
        {bridge}
      </SimpleGrid>
      <PastForecasts report={report} />
      <ScoreList report={report} sort={choice.sort} onSort={(sort) => onChoice({ sort })} />
    </Stack>
  );
}
