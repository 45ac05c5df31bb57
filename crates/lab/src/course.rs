//! What a base of customers brings over years when a part of it is lost each month.

use crate::error::{LabError, check_finite};

/// Months a year.
const MONTHS: i32 = 12;

/// A base of customers, and what happens to it in a year.
///
/// # Model
///
/// Month by month, with the monthly loss q = 1 − (1 − churn)^(1/12):
///
/// - lost in a month: q times the customers at its start; who came in the month stays until its end
/// - inflow of a month in year y: inflow · (1 + growth)^y / 12
/// - margin of a month: a twelfth of the year's margin for each of the mean of the customers at its start
///   and end
/// - present value: divided by (1 + discount)^(k/12) at the end of month k
///
/// Without growth the customers after k months are N* + (N₀ − N*)·(1 − q)^k with N* = inflow / (12·q).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BaseCourse {
    /// Customers now, 0 or more.
    pub customers: f64,
    /// The part of the customers who are lost in a month, 0 to 1.
    pub monthly_churn: f64,
    /// Customers who came in the last year, 0 or more.
    pub inflow: f64,
    /// How the inflow of a year changes to the next, above −1: 0.05 is 5 % more.
    pub inflow_growth: f64,
    /// What a customer brings in a year, any unit.
    pub margin: f64,
    /// Discount a year, 0 or more: 0.1 is 10 %.
    pub discount: f64,
}

/// One year of a [`BaseCourse`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CourseYear {
    /// Customers at the year's end.
    pub customers: f64,
    /// Customers lost in the year.
    pub lost: f64,
    /// Customers who came in the year.
    pub inflow: f64,
    /// What the customers brought in the year, in the unit of the margin.
    pub margin: f64,
    /// The same at its value today.
    pub present_value: f64,
}

impl BaseCourse {
    /// Follows the base through years.
    ///
    /// # Inputs
    ///
    /// - `years`: how many, 0 gives none
    ///
    /// # Output
    ///
    /// A value a year.
    ///
    /// # Errors
    ///
    /// [`LabError::NotAShare`] for a loss outside 0 to 1, [`LabError::NotFinite`] for a value that is no
    /// number or when the years grow beyond all numbers, [`LabError::NotPositive`] for negative customers,
    /// inflow or discount and for a growth of −1 or less.
    ///
    /// # Source
    ///
    /// The base as a stock with in- and outflow; present value as in Berger & Nasr (1998), Customer lifetime
    /// value: marketing models and applications, Journal of Interactive Marketing 12(1), case 1.
    ///
    /// # Example
    ///
    /// ```
    /// // Half of the base is lost in five years, nobody comes.
    /// let course = lab::BaseCourse {
    ///     customers: 1000.0,
    ///     monthly_churn: lab::rate_of_period(0.5, 60.0)?,
    ///     inflow: 0.0,
    ///     inflow_growth: 0.0,
    ///     margin: 100.0,
    ///     discount: 0.0,
    /// };
    /// assert!((course.years(5)?[4].customers - 500.0).abs() < 1e-9);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn years(&self, years: u32) -> Result<Vec<CourseYear>, LabError> {
        self.check()?;
        let mut customers = self.customers;
        let mut worth = 1.0;
        let monthly_discount = (1.0 + self.discount).powf(-1.0 / f64::from(MONTHS));
        let mut inflow = self.inflow;
        let mut course = Vec::new();
        for _ in 0..years {
            inflow *= 1.0 + self.inflow_growth;
            let mut year = CourseYear {
                customers,
                lost: 0.0,
                inflow,
                margin: 0.0,
                present_value: 0.0,
            };
            for _ in 0..MONTHS {
                let lost = self.monthly_churn * customers;
                let end = customers - lost + inflow / f64::from(MONTHS);
                let margin = self.margin / f64::from(MONTHS) * f64::midpoint(customers, end);
                worth *= monthly_discount;
                year.lost += lost;
                year.margin += margin;
                year.present_value += margin * worth;
                customers = end;
            }
            year.customers = customers;
            course.push(year);
        }
        let last: Vec<f64> = course
            .iter()
            .flat_map(|year| [year.customers, year.margin])
            .collect();
        check_finite("the course of a base", &last)?;
        Ok(course)
    }

    fn check(&self) -> Result<(), LabError> {
        let values = [
            self.customers,
            self.inflow,
            self.inflow_growth,
            self.margin,
            self.discount,
        ];
        check_finite("the course of a base", &values)?;
        if !(0.0..=1.0).contains(&self.monthly_churn) {
            return Err(LabError::NotAShare {
                what: "the part of the customers who are lost",
                value: self.monthly_churn,
            });
        }
        for (what, value) in [
            ("customers", self.customers),
            ("inflow", self.inflow),
            ("discount", self.discount),
        ] {
            if value < 0.0 {
                return Err(LabError::NotPositive { what, value });
            }
        }
        if self.inflow_growth <= -1.0 {
            return Err(LabError::NotPositive {
                what: "1 + the growth of the inflow",
                value: 1.0 + self.inflow_growth,
            });
        }
        Ok(())
    }
}

