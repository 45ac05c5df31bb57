//! The retention matrix: customers by value and by risk of loss, and what to do about them.

mod classes;
mod customers;
mod query;
mod report;

use store::Store;

pub use classes::{Level, Treatment};
pub use customers::{MatrixCustomer, MatrixPage, MatrixPlace, matrix_customers};
pub use query::{MatrixQuery, RiskMeasure};
pub use report::{MatrixCell, MatrixReport, WinBack};

use crate::appraisal::{Appraised, Horizon, Terms, appraise};
use crate::calendar::{Day, date_of};
use crate::source::Source;
use crate::value::{Groups, Margin, Model, YEAR_DAYS, find_in_force, margin, read_histories};
use crate::{CurrencyUnit, InsightError};
use classes::Classes;
use query::Checked;
use report::Tally;

/// The report's name in errors.
const REPORT: &str = "retention-matrix";

/// Makes the retention matrix with the model in force.
///
/// # Errors
///
/// [`InsightError::NoModel`] when none was fitted, [`InsightError::OutOfRange`] and as [`value`](crate::value) for a
/// query that makes no sense.
pub async fn retention_matrix(
    source: &Source<'_>,
    store: &Store,
    query: &MatrixQuery,
) -> Result<MatrixReport, InsightError> {
    let read = Read::of(source, store, query).await?;
    let mut tally = Tally::default();
    for member in &read.members {
        tally.add(member, &read.classes);
    }
    Ok(MatrixReport {
        as_of: read.as_of.map(date_of).or(query.as_of),
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        model: read.model.id,
        model_kind: read.model.kind.clone(),
        model_version: read.model.version,
        months: query.months,
        margin: read.margin,
        yearly_discount: query.yearly_discount,
        risk: query.risk,
        days: query.days,
        lost_after_days: query.lost_after_days,
        value_bounds_minor: read.classes.value_bounds(),
        risk_bounds: read.classes.risk_bounds(),
        customers: read.members.len() as u64,
        clv_minor: tally.clv_minor(),
        at_stake_minor: tally.at_stake_minor(),
        cells: tally.cells(read.members.len() as u64),
        win_back: tally.win_back(),
    })
}

/// One customer as the matrix sees them.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Member {
    one: Appraised,
    /// 0 to 1.
    risk: f64,
    /// What the customer brought in the 365 days up to the report's.
    last_year_minor: i64,
    /// Whether the last order is so long ago that the customer counts as lost.
    is_lost: bool,
}

impl Member {
    /// What is at stake: the value times the probability of losing it.
    fn at_stake_minor(&self) -> f64 {
        self.one.clv_minor * self.risk
    }
}

/// What is read for the matrix.
struct Read {
    as_of: Option<Day>,
    model: Model,
    margin: Margin,
    /// By id.
    members: Vec<Member>,
    classes: Classes,
}

impl Read {
    async fn of(
        source: &Source<'_>,
        store: &Store,
        query: &MatrixQuery,
    ) -> Result<Self, InsightError> {
        let checked = query.check()?;
        let model = find_in_force(store).await?.ok_or(InsightError::NoModel)?;
        let scope = source.scope(REPORT, query.as_of).await?;
        let as_of = scope.map(|scope| scope.as_of);
        let margin = margin(source, &checked.value, as_of.unwrap_or(Day::MAX)).await?;
        let members = match as_of {
            Some(as_of) => {
                let terms = Terms {
                    margin: margin.rate,
                    yearly_discount: query.yearly_discount,
                    horizon: Horizon::of(query.months)?,
                    silent_days: (query.risk == RiskMeasure::NoOrder).then_some(query.days),
                };
                members(source, as_of, &model, terms, &checked).await?
            }
            None => Vec::new(),
        };
        let classes = Classes::of(&members, &checked)?;
        Ok(Self {
            as_of,
            model,
            margin,
            members,
            classes,
        })
    }
}

async fn members(
    source: &Source<'_>,
    as_of: Day,
    model: &Model,
    terms: Terms,
    checked: &Checked,
) -> Result<Vec<Member>, InsightError> {
    let now = appraise(source, REPORT, as_of, model, terms).await?;
    #[expect(clippy::cast_possible_truncation, reason = "365 days")]
    let year_before = as_of.saturating_sub(YEAR_DAYS as Day);
    let nobody = Groups::default();
    let parts = read_histories(source, REPORT, year_before, model.found.money, nobody).await?;
    let mut earlier: Vec<(i64, i64)> = parts
        .iter()
        .flatten()
        .map(|customer| (customer.customer_id, customer.revenue_minor))
        .collect();
    earlier.sort_unstable();
    let mut earlier = earlier.into_iter().peekable();
    let member = |one: Appraised| {
        while earlier.next_if(|&(id, _)| id < one.customer_id).is_some() {}
        let before = earlier.next_if(|&(id, _)| id == one.customer_id);
        Member {
            one,
            risk: match terms.silent_days {
                Some(_) => one.silence,
                None => 1.0 - one.p_alive,
            },
            last_year_minor: one
                .revenue_minor
                .saturating_sub(before.map_or(0, |(_, minor)| minor)),
            is_lost: one.last_day.saturating_add(checked.lost_after) <= as_of,
        }
    };
    Ok(now.into_iter().map(member).collect())
}
