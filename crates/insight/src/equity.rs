//! The bridge of customer equity between two days: what was won, lost and developed.

mod bridge;
mod customers;
mod report;

use jiff::ToSpan;
use jiff::civil::Date;
use store::Store;

pub use customers::equity_customers;
pub use report::{EquityPiece, EquityReport, PieceName};

use crate::appraisal::{Appraised, Horizon, Terms, appraise};
use crate::base::BaseQuery;
use crate::calendar::{Day, date_of, day_of};
use crate::source::Source;
use crate::value::{Margin, Model, ValueQuery, YEARLY_DISCOUNT, find_in_force, margin};
use crate::{CurrencyUnit, InsightError};

/// The report's name in errors.
const REPORT: &str = "equity";

/// Which bridge is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EquityQuery {
    /// The earlier day; a year before the later one when absent.
    pub from: Option<Date>,
    /// The later day; the last day with an order when absent.
    pub to: Option<Date>,
    /// Days without an order after which a customer counts as lost, 31 to 3,660; normally 180.
    pub lost_after_days: u32,
    /// How far a customer's value reaches: 12, 24 or 36 months.
    pub months: u32,
    /// The part of the revenue that stays after costs, above 0 to 1; from the costs in the lake when absent.
    pub margin: Option<f64>,
    /// What is taken off in a year, 0 to 10.
    pub yearly_discount: f64,
}

impl Default for EquityQuery {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            lost_after_days: 180,
            months: 36,
            margin: None,
            yearly_discount: YEARLY_DISCOUNT,
        }
    }
}

/// Makes the bridge with the model in force, the same for both days.
///
/// # Errors
///
/// [`InsightError::NoModel`] when none was fitted, [`InsightError::CompareNotBefore`] when the days are not in order,
/// and for a query that makes no sense as [`value`](crate::value) and [`base`](crate::base).
pub async fn equity(
    source: &Source<'_>,
    store: &Store,
    query: &EquityQuery,
) -> Result<EquityReport, InsightError> {
    let read = Read::of(source, store, query).await?;
    let Read {
        model,
        margin,
        from,
        to,
        before,
        after,
        ..
    } = &read;
    let bridge = bridge::bridge(before, after, read.rule());
    Ok(EquityReport {
        from: from.map(date_of).or(query.from),
        as_of: to.map(date_of).or(query.to),
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        model: model.id,
        model_kind: model.kind.clone(),
        model_version: model.version,
        months: query.months,
        margin: *margin,
        yearly_discount: query.yearly_discount,
        lost_after_days: query.lost_after_days,
        customers_before: before.len() as u64,
        customers_after: after.len() as u64,
        equity_before_minor: bridge.before_minor,
        equity_after_minor: bridge.after_minor,
        change_minor: bridge.after_minor.saturating_sub(bridge.before_minor),
        pieces: bridge.pieces,
    })
}

/// The customers of both days, and what they are compared by.
struct Read {
    model: Model,
    margin: Margin,
    /// The days; absent when nothing had been ordered by the later one.
    from: Option<Day>,
    to: Option<Day>,
    lost_after: Day,
    before: Vec<Appraised>,
    after: Vec<Appraised>,
}

impl Read {
    async fn of(
        source: &Source<'_>,
        store: &Store,
        query: &EquityQuery,
    ) -> Result<Self, InsightError> {
        let lost_after = lost_after(query.lost_after_days)?;
        let horizon = Horizon::of(query.months)?;
        let asked = ValueQuery {
            as_of: query.to,
            margin: query.margin,
            yearly_discount: query.yearly_discount,
        };
        asked.check()?;
        let model = find_in_force(store).await?.ok_or(InsightError::NoModel)?;
        let scope = source.scope(REPORT, query.to).await?;
        let to = scope.map(|scope| scope.as_of);
        let margin = margin(source, &asked, to.unwrap_or(Day::MAX)).await?;
        let from = from(query, to)?;
        let terms = Terms {
            margin: margin.rate,
            yearly_discount: query.yearly_discount,
            horizon,
            silent_days: None,
        };
        Ok(Self {
            before: of_day(source, from, &model, terms).await?,
            after: of_day(source, to, &model, terms).await?,
            model,
            margin,
            from,
            to,
            lost_after,
        })
    }

    fn rule(&self) -> bridge::Rule {
        bridge::Rule {
            from: self.from.unwrap_or(Day::MIN),
            to: self.to.unwrap_or(Day::MIN),
            lost_after: self.lost_after,
        }
    }
}

/// The days after which a customer is lost, as in the report on the base.
fn lost_after(days: u32) -> Result<Day, InsightError> {
    BaseQuery {
        lost_after_days: days,
        ..BaseQuery::default()
    }
    .lost_after()
}

/// The earlier day, which lies before the later one.
fn from(query: &EquityQuery, to: Option<Day>) -> Result<Option<Day>, InsightError> {
    let Some(to) = to.map(date_of) else {
        return Ok(None);
    };
    let from = query.from.unwrap_or_else(|| to.saturating_sub(1.year()));
    if to <= from {
        return Err(InsightError::CompareNotBefore {
            compare: from,
            as_of: to,
        });
    }
    Ok(Some(day_of(from)))
}

async fn of_day(
    source: &Source<'_>,
    day: Option<Day>,
    model: &Model,
    terms: Terms,
) -> Result<Vec<Appraised>, InsightError> {
    match day {
        Some(day) => appraise(source, REPORT, day, model, terms).await,
        None => Ok(Vec::new()),
    }
}
