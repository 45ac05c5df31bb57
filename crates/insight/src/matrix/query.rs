//! What can be asked of the retention matrix.

use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;

use crate::InsightError;
use crate::base::BaseQuery;
use crate::calendar::Day;
use crate::value::{ValueQuery, YEARLY_DISCOUNT};

/// The bounds of risk when none are given: less than one in four, and more probably lost than not.
const RISK_BOUNDS: [f64; 2] = [0.25, 0.5];

/// The longest time for which the probability of no order is told: ten years.
const DAYS_MOST: u32 = 3_650;

/// Which retention matrix is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MatrixQuery {
    /// The day at whose end things are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// Two rising bounds of value, minor units; the terciles of the base when absent.
    pub value_bounds_minor: Option<[i64; 2]>,
    /// Two rising bounds of risk, above 0 and below 1; a quarter and a half when absent.
    pub risk_bounds: Option<[f64; 2]>,
    /// What the risk is.
    pub risk: RiskMeasure,
    /// For [`RiskMeasure::NoOrder`]: in so many days, 1 to 3,650.
    pub days: u32,
    /// How far a customer's value reaches: 12, 24 or 36 months.
    pub months: u32,
    /// The part of the revenue that stays after costs, above 0 to 1; from the costs in the lake when absent.
    pub margin: Option<f64>,
    /// What is taken off in a year, 0 to 10.
    pub yearly_discount: f64,
    /// Days without an order after which a customer counts as lost, 31 to 3,660; normally 180.
    pub lost_after_days: u32,
}

impl Default for MatrixQuery {
    fn default() -> Self {
        Self {
            as_of: None,
            value_bounds_minor: None,
            risk_bounds: None,
            risk: RiskMeasure::NoOrder,
            days: 180,
            months: 36,
            margin: None,
            yearly_discount: YEARLY_DISCOUNT,
            lost_after_days: 180,
        }
    }
}

/// What the risk of losing a customer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskMeasure {
    /// The probability that nothing is ordered in some days: that the customer will count as lost.
    #[default]
    NoOrder,
    /// The probability that the customer has left already, as the model sees it.
    Left,
}

impl FromStr for RiskMeasure {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "no_order" | "no-order" => Ok(Self::NoOrder),
            "left" => Ok(Self::Left),
            _ => Err(InsightError::NameUnknown {
                what: "risk",
                given: text.to_owned(),
                expected: "no_order or left",
            }),
        }
    }
}

/// The parts of a query that have been found to make sense.
pub(super) struct Checked {
    pub(super) value: ValueQuery,
    pub(super) value_bounds_minor: Option<[i64; 2]>,
    pub(super) risk_bounds: [f64; 2],
    pub(super) lost_after: Day,
}

impl MatrixQuery {
    /// Refuses what makes no sense.
    pub(super) fn check(&self) -> Result<Checked, InsightError> {
        let value = ValueQuery {
            as_of: self.as_of,
            margin: self.margin,
            yearly_discount: self.yearly_discount,
        };
        value.check()?;
        if !(1..=DAYS_MOST).contains(&self.days) {
            return Err(InsightError::OutOfRange {
                what: "number of days",
                range: "from 1 to 3650",
                given: self.days.to_string(),
            });
        }
        if let Some([first, second]) = self
            .value_bounds_minor
            .filter(|bounds| bounds[0] >= bounds[1])
        {
            return Err(InsightError::OutOfRange {
                what: "second bound of value",
                range: "above the first",
                given: format!("{second} after {first}"),
            });
        }
        let risk_bounds = self.risk_bounds.unwrap_or(RISK_BOUNDS);
        let [first, second] = risk_bounds;
        if !(0.0 < first && first < second && second < 1.0) {
            return Err(InsightError::OutOfRange {
                what: "bounds of risk",
                range: "two rising shares above 0 and below 1",
                given: format!("{first} and {second}"),
            });
        }
        let base = BaseQuery {
            lost_after_days: self.lost_after_days,
            ..BaseQuery::default()
        };
        Ok(Checked {
            value,
            value_bounds_minor: self.value_bounds_minor,
            risk_bounds,
            lost_after: base.lost_after()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_that_make_no_sense_are_refused() {
        let usual = MatrixQuery::default();
        assert!(usual.check().is_ok());
        let refused = |query: MatrixQuery| query.check().err().unwrap().to_string();
        assert_eq!(
            refused(MatrixQuery {
                risk_bounds: Some([0.7, 0.3]),
                ..usual
            }),
            "the bounds of risk must be two rising shares above 0 and below 1, 0.7 and 0.3 was given"
        );
        assert_eq!(
            refused(MatrixQuery {
                value_bounds_minor: Some([500, 500]),
                ..usual
            }),
            "the second bound of value must be above the first, 500 after 500 was given"
        );
        assert_eq!(
            refused(MatrixQuery { days: 0, ..usual }),
            "the number of days must be from 1 to 3650, 0 was given"
        );
        assert!(
            refused(MatrixQuery {
                risk_bounds: Some([f64::NAN, 0.5]),
                ..usual
            })
            .contains("bounds of risk")
        );
    }
}
