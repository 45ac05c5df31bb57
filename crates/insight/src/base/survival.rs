//! How long customers stay.

use lab::{ObservedAt, kaplan_meier};

use crate::InsightError;
use crate::base::REPORT;
use crate::base::report::{Survival, SurvivalPoint};

/// A twelfth of a year of 365.25 days.
const DAYS_A_MONTH: f64 = 30.4375;

impl Survival {
    /// The curve through what was observed, in days, read off at each month.
    pub(crate) fn of(observed: &[ObservedAt]) -> Result<Self, InsightError> {
        let empty = Self {
            unit: "month",
            points: Vec::new(),
            median_months: None,
        };
        if observed.is_empty() {
            return Ok(empty);
        }
        let curve = kaplan_meier(observed).map_err(|source| InsightError::Numbers {
            report: REPORT,
            source,
        })?;
        let longest = curve.steps().last().map_or(0.0, |step| step.time);
        let points = (0..=u32::MAX)
            .map(|month| (month, f64::from(month) * DAYS_A_MONTH))
            .take_while(|&(month, day)| month == 0 || day <= longest)
            .map(|(month, day)| {
                let estimate = curve.at(day);
                SurvivalPoint {
                    month,
                    survival: estimate.survival,
                    low: estimate.interval.map(|interval| interval.0),
                    high: estimate.interval.map(|interval| interval.1),
                    at_risk: curve.at_risk(day),
                    lost: curve.events_within(day - DAYS_A_MONTH, day),
                }
            })
            .collect();
        let median_months = curve.median().map(|day| day / DAYS_A_MONTH);
        Ok(Self {
            points,
            median_months,
            ..empty
        })
    }
}
