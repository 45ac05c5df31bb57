//! Customers by when they came: who comes back, how often, and what it adds up to.

mod report;
mod walk;

use jiff::civil::Date;

pub use report::{AverageRetention, Cohort, CohortCell, CohortReport};

use crate::calendar::{Timeline, date_of};
use crate::history::{self, Reading};
use crate::source::Source;
use crate::{CurrencyUnit, InsightError, MoneyKind, Unit};
use walk::{Deeds, Tally};

/// The report's name in errors.
const REPORT: &str = "cohorts";

/// Which cohort report is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CohortQuery {
    /// The day at whose end things are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// The length of the periods.
    pub by: Unit,
    /// Which money counts.
    pub money: MoneyKind,
}

/// Makes the cohort report.
///
/// # Errors
///
/// [`InsightError::AsOfTooLate`] for a date far behind the last order, [`InsightError::Engine`] when
/// the lake can not be read.
pub async fn cohorts(
    source: &Source<'_>,
    query: &CohortQuery,
) -> Result<CohortReport, InsightError> {
    let mut report = CohortReport {
        as_of: query.as_of,
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        by: query.by,
        money: query.money,
        cohorts: Vec::new(),
        average: Vec::new(),
    };
    let Some(scope) = source.scope(REPORT, query.as_of).await? else {
        return Ok(report);
    };
    report.as_of = Some(date_of(scope.as_of));
    let timeline = Timeline::new(query.by, scope.first, scope.as_of);
    let reading = Reading {
        report: REPORT,
        until: scope.as_of,
        returns: query.money == MoneyKind::Net,
    };
    let shared = timeline.clone();
    let parts = history::walk(
        source,
        reading,
        Tally::new(&timeline),
        move |tally, part| {
            tally.count(part, &shared);
        },
    )
    .await?;
    let mut tally = Tally::new(&timeline);
    for part in &parts {
        tally.add(part);
    }
    report.cohorts = tally
        .cohorts
        .iter()
        .enumerate()
        .filter(|(_, periods)| !periods.is_empty())
        .map(|(first, periods)| Cohort::of(first, periods, &timeline))
        .collect();
    report.average = average(&report.cohorts);
    Ok(report)
}

impl Cohort {
    fn of(first: usize, periods: &[Deeds], timeline: &Timeline) -> Self {
        let size = periods.first().map_or(0, |deeds| deeds.customers);
        let each = lab::count_to_f64(size);
        let mut so_far = Deeds::default();
        let cells = (0..timeline.len() - first)
            .map(|period| {
                let deeds = periods.get(period).copied().unwrap_or_default();
                so_far.add(deeds);
                CohortCell {
                    period,
                    complete: timeline.is_complete(first + period),
                    customers: deeds.customers,
                    retention: lab::count_to_f64(deeds.customers) / each,
                    orders: deeds.orders,
                    revenue_minor: deeds.revenue_minor,
                    revenue_per_customer_minor: lab::minor_to_f64(deeds.revenue_minor) / each,
                    cumulative_orders: so_far.orders,
                    cumulative_revenue_minor: so_far.revenue_minor,
                    cumulative_revenue_per_customer_minor: lab::minor_to_f64(so_far.revenue_minor)
                        / each,
                }
            })
            .collect();
        let start = date_of(timeline.start(first));
        Self {
            cohort: timeline.label(first),
            start,
            size,
            cells,
        }
    }
}

/// Retention by period, over the cohorts for which the period is complete.
fn average(cohorts: &[Cohort]) -> Vec<AverageRetention> {
    let longest = cohorts
        .iter()
        .map(|cohort| cohort.cells.len())
        .max()
        .unwrap_or(0);
    (0..longest)
        .filter_map(|period| {
            let complete = || {
                cohorts
                    .iter()
                    .filter_map(|cohort| Some((cohort.size, cohort.cells.get(period)?)))
                    .filter(|(_, cell)| cell.complete)
            };
            let size: u64 = complete().map(|(size, _)| size).sum();
            let active: u64 = complete().map(|(_, cell)| cell.customers).sum();
            (size > 0).then(|| AverageRetention {
                period,
                retention: lab::count_to_f64(active) / lab::count_to_f64(size),
                cohorts: complete().count(),
            })
        })
        .collect()
}
