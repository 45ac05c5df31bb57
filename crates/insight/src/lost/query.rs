//! What can be asked of the report on lost customers, and what makes sense.

use jiff::civil::Date;

use crate::InsightError;

/// The longest time that is followed, in years.
const YEARS_MOST: u32 = 30;

/// Which report on lost customers is wanted. What is absent is taken from the base's own figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LostCustomersQuery {
    /// The day at whose end things are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// Days without an order after which a customer counts as lost, 31 to 3,660; normally 180.
    pub lost_after_days: u32,
    /// How many more customers are lost, as a share: −0.05 is 5 % fewer. −1 to 1.
    pub change: f64,
    /// How many years are followed, 1 to 30.
    pub years: u32,
    /// Customers now.
    pub customers: Option<f64>,
    /// The share of the customers who are lost in a year, 0 to 1.
    pub yearly_churn: Option<f64>,
    /// Customers who come in a year.
    pub inflow: Option<f64>,
    /// How the inflow changes from year to year, as a share above −1.
    pub inflow_growth: Option<f64>,
    /// Revenue from one customer in a year, minor units.
    pub revenue_per_customer_minor: Option<i64>,
    /// The share of revenue that is left after costs that grow with it, above 0, at most 1.
    pub margin: Option<f64>,
    /// Discount a year, 0 to 1; 0.1 when absent.
    pub discount: Option<f64>,
}

impl Default for LostCustomersQuery {
    fn default() -> Self {
        Self {
            as_of: None,
            lost_after_days: 180,
            change: -0.05,
            years: 5,
            customers: None,
            yearly_churn: None,
            inflow: None,
            inflow_growth: None,
            revenue_per_customer_minor: None,
            margin: None,
            discount: None,
        }
    }
}

/// The parts of a query that have been found to make sense.
pub(super) struct Checked {
    pub(super) change: f64,
    pub(super) years: u32,
}

impl LostCustomersQuery {
    /// Refuses what makes no sense.
    pub(super) fn check(&self) -> Result<Checked, InsightError> {
        if !(1..=YEARS_MOST).contains(&self.years) {
            return Err(InsightError::OutOfRange {
                what: "number of years",
                range: "from 1 to 30",
                given: self.years.to_string(),
            });
        }
        let whole = |x: f64| (0.0..=1.0).contains(&x);
        let growth = |x: f64| -1.0 < x && x <= 10.0;
        let part = |x: f64| 0.0 < x && x <= 1.0;
        let change = |x: f64| (-1.0..=1.0).contains(&x);
        let all = "from 0 % to 100 %";
        share(
            "change of lost customers",
            "from -100 % to 100 %",
            self.change,
            change,
        )?;
        maybe("churn in a year", all, self.yearly_churn, whole)?;
        maybe(
            "growth of the inflow",
            "above -100 %, at most 1000 %",
            self.inflow_growth,
            growth,
        )?;
        maybe("margin", "above 0 %, at most 100 %", self.margin, part)?;
        maybe("discount in a year", all, self.discount, whole)?;
        not_negative("number of customers", self.customers)?;
        not_negative("inflow in a year", self.inflow)?;
        if let Some(revenue) = self.revenue_per_customer_minor.filter(|&minor| minor < 0) {
            return Err(InsightError::OutOfRange {
                what: "revenue from a customer in a year",
                range: "0 or more",
                given: format!("{revenue} in minor units"),
            });
        }
        Ok(Checked {
            change: self.change,
            years: self.years,
        })
    }
}

impl Checked {
    /// The loss of a month after the change.
    pub(super) fn changed(&self, monthly_churn: f64) -> Result<f64, InsightError> {
        let changed = monthly_churn * (1.0 + self.change);
        if changed <= 1.0 {
            return Ok(changed);
        }
        Err(InsightError::OutOfRange {
            what: "part of the customers who are lost in a month after the change",
            range: "at most 100 %",
            given: percent(changed),
        })
    }
}

/// Refuses a share that does not fit, written as a percentage.
pub(crate) fn share(
    what: &'static str,
    range: &'static str,
    given: f64,
    fits: fn(f64) -> bool,
) -> Result<f64, InsightError> {
    if given.is_finite() && fits(given) {
        return Ok(given);
    }
    Err(InsightError::OutOfRange {
        what,
        range,
        given: percent(given),
    })
}

/// The same for a share that may be absent.
fn maybe(
    what: &'static str,
    range: &'static str,
    given: Option<f64>,
    fits: fn(f64) -> bool,
) -> Result<(), InsightError> {
    given.map_or(Ok(()), |given| share(what, range, given, fits).map(drop))
}

/// Refuses a number below 0.
fn not_negative(what: &'static str, given: Option<f64>) -> Result<(), InsightError> {
    match given.filter(|given| !(given.is_finite() && 0.0 <= *given)) {
        None => Ok(()),
        Some(given) => Err(InsightError::OutOfRange {
            what,
            range: "0 or more",
            given: given.to_string(),
        }),
    }
}

/// A share as people write it, without digits that rounding made.
fn percent(share: f64) -> String {
    format!("{} %", (share * 1e6).round() / 1e4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_sense_is_said() {
        let usual = LostCustomersQuery::default();
        let cases = [
            (
                LostCustomersQuery { years: 0, ..usual },
                "the number of years must be from 1 to 30, 0 was given",
            ),
            (
                LostCustomersQuery {
                    years: 1_000,
                    ..usual
                },
                "the number of years must be from 1 to 30, 1000 was given",
            ),
            (
                LostCustomersQuery {
                    change: -2.0,
                    ..usual
                },
                "the change of lost customers must be from -100 % to 100 %, -200 % was given",
            ),
            (
                LostCustomersQuery {
                    margin: Some(-0.1),
                    ..usual
                },
                "the margin must be above 0 %, at most 100 %, -10 % was given",
            ),
            (
                LostCustomersQuery {
                    yearly_churn: Some(f64::NAN),
                    ..usual
                },
                "the churn in a year must be from 0 % to 100 %, NaN % was given",
            ),
            (
                LostCustomersQuery {
                    customers: Some(-5.0),
                    ..usual
                },
                "the number of customers must be 0 or more, -5 was given",
            ),
            (
                LostCustomersQuery {
                    revenue_per_customer_minor: Some(-5),
                    ..usual
                },
                "the revenue from a customer in a year must be 0 or more, -5 in minor units was given",
            ),
        ];
        for (query, sentence) in cases {
            assert_eq!(query.check().err().unwrap().to_string(), sentence);
        }
        assert!(usual.check().is_ok());
    }

    #[test]
    fn more_than_all_cannot_be_lost() {
        let checked = LostCustomersQuery {
            change: 1.0,
            ..LostCustomersQuery::default()
        }
        .check()
        .unwrap();
        let sentence = checked.changed(0.6).unwrap_err().to_string();
        assert!(
            sentence.ends_with("must be at most 100 %, 120 % was given"),
            "{sentence}"
        );
    }
}
