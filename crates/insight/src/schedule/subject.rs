//! What a schedule makes: one of the reports with its parameters, or a saved query.

use serde::{Deserialize, Serialize};

use crate::{InsightError, MoneyKind, SavedQueryId, Unit};

/// The longest time that a report on products by schedule looks at, days.
const DAYS_MOST: u32 = 3_660;
/// The most months of a report on the base.
const MONTHS_MOST: u16 = 600;

/// What a schedule makes. Days are those of the making: up to the last one with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "report", rename_all = "snake_case")]
pub enum Subject {
    /// The customer base by month.
    Base {
        /// How many months, 1 to 600.
        months: u16,
    },
    /// Customers by recency, frequency and money: the segments.
    Rfm {
        /// Which money counts.
        money: MoneyKind,
    },
    /// Customers by the period of their first order.
    Cohorts {
        /// The length of the periods.
        by: Unit,
        /// Which money counts.
        money: MoneyKind,
    },
    /// The products of the last days.
    Products {
        /// How many days, 1 to 3,660.
        days: u32,
    },
    /// What winning customers costs, by month.
    Acquisition,
    /// What moved customer equity in a year.
    Equity,
    /// Customers by value and risk of loss.
    RetentionMatrix,
    /// A saved query that others see.
    Query {
        /// Its id.
        query: SavedQueryId,
    },
}

impl Subject {
    /// The name of what is made.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Base { .. } => "base",
            Self::Rfm { .. } => "rfm",
            Self::Cohorts { .. } => "cohorts",
            Self::Products { .. } => "products",
            Self::Acquisition => "acquisition",
            Self::Equity => "equity",
            Self::RetentionMatrix => "retention_matrix",
            Self::Query { .. } => "query",
        }
    }

    /// Checks that its numbers make sense.
    pub(super) fn check(&self) -> Result<(), InsightError> {
        let (what, range, given, most) = match *self {
            Self::Base { months } => (
                "number of months",
                "1 to 600",
                u32::from(months),
                u32::from(MONTHS_MOST),
            ),
            Self::Products { days } => ("number of days", "1 to 3660", days, DAYS_MOST),
            _ => return Ok(()),
        };
        if (1..=most).contains(&given) {
            return Ok(());
        }
        Err(InsightError::OutOfRange {
            what,
            range,
            given: given.to_string(),
        })
    }
}
