import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BaseReport, CardKind, ValueReport } from '../api/types';
import { CohortView } from '../features/cohorts/cohort-view';
import { cohortQuery } from '../features/cohorts/queries';
import { FigureGroup } from '../features/home/figure-group';
import { GoalTable } from '../features/home/goal-table';
import { MonthChart } from '../features/home/month-chart';
import { baseQuery } from '../features/home/queries';
import { SurvivalChart } from '../features/home/survival-chart';
import { rfmQuery } from '../features/rfm/queries';
import { RfmMap } from '../features/rfm/rfm-map';
import { SegmentTable } from '../features/rfm/segment-table';
import type { SegmentSort } from '../features/rfm/segments';
import { EquityPanel } from '../features/value/equity-panel';
import { LorenzChart } from '../features/value/lorenz-chart';
import { type Terms, valueQuery } from '../features/value/queries';
import { useFormat } from '../lib/format';
import { PanelSkeleton } from '../ui/panel-skeleton';
import { QueryView } from '../ui/query-view';

type ReportCardProps = { kind: Exclude<CardKind, 'query' | 'text'>; asOf: string | undefined; mayEdit: boolean };

const skeleton = <PanelSkeleton body={300} />;

/** A part of a report as a card: each asks for its report, and those of the same report share the answer. */
export function ReportCard({ kind, asOf, mayEdit }: ReportCardProps) {
  switch (kind) {
    case 'money_figures':
      return <BaseCard asOf={asOf}>{(report) => <FigureGroup report={report} name="money" mayEdit={mayEdit} />}</BaseCard>;
    case 'customer_figures':
      return <BaseCard asOf={asOf}>{(report) => <FigureGroup report={report} name="customers" mayEdit={mayEdit} />}</BaseCard>;
    case 'months':
      return <BaseCard asOf={asOf}>{(report, date) => <MonthChart report={report} date={date} />}</BaseCard>;
    case 'survival':
      return <BaseCard asOf={asOf}>{(report, date) => <SurvivalChart report={report} date={date} />}</BaseCard>;
    case 'goals':
      return <BaseCard asOf={asOf}>{(report, date) => <GoalTable report={report} date={date} mayEdit={mayEdit} />}</BaseCard>;
    case 'rfm_map':
    case 'rfm_segments':
      return <RfmCard asOf={asOf} map={kind === 'rfm_map'} />;
    case 'cohorts':
      return <CohortCard asOf={asOf} />;
    case 'value':
      return <ValueCard asOf={asOf}>{(report, date, terms, change) => <EquityPanel report={report} date={date} terms={terms} onChange={change} />}</ValueCard>;
    case 'concentration':
      return <ValueCard asOf={asOf}>{(report, date) => <LorenzChart report={report} date={date} />}</ValueCard>;
  }
}

function useDate(): (day: string | null) => string {
  const format = useFormat();
  return (day) => (day === null ? '' : format.date(day));
}

function BaseCard({ asOf, children }: { asOf: string | undefined; children: (report: BaseReport, date: string) => ReactNode }) {
  const date = useDate();
  const query = useQuery(baseQuery({ asOf, lostAfter: undefined }));
  return (
    <QueryView query={query} skeleton={skeleton}>
      {(report) => children(report, date(report.as_of))}
    </QueryView>
  );
}

function RfmCard({ asOf, map }: { asOf: string | undefined; map: boolean }) {
  const date = useDate();
  const [sort, setSort] = useState<SegmentSort>();
  const query = useQuery(rfmQuery({ asOf, compare: undefined, money: 'net' }));
  return (
    <QueryView query={query} skeleton={skeleton}>
      {(report) =>
        map ? <RfmMap report={report} date={date(report.as_of)} show="customers" /> : <SegmentTable report={report} date={date(report.as_of)} sort={sort} onSort={setSort} />
      }
    </QueryView>
  );
}

function CohortCard({ asOf }: { asOf: string | undefined }) {
  const query = useQuery(cohortQuery({ asOf, by: 'month', money: 'net' }));
  return (
    <QueryView query={query} skeleton={skeleton}>
      {(report) => <CohortView report={report} measure="customers" form="relative" />}
    </QueryView>
  );
}

type ValueCardProps = { asOf: string | undefined; children: (report: ValueReport, date: string, terms: Terms, change: (next: Partial<Terms>) => void) => ReactNode };

function ValueCard({ asOf, children }: ValueCardProps) {
  const date = useDate();
  const [terms, setTerms] = useState<Terms>({ margin: undefined, discount: undefined });
  const query = useQuery(valueQuery({ ...terms, as_of: asOf }));
  return (
    <QueryView query={query} skeleton={skeleton}>
      {(report) => children(report, date(report.as_of), terms, (next) => setTerms((before) => ({ ...before, ...next })))}
    </QueryView>
  );
}
