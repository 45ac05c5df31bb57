//! Under which terms value is counted: what part of revenue stays, and what later money is worth today.

use arrow::array::Array;
use arrow::datatypes::Int64Type;
use jiff::civil::Date;
use serde::Serialize;

use crate::InsightError;
use crate::calendar::Day;
use crate::money::ratio;
use crate::source::{Source, column};
use crate::value::sample::REPORT;
use crate::value::scores::YEARLY_DISCOUNT;

/// Costs must be known for this part of the revenue at least to tell a margin.
const COSTS_KNOWN: f64 = 0.5;

/// The largest yearly discount that is taken for one.
const DISCOUNT_MOST: f64 = 10.0;

/// Which report of value is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueQuery {
    /// The day at whose end things are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// The part of the revenue that stays after costs, above 0 to 1; from the costs in the lake when absent.
    pub margin: Option<f64>,
    /// What is taken off in a year, 0 to 10.
    pub yearly_discount: f64,
}

impl Default for ValueQuery {
    fn default() -> Self {
        Self {
            as_of: None,
            margin: None,
            yearly_discount: YEARLY_DISCOUNT,
        }
    }
}

impl ValueQuery {
    /// Refuses what makes no sense.
    pub(crate) fn check(&self) -> Result<(), InsightError> {
        if let Some(given) = self
            .margin
            .filter(|margin| !(0.0 < *margin && *margin <= 1.0))
        {
            return Err(InsightError::MarginOutOfRange { given });
        }
        if (0.0..=DISCOUNT_MOST).contains(&self.yearly_discount) {
            Ok(())
        } else {
            Err(InsightError::DiscountOutOfRange {
                given: self.yearly_discount,
            })
        }
    }
}

/// Where a margin comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarginSource {
    /// It was given.
    Given,
    /// From the costs of the orders.
    Costs,
    /// It is not known: values are revenue.
    Revenue,
}

/// The part of the revenue that stays.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Margin {
    /// The part; 1 when it is not known. Below 0 when the orders cost more than they brought.
    pub rate: f64,
    /// Where it comes from.
    pub source: MarginSource,
    /// The part of the revenue whose costs are known; absent when the margin was given.
    pub costs_known: Option<f64>,
}

/// The margin asked for, or that of the orders until a day.
pub(crate) async fn margin(
    source: &Source<'_>,
    query: &ValueQuery,
    as_of: Day,
) -> Result<Margin, InsightError> {
    if let Some(rate) = query.margin {
        return Ok(Margin {
            rate,
            source: MarginSource::Given,
            costs_known: None,
        });
    }
    let text = include_str!("../sql/order_costs.sql");
    let rows = source.rows(REPORT, text, Some(as_of)).await?;
    let [mut revenue, mut known, mut costs] = [0_i64; 3];
    for batch in &rows {
        for (index, (name, sum)) in [
            ("revenue_minor", &mut revenue),
            ("known_minor", &mut known),
            ("cost_minor", &mut costs),
        ]
        .into_iter()
        .enumerate()
        {
            let column = column::<Int64Type>(batch, index, REPORT, name)?;
            if !column.is_empty() && column.is_valid(0) {
                *sum += column.value(0);
            }
        }
    }
    let share = |part: i64, whole: i64| ratio(lab::minor_to_f64(part), lab::minor_to_f64(whole));
    let costs_known = share(known, revenue).unwrap_or(0.0);
    let rate = share(known - costs, known).filter(|_| costs_known >= COSTS_KNOWN);
    Ok(match rate {
        Some(rate) => Margin {
            rate,
            source: MarginSource::Costs,
            costs_known: Some(costs_known),
        },
        None => Margin {
            rate: 1.0,
            source: MarginSource::Revenue,
            costs_known: Some(costs_known),
        },
    })
}
