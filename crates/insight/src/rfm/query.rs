//! What can be asked of the RFM report.

use jiff::civil::Date;
use lab::Cuts;
use serde::Serialize;

use crate::{InsightError, MoneyKind};

/// Which RFM report is wanted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RfmQuery {
    /// The day at whose end things are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// An earlier day: the report then tells who moved from which segment to which since then.
    pub compare: Option<Date>,
    /// Which money counts.
    pub money: MoneyKind,
    /// How the five classes of each measure are cut.
    pub method: Method,
}

/// How the five classes of each measure are cut.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Method {
    /// At the quintiles of the base of that day.
    #[default]
    Quintiles,
    /// At bounds that a person chose, so that a class means the same on every day.
    Bounds(Bounds),
}

impl Method {
    /// The name in reports.
    pub const fn name(&self) -> MethodName {
        match self {
            Self::Quintiles => MethodName::Quintiles,
            Self::Bounds(_) => MethodName::Bounds,
        }
    }
}

/// The name of a [`Method`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodName {
    /// [`Method::Quintiles`].
    Quintiles,
    /// [`Method::Bounds`].
    Bounds,
}

/// Four rising bounds for each measure; a value equal to a bound lies in the class below it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Days since the last order.
    pub(crate) recency_days: Cuts,
    /// Orders.
    pub(crate) frequency: Cuts,
    /// Money in minor units.
    pub(crate) monetary_minor: Cuts,
}

impl Bounds {
    /// Takes the bounds of the three measures, each four numbers in rising order.
    ///
    /// # Errors
    ///
    /// [`InsightError::BoundsNotFour`] and [`InsightError::BoundsUnusable`], which name the measure.
    pub fn new(
        recency_days: &[f64],
        frequency: &[f64],
        monetary_minor: &[f64],
    ) -> Result<Self, InsightError> {
        Ok(Self {
            recency_days: four("recency_days", recency_days)?,
            frequency: four("frequency", frequency)?,
            monetary_minor: four("monetary_minor", monetary_minor)?,
        })
    }
}

fn four(measure: &'static str, bounds: &[f64]) -> Result<Cuts, InsightError> {
    let bounds: [f64; 4] = bounds.try_into().map_err(|_| InsightError::BoundsNotFour {
        measure,
        given: bounds.len(),
    })?;
    Cuts::at(bounds).map_err(|source| InsightError::BoundsUnusable { measure, source })
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn wrong_bounds_are_named() {
        let good = [1.0, 2.0, 3.0, 4.0];
        assert!(Bounds::new(&good, &good, &good).is_ok());
        let short = Bounds::new(&good, &[1.0, 2.0], &good).unwrap_err();
        assert_eq!(short.to_string(), "frequency needs 4 bounds, 2 were given");
        let falling = Bounds::new(&[9.0, 2.0, 3.0, 4.0], &good, &good).unwrap_err();
        assert_eq!(
            falling.to_string(),
            "the bounds of recency_days can not be used"
        );
        assert_eq!(
            falling.source().unwrap().to_string(),
            "bounds must rise, but 2 follows 9"
        );
        assert!(Bounds::new(&good, &good, &[1.0, f64::NAN, 3.0, 4.0]).is_err());
    }
}
