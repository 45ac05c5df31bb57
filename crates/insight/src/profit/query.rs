//! What can be asked of the report on profitability.

use jiff::civil::Date;

use crate::InsightError;
use crate::lost::share;

/// The most that serving one order or return may cost, minor units: a thousand millions with two digits.
const COST_MOST: i64 = 100_000_000_000;

/// Which report on profitability is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ProfitQuery {
    /// The day at whose end things are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// The first day that counts; all of history when absent.
    pub from: Option<Date>,
    /// What serving one order costs, minor units.
    pub cost_per_order_minor: i64,
    /// What serving one return costs, minor units.
    pub cost_per_return_minor: i64,
    /// The share of revenue that is left after the cost of goods, for lines whose cost is not known; above 0,
    /// at most 1.
    pub margin: Option<f64>,
}

/// The costs of a query that have been found to make sense.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rates {
    pub(super) order_minor: i64,
    pub(super) return_minor: i64,
    pub(super) margin: Option<f64>,
}

impl ProfitQuery {
    pub(super) fn rates(&self) -> Result<Rates, InsightError> {
        if let Some(margin) = self.margin {
            share("margin", "above 0 %, at most 100 %", margin, |x| {
                0.0 < x && x <= 1.0
            })?;
        }
        Ok(Rates {
            order_minor: cost("cost of serving an order", self.cost_per_order_minor)?,
            return_minor: cost("cost of serving a return", self.cost_per_return_minor)?,
            margin: self.margin,
        })
    }
}

fn cost(what: &'static str, minor: i64) -> Result<i64, InsightError> {
    if (0..=COST_MOST).contains(&minor) {
        return Ok(minor);
    }
    Err(InsightError::OutOfRange {
        what,
        range: "0 or more, at most 100000000000 in minor units",
        given: minor.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_not_negative() {
        let query = ProfitQuery {
            cost_per_return_minor: -1,
            ..ProfitQuery::default()
        };
        assert_eq!(
            query.rates().unwrap_err().to_string(),
            "the cost of serving a return must be 0 or more, at most 100000000000 in minor units, -1 was given"
        );
        for margin in [0.0, -0.2, 1.01, f64::NAN] {
            let query = ProfitQuery {
                margin: Some(margin),
                ..ProfitQuery::default()
            };
            assert!(query.rates().is_err(), "{margin}");
        }
    }
}
