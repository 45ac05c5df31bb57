//! Which customers are listed, and from which end.

use std::str::FromStr;

use crate::InsightError;
use crate::profit::whale;

/// Where a list of customers begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProfitOrder {
    /// With those who cost most.
    #[default]
    Worst,
    /// With those who bring most.
    Best,
}

impl FromStr for ProfitOrder {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "worst" => Ok(Self::Worst),
            "best" => Ok(Self::Best),
            _ => Err(InsightError::NameUnknown {
                what: "place to begin",
                given: text.to_owned(),
                expected: "worst or best",
            }),
        }
    }
}

/// A figure of the report whose customers are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProfitPart {
    /// All whose result is known.
    #[default]
    Everybody,
    /// Those who cost more than they bring.
    Unprofitable,
    /// A tenth of them by its number, 1 to 10, 1 the best.
    Decile(u8),
}

/// Which customers are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProfitList {
    /// Where the list begins.
    pub order: ProfitOrder,
    /// Who is in it.
    pub part: ProfitPart,
}

impl ProfitPart {
    /// Whether the report has such a figure.
    pub(super) fn check(self) -> Result<(), InsightError> {
        match self {
            Self::Decile(decile) if !(1..=10).contains(&decile) => Err(InsightError::OutOfRange {
                what: "tenth",
                range: "from 1 to 10",
                given: decile.to_string(),
            }),
            _ => Ok(()),
        }
    }

    /// Its part of the results, which fall.
    pub(super) fn of<T>(self, falling: &[(i64, T)]) -> &[(i64, T)] {
        match self {
            Self::Everybody => falling,
            Self::Unprofitable => &falling[falling.partition_point(|&(result, _)| result >= 0)..],
            Self::Decile(decile) => {
                let end = |number| whale::cut(falling.len(), number, 10);
                let number = usize::from(decile);
                &falling[end(number - 1)..end(number)]
            }
        }
    }
}
