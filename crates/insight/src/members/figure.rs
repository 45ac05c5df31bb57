//! The figures whose customers can be asked for.

use std::str::FromStr;

use crate::{BaseQuery, InsightError, Method, MoneyKind, Month, RfmPlace, Unit};

/// A figure that counts customers.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// One of the report on the base.
    Base {
        /// Which.
        figure: BaseFigure,
        /// Of this month.
        month: Month,
        /// Days without an order after which a customer counts as lost, 31 to 3,660.
        lost_after_days: u32,
    },
    /// Those of a cohort who ordered in a period.
    Cohort {
        /// The length of the periods.
        by: Unit,
        /// The cohort by its name in the report: `2010-12`, `2010-W48`, `2010-Q4`, `2010`.
        cohort: String,
        /// Periods since the first order; 0 are all of the cohort.
        period: usize,
    },
    /// Those whose first order is in one of some months, as the report on acquisition counts them.
    Acquired {
        /// The months; one in which nobody came has nobody.
        months: Vec<Month>,
    },
    /// Those in a place of the RFM map.
    Rfm {
        /// Which.
        place: RfmPlace,
        /// Which money counts.
        money: MoneyKind,
        /// How the classes of the map are cut.
        method: Method,
    },
}

impl Figure {
    /// Whether the figure can be counted at all.
    pub(super) fn check(&self) -> Result<(), InsightError> {
        match self {
            &Self::Base {
                lost_after_days, ..
            } => {
                let query = BaseQuery {
                    lost_after_days,
                    ..BaseQuery::default()
                };
                query.lost_after().map(drop)
            }
            Self::Cohort { .. } | Self::Acquired { .. } => Ok(()),
            Self::Rfm { place, .. } => place.check(),
        }
    }

    /// Which money the list counts.
    pub(super) fn money(&self) -> MoneyKind {
        match self {
            Self::Base { .. } | Self::Cohort { .. } | Self::Acquired { .. } => MoneyKind::Net,
            Self::Rfm { money, .. } => *money,
        }
    }
}

/// A figure of a month of the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseFigure {
    /// In the base at the month's start.
    Start,
    /// First order in the month.
    New,
    /// An order in the month.
    Active,
    /// Active, with at least the second order ever in it.
    Repeat,
    /// In the base at the start, not at the end.
    Lost,
    /// Active, not new, and not in the base at the start.
    Reactivated,
    /// In the base at the month's end, or on the report's day.
    End,
}

impl BaseFigure {
    const ALL: [(&'static str, Self); 7] = [
        ("start", Self::Start),
        ("new", Self::New),
        ("active", Self::Active),
        ("repeat", Self::Repeat),
        ("lost", Self::Lost),
        ("reactivated", Self::Reactivated),
        ("end", Self::End),
    ];
}

impl FromStr for BaseFigure {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        let known = Self::ALL.iter().find(|(name, _)| *name == text);
        known
            .map(|&(_, figure)| figure)
            .ok_or_else(|| InsightError::NameUnknown {
                what: "figure",
                given: text.to_owned(),
                expected: "start, new, active, repeat, lost, reactivated, end",
            })
    }
}