/// What is lost in one period when a part is lost in several.
///
/// # Model
///
/// 1 − (1 − share)^(1/periods), a constant loss: half in five years is 12.94 % a year.
///
/// # Inputs
///
/// - `share`: what is lost in all of the periods, 0 to 1
/// - `periods`: how many, above 0; a fraction turns it round: from a month to the year is 1/12
///
/// # Output
///
/// The part that is lost in one period, 0 to 1.
///
/// # Errors
///
/// [`LabError::NotAShare`] and [`LabError::NotPositive`].
///
/// # Source
///
/// Compounding; the example is the common rule that a company loses half of its customers in five years.
///
/// # Example
///
/// ```
/// assert!((lab::rate_of_period(0.5, 5.0)? - 0.129_449_436_7).abs() < 1e-9);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn rate_of_period(share: f64, periods: f64) -> Result<f64, LabError> {
    if !(0.0..=1.0).contains(&share) {
        return Err(LabError::NotAShare {
            what: "what is lost",
            value: share,
        });
    }
    if !(periods.is_finite() && 0.0 < periods) {
        return Err(LabError::NotPositive {
            what: "the number of periods",
            value: periods,
        });
    }
    // By logarithms, so that a small loss keeps its digits.
    Ok(-((-share).ln_1p() / periods).exp_m1())
}

/// What the future of one customer is worth at a constant retention.
///
/// # Model
///
/// m·r / (1 + d − r): margins m at the ends of periods, each reached with probability r from the one before,
/// discounted with d; endless.
///
/// # Inputs
///
/// - `margin`: m, what a customer brings in a period, any unit
/// - `retention`: r, 0 to 1
/// - `discount`: d a period, 0 or more
///
/// # Output
///
/// In the unit of the margin; `None` when nobody is lost and nothing discounted, which is worth without
/// bound.
///
/// # Errors
///
/// [`LabError::NotFinite`], [`LabError::NotAShare`] and [`LabError::NotPositive`] for a negative discount.
///
/// # Source
///
/// Gupta & Lehmann (2003), Customers as assets, Journal of Interactive Marketing 17(1).
///
/// # Example
///
/// ```
/// let (now, more) = (lab::retention_value(1.0, 0.85, 0.0)?, lab::retention_value(1.0, 0.90, 0.0)?);
/// assert!((more.unwrap() / now.unwrap() - 1.588).abs() < 1e-3);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn retention_value(
    margin: f64,
    retention: f64,
    discount: f64,
) -> Result<Option<f64>, LabError> {
    check_finite("the value of a customer", &[margin, retention, discount])?;
    if !(0.0..=1.0).contains(&retention) {
        return Err(LabError::NotAShare {
            what: "retention",
            value: retention,
        });
    }
    if discount < 0.0 {
        return Err(LabError::NotPositive {
            what: "discount",
            value: discount,
        });
    }
    let lost = 1.0 + discount - retention;
    Ok((lost > 0.0).then(|| margin * retention / lost))
}
