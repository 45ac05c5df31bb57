//! The customer base by month: who came, who stayed, who was lost, and what they brought.

mod month;
mod query;
mod report;
mod survival;
mod totals;
mod walk;

use std::collections::BTreeMap;

use jiff::ToSpan;

pub use query::BaseQuery;
pub use report::{BaseMonth, BaseReport, GoalFigure, Survival, SurvivalPoint};

use crate::calendar::{Day, Timeline, Unit, date_of, day_of};
use crate::history::{self, Part, Reading};
use crate::source::{Scope, Source};
use crate::{CurrencyUnit, InsightError};
use totals::Days;
pub(crate) use walk::{Moves, Rule, Tally};

/// The report's name in errors.
const REPORT: &str = "base";

/// Makes the report on the customer base.
///
/// # Errors
///
/// [`InsightError::LostAfterOutOfRange`] and [`InsightError::AsOfTooLate`] for a query that makes no
/// sense, [`InsightError::Engine`] when the lake can not be read.
pub async fn base(source: &Source<'_>, query: &BaseQuery) -> Result<BaseReport, InsightError> {
    let lost_after_days = query.lost_after()?;
    let mut report = BaseReport {
        as_of: query.as_of,
        currency: CurrencyUnit::from(source.currency),
        time_zone: source.time_zone.to_owned(),
        snapshot: source.snapshot,
        lost_after_days: query.lost_after_days,
        months: Vec::new(),
        survival: Survival::of(&[])?,
        current: None,
        previous: None,
        change: BTreeMap::new(),
        goals: Vec::new(),
    };
    let Some(scope) = source.scope(REPORT, query.as_of).await? else {
        return Ok(report);
    };
    report.as_of = Some(date_of(scope.as_of));

    let whole = View::new(scope.first, scope.as_of, lost_after_days);
    let cut = whole.same_day_a_month_before(scope);
    let views: Vec<View> = std::iter::once(whole.clone()).chain(cut.clone()).collect();
    let days = Days::read(source, scope.as_of).await?;
    let start: Vec<Tally> = views
        .iter()
        .map(|view| Tally::new(&view.timeline))
        .collect();
    let reading = Reading {
        report: REPORT,
        until: scope.as_of,
        returns: false,
    };
    let tallies = history::walk(source, reading, start, move |tallies, part| {
        for (tally, view) in tallies.iter_mut().zip(&views) {
            view.count(tally, part);
        }
    })
    .await?;

    let tally = whole.joined(tallies.iter().filter_map(|parts| parts.first()));
    report.months = whole.months(&tally, &days)?;
    report.survival = Survival::of(&tally.durations())?;
    report.current = report.months.last().cloned();
    report.previous = match cut {
        Some(cut) => {
            let tally = cut.joined(tallies.iter().filter_map(|parts| parts.get(1)));
            cut.months(&tally, &days)?.pop()
        }
        None if whole.is_complete() => report.months.iter().rev().nth(1).cloned(),
        None => whole
            .full_month_before(scope)
            .and_then(|n| report.months.get(n).cloned()),
    };
    report.compare();
    if let Some(months) = query.months {
        report
            .months
            .drain(..report.months.len().saturating_sub(months));
    }
    Ok(report)
}

/// The base as it is seen at the end of one day.
#[derive(Debug, Clone)]
struct View {
    timeline: Timeline,
    rule: Rule,
}

impl View {
    fn new(first: Day, as_of: Day, lost_after_days: Day) -> Self {
        let timeline = Timeline::new(Unit::Month, first, as_of);
        Self {
            timeline,
            rule: Rule {
                lost_after_days,
                as_of,
            },
        }
    }

    fn is_complete(&self) -> bool {
        self.timeline.is_complete(self.timeline.len() - 1)
    }

    /// The month before, when it is long enough to be compared to the same day: nine days of
    /// December are held against nine days of November, not thirty.
    fn same_day_a_month_before(&self, scope: Scope) -> Option<Self> {
        let last = self.timeline.len() - 1;
        if self.is_complete() || last == 0 {
            return None;
        }
        let day = day_of(date_of(scope.as_of).saturating_sub(1.month()));
        let is_part = day < self.timeline.end(last - 1);
        (is_part && scope.first <= day)
            .then(|| Self::new(scope.first, day, self.rule.lost_after_days))
    }

    /// The number of the month before when the same day in it is its last: 30 March and 28 February.
    fn full_month_before(&self, scope: Scope) -> Option<usize> {
        let before = self.timeline.len().checked_sub(2)?;
        let day = day_of(date_of(scope.as_of).saturating_sub(1.month()));
        (day >= self.timeline.end(before)).then_some(before)
    }

    fn count(&self, tally: &mut Tally, part: &Part) {
        for orders in part.customers() {
            tally.count(orders, &self.timeline, self.rule);
        }
    }

    fn joined<'t>(&self, parts: impl Iterator<Item = &'t Tally>) -> Tally {
        parts.fold(Tally::new(&self.timeline), |mut sum, part| {
            sum.add(part);
            sum
        })
    }

    fn months(&self, tally: &Tally, days: &Days) -> Result<Vec<BaseMonth>, InsightError> {
        let totals = days.by_month(&self.timeline, self.rule.as_of)?;
        Ok(month::figures(&self.timeline, tally, &totals))
    }
}

impl BaseReport {
    /// Works out how the current month's figures stand to those of the month before.
    fn compare(&mut self) {
        let (Some(current), Some(previous)) = (&self.current, &self.previous) else {
            return;
        };
        self.change = current
            .figures()
            .into_iter()
            .zip(previous.figures())
            .map(|((name, now), (_, before))| {
                let change = now.zip(before).filter(|&(_, before)| before.abs() > 0.0);
                // Over the size of what was: a loss that halves is a change of one half, upwards.
                (
                    name,
                    change.map(|(now, before)| (now - before) / before.abs()),
                )
            })
            .collect();
    }
}
