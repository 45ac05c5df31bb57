//! What is known of the costs of orders.

use arrow::array::Array as _;
use arrow::datatypes::Int64Type;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::InsightError;
use crate::calendar::day_of;
use crate::money::ratio;
use crate::source::{Source, column};

/// What orders with known costs brought and cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Costs {
    pub(crate) revenue_minor: i64,
    pub(crate) cost_minor: i64,
}

impl Costs {
    /// The share of revenue that is left after costs; `None` when no cost is known or nothing is left.
    pub(crate) fn margin(self) -> Option<f64> {
        let left = self.revenue_minor.saturating_sub(self.cost_minor);
        ratio(
            lab::minor_to_f64(left),
            lab::minor_to_f64(self.revenue_minor),
        )
        .filter(|margin| self.cost_minor != 0 && 0.0 < *margin && *margin <= 1.0)
    }
}

/// Reads the costs of a year up to a day, included.
pub(crate) async fn last_year(
    source: &Source<'_>,
    report: &'static str,
    until: Date,
) -> Result<Costs, InsightError> {
    let from = day_of(until.saturating_sub(1.year()));
    let rows = source
        .rows_between(
            report,
            include_str!("sql/known_costs.sql"),
            (from, day_of(until)),
        )
        .await?;
    let Some(batch) = rows.iter().find(|batch| batch.num_rows() > 0) else {
        return Ok(Costs::default());
    };
    let revenue = column::<Int64Type>(batch, 0, report, "revenue_minor")?;
    let cost = column::<Int64Type>(batch, 1, report, "cost_minor")?;
    if revenue.is_null(0) || cost.is_null(0) {
        return Ok(Costs::default());
    }
    Ok(Costs {
        revenue_minor: revenue.value(0),
        cost_minor: cost.value(0),
    })
}
