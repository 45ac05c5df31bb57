import type { ReportSchedule, ReportScheduleInput, ScheduledReport } from '../../api/types';

export const reports = ['base', 'rfm', 'cohorts', 'products', 'acquisition', 'equity', 'retention_matrix', 'query'] as const satisfies readonly ScheduledReport[];
export const rhythms = ['daily', 'weekly', 'monthly'] as const;
export const periods = ['week', 'month', 'quarter', 'year'] as const;
export const monies = ['net', 'gross'] as const;

type Subject = ReportScheduleInput['subject'];

/** What is asked of a schedule, with values for all reports; those of other reports are left out when it is sent. */
export type Draft = {
  name: string;
  report: ScheduledReport;
  months: number;
  days: number;
  by: (typeof periods)[number];
  money: (typeof monies)[number];
  query: string;
  rhythm: (typeof rhythms)[number];
  weekday: number;
  monthday: number;
  hour: number;
  isOn: boolean;
};

export const newDraft: Draft = { name: '', report: 'base', months: 12, days: 30, by: 'month', money: 'net', query: '', rhythm: 'weekly', weekday: 1, monthday: 1, hour: 7, isOn: true };

export function draftOf({ name, subject, rhythm, day, hour, is_on: isOn }: ReportSchedule): Draft {
  return {
    name,
    report: subject.report,
    months: subject.months ?? newDraft.months,
    days: subject.days ?? newDraft.days,
    by: subject.by ?? newDraft.by,
    money: subject.money ?? newDraft.money,
    query: subject.query ?? '',
    rhythm,
    weekday: rhythm === 'weekly' && day !== null ? day : newDraft.weekday,
    monthday: rhythm === 'monthly' && day !== null ? day : newDraft.monthday,
    hour,
    isOn,
  };
}

export function inputOf(draft: Draft): ReportScheduleInput {
  const { name, rhythm, weekday, monthday, hour, isOn } = draft;
  const day = { daily: {}, weekly: { day: weekday }, monthly: { day: monthday } }[rhythm];
  return { name, subject: subjectOf(draft), rhythm, ...day, hour, is_on: isOn };
}

function subjectOf({ report, months, days, by, money, query }: Draft): Subject {
  switch (report) {
    case 'base':
      return { report, months };
    case 'rfm':
      return { report, money };
    case 'cohorts':
      return { report, by, money };
    case 'products':
      return { report, days };
    case 'query':
      return { report, query };
    default:
      return { report };
  }
}
