//! Recency, frequency and money: who the customers are, by when, how often and for how much they buy.

mod place;
mod profile;
mod query;
mod report;
mod segment;
mod tally;

use jiff::civil::Date;

pub use place::{Origin, RfmPlace};
pub use query::{Bounds, Method, MethodName, RfmQuery};
pub use report::{CutValues, Flow, GridCell, Means, Migration, RfmReport, SegmentFigures};
pub use segment::Segment;

use crate::calendar::{Day, date_of, day_of};
use crate::history::{self, Reading};
use crate::source::Source;
use crate::{CurrencyUnit, InsightError, MoneyKind};
pub(crate) use profile::{Classes, Profile, profiles, segments};
use tally::Cells;

/// The report's name in errors.
const REPORT: &str = "rfm";

/// The part of the customers whose share of the money is told.
const TOP: f64 = 0.2;

/// Makes the RFM report.
///
/// # Errors
///
/// [`InsightError::CompareNotBefore`] and [`InsightError::AsOfTooLate`] for dates that make no
/// sense, [`InsightError::Engine`] when the lake can not be read.
pub async fn rfm(source: &Source<'_>, query: &RfmQuery) -> Result<RfmReport, InsightError> {
    let mut report = empty(source, query);
    let Some(scope) = source.scope(REPORT, query.as_of).await? else {
        return Ok(report);
    };
    let as_of = date_of(scope.as_of);
    report.as_of = Some(as_of);
    check_compare(query.compare, as_of)?;
    let (now, before) = read(source, query, scope.as_of).await?;
    if now.is_empty() {
        return Ok(report);
    }

    let classes = Classes::of(&now, &query.method)?;
    let cells = Cells::of(&now, &classes);
    report.customers = now.len() as u64;
    report.means = cells.means();
    report.cuts = Some(classes.values());
    report.repeat_rate = tally::repeat_rate(&now);
    report.top20_share = top_share(&now)?;
    report.grid = cells.grid();
    report.segments = cells.segments();
    if let Some(from) = query.compare {
        report.migration = Some(migration(&now, &classes, &before, query, (from, as_of))?);
    }
    Ok(report)
}

/// A day is compared with an earlier one.
pub(crate) fn check_compare(compare: Option<Date>, as_of: Date) -> Result<(), InsightError> {
    match compare {
        Some(compare) if as_of <= compare => Err(InsightError::CompareNotBefore { compare, as_of }),
        Some(_) | None => Ok(()),
    }
}

/// The report without a customer.
fn empty(source: &Source<'_>, query: &RfmQuery) -> RfmReport {
    let cells = Cells::default();
    RfmReport {
        as_of: query.as_of,
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        customers: 0,
        money: query.money,
        method: query.method.name(),
        means: None,
        cuts: None,
        repeat_rate: None,
        top20_share: None,
        grid: cells.grid(),
        segments: cells.segments(),
        migration: None,
    }
}

/// The customers at the end of the report's day, and the same customers, in the same order, at the
/// end of the day to compare with; the latter is empty when there is none.
async fn read(
    source: &Source<'_>,
    query: &RfmQuery,
    as_of: Day,
) -> Result<(Vec<Profile>, Vec<Option<Profile>>), InsightError> {
    let reading = Reading {
        report: REPORT,
        until: as_of,
        returns: query.money == MoneyKind::Net,
    };
    let compare = query.compare.map(day_of);
    let parts = history::walk(
        source,
        reading,
        (vec![], vec![]),
        move |(now, before), part| {
            // The walk reads orders up to `as_of`, so that everybody in it has one.
            now.extend(profiles(part, as_of).into_iter().flatten());
            if let Some(compare) = compare {
                before.extend(profiles(part, compare));
            }
        },
    )
    .await?;
    let (now, before): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    Ok((now.concat(), before.concat()))
}

fn top_share(profiles: &[Profile]) -> Result<Option<f64>, InsightError> {
    let mut values: Vec<f64> = profiles.iter().map(Profile::monetary).collect();
    lab::top_share(&mut values, TOP).map_err(|source| InsightError::Numbers {
        report: REPORT,
        source,
    })
}

/// Who moved from which segment to which; the earlier base is cut at its own quintiles.
fn migration(
    now: &[Profile],
    classes: &Classes,
    before: &[Option<Profile>],
    query: &RfmQuery,
    (from, to): (Date, Date),
) -> Result<Migration, InsightError> {
    let before = segments(before, &query.method)?;
    let now = now.iter().map(|profile| classes.segment(profile));
    let moves = before.into_iter().zip(now);
    Ok(Migration {
        from,
        to,
        flows: tally::flows(moves),
    })
}
