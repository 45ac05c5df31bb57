//! Goals that the user sets for a month, and how far they are reached.

mod store;

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

pub use self::store::{goals, remove_goal, set_goal};

use crate::InsightError;
use crate::base::{BaseReport, GoalFigure};
use crate::money::ratio;

/// A figure of a month for which a goal can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalMetric {
    /// Net revenue, minor units.
    RevenueMinor,
    /// Orders.
    Orders,
    /// New customers.
    New,
    /// Active customers.
    Active,
    /// The share of the customers who are lost; here less is better.
    ChurnRate,
    /// The mean order, minor units.
    AovMinor,
    /// Revenue for each active customer, minor units.
    ArppuMinor,
}

impl GoalMetric {
    /// Every metric.
    pub const ALL: [Self; 7] = [
        Self::RevenueMinor,
        Self::Orders,
        Self::New,
        Self::Active,
        Self::ChurnRate,
        Self::AovMinor,
        Self::ArppuMinor,
    ];

    /// The name, that of the figure in [`BaseMonth`](crate::BaseMonth).
    pub const fn name(self) -> &'static str {
        match self {
            Self::RevenueMinor => "revenue_minor",
            Self::Orders => "orders",
            Self::New => "new",
            Self::Active => "active",
            Self::ChurnRate => "churn_rate",
            Self::AovMinor => "aov_minor",
            Self::ArppuMinor => "arppu_minor",
        }
    }

    /// 1 when the goal is just reached, more when it is surpassed.
    fn attainment(self, actual: f64, target: f64) -> Option<f64> {
        match self {
            Self::ChurnRate => ratio(target, actual),
            _ => ratio(actual, target),
        }
    }
}

impl FromStr for GoalMetric {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        Self::ALL.into_iter().find(|metric| metric.name() == text).ok_or_else(|| {
            InsightError::NameUnknown {
                what: "metric with goals",
                given: text.to_owned(),
                expected: "revenue_minor, orders, new, active, churn_rate, aov_minor or arppu_minor",
            }
        })
    }
}

impl fmt::Display for GoalMetric {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// A calendar month, written as `2010-12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Month(String);

impl Month {
    /// The month as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Month {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        let is_month = text.len() == 7
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
            && matches!(text[5..].parse(), Ok(1..=12_u8));
        if is_month {
            Ok(Self(text.to_owned()))
        } else {
            Err(InsightError::MonthUnreadable {
                given: text.to_owned(),
            })
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

/// What a figure is to reach in a month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Goal {
    /// The figure.
    pub metric: GoalMetric,
    /// The month.
    pub month: Month,
    target: f64,
}

impl Goal {
    /// Takes a goal.
    ///
    /// # Errors
    ///
    /// [`InsightError::TargetUnusable`] when the target is not a positive number.
    pub fn new(metric: GoalMetric, month: Month, target: f64) -> Result<Self, InsightError> {
        if target.is_finite() && 0.0 < target {
            Ok(Self {
                metric,
                month,
                target,
            })
        } else {
            Err(InsightError::TargetUnusable {
                metric: metric.name(),
                target,
            })
        }
    }

    /// What is to be reached, positive, in the unit of the figure.
    pub fn target(&self) -> f64 {
        self.target
    }
}

impl BaseReport {
    /// Holds the report's months against goals, in the order of the goals.
    pub fn set_goals(&mut self, goals: &[Goal]) {
        self.goals = goals
            .iter()
            .map(|goal| {
                let metric = goal.metric.name();
                let month = self.months.iter().find(|month| month.month == goal.month.0);
                let actual = month.and_then(|month| month.figure(metric));
                GoalFigure {
                    metric,
                    month: goal.month.0.clone(),
                    target: goal.target,
                    actual,
                    attainment: actual
                        .and_then(|actual| goal.metric.attainment(actual, goal.target)),
                }
            })
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written() {
        for metric in GoalMetric::ALL {
            assert_eq!(metric.name().parse::<GoalMetric>().unwrap(), metric);
            assert_eq!(serde_json::to_value(metric).unwrap(), metric.name());
        }
        let sentence = "sales".parse::<GoalMetric>().unwrap_err().to_string();
        assert!(sentence.starts_with("`sales` is not a metric with goals, expected revenue_minor"));
    }

    #[test]
    fn months_are_checked() {
        assert_eq!("2010-12".parse::<Month>().unwrap().as_str(), "2010-12");
        for wrong in [
            "", "2010", "2010-13", "2010-00", "2010-1", "10-12-01", "2010/12", "20١0-1",
        ] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn targets_are_positive_numbers() {
        let month: Month = "2010-12".parse().unwrap();
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Goal::new(GoalMetric::Orders, month.clone(), wrong).is_err());
        }
    }

    #[test]
    fn a_goal_is_reached_at_one_whichever_way_is_better() {
        assert_eq!(GoalMetric::Orders.attainment(50.0, 100.0), Some(0.5));
        assert_eq!(GoalMetric::ChurnRate.attainment(0.10, 0.05), Some(0.5));
        assert_eq!(GoalMetric::ChurnRate.attainment(0.0, 0.05), None);
    }
}
