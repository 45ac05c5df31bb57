//! Low, middle and high, and what is done about customers who are both.

use std::str::FromStr;

use serde::Serialize;

use crate::InsightError;
use crate::matrix::query::Checked;
use crate::matrix::{Member, REPORT};

/// A third of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Up to the first bound.
    Low,
    /// Up to the second.
    Middle,
    /// Above it.
    High,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::Low, Self::Middle, Self::High];

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Middle => "middle",
            Self::High => "high",
        }
    }

    fn of(value: f64, bounds: [f64; 2]) -> Self {
        match bounds.iter().filter(|&&bound| bound < value).count() {
            0 => Self::Low,
            1 => Self::Middle,
            _ => Self::High,
        }
    }
}

impl FromStr for Level {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        Self::ALL
            .into_iter()
            .find(|level| level.name() == text)
            .ok_or_else(|| InsightError::NameUnknown {
                what: "level",
                given: text.to_owned(),
                expected: "low, middle or high",
            })
    }
}

/// What is done to keep customers, or to win them back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// As little as possible.
    Minimal,
    /// An incentive now and then.
    Incentives,
    /// One personal offer.
    PersonalOffer,
    /// Several personal offers, by expensive channels too.
    PersonalOffers,
    /// A programme to win back who is lost.
    WinBack,
}

impl Treatment {
    /// The treatment of a cell: little for who is worth little or stays anyway, more the more is at stake.
    pub(super) const fn of(value: Level, risk: Level) -> Self {
        match (value, risk) {
            (Level::Low, _) | (_, Level::Low) => Self::Minimal,
            (Level::Middle, Level::Middle) => Self::Incentives,
            (Level::Middle, Level::High) | (Level::High, Level::Middle) => Self::PersonalOffer,
            (Level::High, Level::High) => Self::PersonalOffers,
        }
    }

    /// The treatment in a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Minimal => {
                "spend little: small rewards, and messages that go along with what is sent anyway, such as the monthly \
                 bill; other incentives rarely"
            }
            Self::Incentives => "an incentive now and then, by channels that cost little",
            Self::PersonalOffer => "a personal offer by the channel that the customer prefers",
            Self::PersonalOffers => {
                "several personal offers from different sources, by the channels that the customer prefers, expensive ones \
                 such as letters and calls among them: we value you, and will meet or exceed what others offer"
            }
            Self::WinBack => "a programme of its own to win the customer back quickly",
        }
    }
}

/// The bounds between the classes of a base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Classes {
    value: Option<[f64; 2]>,
    risk: [f64; 2],
    /// What two thirds of the customers have brought at most.
    revenue: Option<f64>,
}

impl Classes {
    /// Cuts a base.
    pub(super) fn of(members: &[Member], checked: &Checked) -> Result<Self, InsightError> {
        let terciles = |mut values: Vec<f64>| -> Result<Option<[f64; 2]>, InsightError> {
            if values.is_empty() {
                return Ok(None);
            }
            let cut = lab::quantiles(&mut values, &[1.0 / 3.0, 2.0 / 3.0]);
            let cut = cut.map_err(|source| InsightError::Numbers {
                report: REPORT,
                source,
            })?;
            Ok(Some([cut[0], cut[1]]))
        };
        let given = checked.value_bounds_minor;
        let value = match given {
            Some(bounds) => Some(bounds.map(lab::minor_to_f64)),
            None => terciles(members.iter().map(|member| member.one.clv_minor).collect())?,
        };
        let revenue = members
            .iter()
            .map(|member| lab::minor_to_f64(member.one.revenue_minor))
            .collect();
        Ok(Self {
            value,
            risk: checked.risk_bounds,
            revenue: terciles(revenue)?.map(|bounds| bounds[1]),
        })
    }

    /// Minor units; absent without customers or given bounds.
    pub(super) fn value_bounds(&self) -> Option<[f64; 2]> {
        self.value
    }

    pub(super) fn risk_bounds(&self) -> [f64; 2] {
        self.risk
    }

    /// The customer's cell.
    pub(super) fn cell(&self, member: &Member) -> (Level, Level) {
        let value = self
            .value
            .map_or(Level::Low, |bounds| Level::of(member.one.clv_minor, bounds));
        (value, Level::of(member.risk, self.risk))
    }

    /// Whether the customer is lost and was among the third who brought most.
    pub(super) fn is_to_win_back(&self, member: &Member) -> bool {
        let revenue = lab::minor_to_f64(member.one.revenue_minor);
        member.is_lost && self.revenue.is_some_and(|bound| bound < revenue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_on_a_bound_lies_below_it() {
        let bounds = [1.0, 2.0];
        for (value, level) in [
            (0.5, Level::Low),
            (1.0, Level::Low),
            (1.5, Level::Middle),
            (2.0, Level::Middle),
            (2.1, Level::High),
        ] {
            assert_eq!(Level::of(value, bounds), level, "{value}");
        }
    }

    #[test]
    fn who_is_worth_little_or_stays_anyway_costs_little() {
        for level in Level::ALL {
            assert_eq!(Treatment::of(Level::Low, level), Treatment::Minimal);
            assert_eq!(Treatment::of(level, Level::Low), Treatment::Minimal);
        }
        assert_eq!(
            Treatment::of(Level::High, Level::High),
            Treatment::PersonalOffers
        );
    }
}
