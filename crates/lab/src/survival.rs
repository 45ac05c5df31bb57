//! Time until something happens, when for many it has not happened yet.

use crate::error::LabError;
use crate::number::count_to_f64;

/// The 97.5 % point of the normal distribution: 95 % lie within ± this.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// How many subjects were last seen at one duration, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObservedAt {
    /// Time from the start of the observation, ≥ 0, in any one unit.
    pub time: f64,
    /// Subjects for whom the event happened at this time.
    pub events: u64,
    /// Subjects whose observation ended at this time without the event.
    pub censored: u64,
}

/// The curve just after one of the times at which something was observed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Time from the start of the observation.
    pub time: f64,
    /// Subjects under observation just before this time.
    pub at_risk: u64,
    /// Subjects for whom the event happened at this time.
    pub events: u64,
    /// Subjects whose observation ended at this time.
    pub censored: u64,
    /// The estimate from this time until the next step.
    pub estimate: Estimate,
}

/// Survival at one time, with its pointwise 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Probability that the event has not happened by this time.
    pub survival: f64,
    /// Lower and upper end of the interval; `None` where the estimate is 0 and has no variance.
    pub interval: Option<(f64, f64)>,
}

/// A fitted Kaplan-Meier curve: a falling staircase from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalCurve {
    steps: Vec<Step>,
}

/// Survival curve of subjects of whom some are still under observation (Kaplan-Meier).
///
/// # Model
///
/// With dᵢ events among nᵢ at risk at time tᵢ, S(t) = Π over tᵢ ≤ t of (1 − dᵢ/nᵢ). Whoever is
/// censored at a time is still at risk at that time. The variance is Greenwood's,
/// V = Σ dᵢ/(nᵢ(nᵢ − dᵢ)), and the 95 % interval is symmetric for ln(−ln S):
/// S to the power exp(± 1.96·√V / ln S), so it stays between 0 and 1.
///
/// # Inputs
///
/// - `observed`: counts by duration, in any order; the same duration may appear several times;
///   durations in any one unit, ≥ 0
///
/// # Output
///
/// A curve with one step for each distinct duration that has a subject; survival never rises.
///
/// # Errors
///
/// [`LabError::Empty`] without subjects, [`LabError::NotFinite`] and [`LabError::NegativeTime`] for
/// durations that are none.
///
/// # Source
///
/// Kaplan & Meier (1958), Nonparametric estimation from incomplete observations, JASA 53(282);
/// Greenwood (1926); log-log interval: Kalbfleisch & Prentice (1980), The Statistical Analysis of Failure Time Data.
///
/// # Example
///
/// The six leukaemia remissions of a textbook: events at 6 (three), 7, censored at 6 and 9.
///
/// ```
/// use lab::{ObservedAt, kaplan_meier};
/// let curve = kaplan_meier(&[
///     ObservedAt { time: 6.0, events: 3, censored: 1 },
///     ObservedAt { time: 7.0, events: 1, censored: 0 },
///     ObservedAt { time: 9.0, events: 0, censored: 1 },
/// ])?;
/// assert_eq!(curve.at(6.0).survival, 0.5);
/// assert_eq!(curve.at(8.0).survival, 0.25);
/// assert_eq!(curve.median(), Some(6.0));
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn kaplan_meier(observed: &[ObservedAt]) -> Result<SurvivalCurve, LabError> {
    let groups = grouped(observed)?;
    let mut at_risk: u64 = groups
        .iter()
        .map(|group| group.events + group.censored)
        .sum();
    if at_risk == 0 {
        return Err(LabError::Empty {
            what: "a survival curve",
        });
    }
    let (mut survival, mut variance) = (1.0, 0.0);
    let mut steps = Vec::with_capacity(groups.len());
    for group in groups {
        let left = count_to_f64(at_risk - group.events);
        let risk = count_to_f64(at_risk);
        survival *= left / risk;
        if group.events > 0 {
            variance += count_to_f64(group.events) / (risk * left);
        }
        steps.push(Step {
            time: group.time,
            at_risk,
            events: group.events,
            censored: group.censored,
            estimate: Estimate {
                survival,
                interval: interval(survival, variance),
            },
        });
        at_risk -= group.events + group.censored;
    }
    Ok(SurvivalCurve { steps })
}

/// Sorts by time, joins equal times and leaves out times without subjects.
fn grouped(observed: &[ObservedAt]) -> Result<Vec<ObservedAt>, LabError> {
    for (position, &ObservedAt { time, .. }) in observed.iter().enumerate() {
        if !time.is_finite() {
            return Err(LabError::NotFinite {
                what: "a survival curve",
                position,
                value: time,
            });
        }
        if time < 0.0 {
            return Err(LabError::NegativeTime { time });
        }
    }
    let mut groups: Vec<ObservedAt> = observed
        .iter()
        .copied()
        .filter(|group| group.events + group.censored > 0)
        .collect();
    groups.sort_by(|a, b| a.time.total_cmp(&b.time));
    groups.dedup_by(|later, earlier| {
        let same = later.time <= earlier.time;
        if same {
            earlier.events += later.events;
            earlier.censored += later.censored;
        }
        same
    });
    Ok(groups)
}

/// The log-log interval; a curve that has not fallen yet is certain, one that is 0 has no variance.
fn interval(survival: f64, variance: f64) -> Option<(f64, f64)> {
    if survival <= 0.0 {
        return None;
    }
    if survival >= 1.0 {
        return Some((1.0, 1.0));
    }
    let width = NORMAL_975 * variance.sqrt() / survival.ln();
    // ln S is negative, so `width` is: its exponent above gives the upper end.
    Some((survival.powf((-width).exp()), survival.powf(width.exp())))
}

impl SurvivalCurve {
    /// The steps in order of time, one for each duration at which somebody was last seen.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The estimate at a time: that of the last step not after it, certainty before the first.
    pub fn at(&self, time: f64) -> Estimate {
        let count = self.steps.partition_point(|step| step.time <= time);
        match count.checked_sub(1) {
            None => Estimate {
                survival: 1.0,
                interval: Some((1.0, 1.0)),
            },
            Some(last) => self.steps[last].estimate,
        }
    }

    /// How many subjects are under observation just before a time.
    pub fn at_risk(&self, time: f64) -> u64 {
        let next = self.steps.partition_point(|step| step.time < time);
        self.steps.get(next).map_or(0, |step| step.at_risk)
    }

    /// How many events happened after `after` and not after `until`.
    pub fn events_within(&self, after: f64, until: f64) -> u64 {
        let from = self.steps.partition_point(|step| step.time <= after);
        let to = self.steps.partition_point(|step| step.time <= until);
        self.steps
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .map(|step| step.events)
            .sum()
    }

    /// The first time at which survival is not above one half, if it falls that far.
    pub fn median(&self) -> Option<f64> {
        // A product of fractions that is one half but for rounding counts as one half.
        self.steps
            .iter()
            .find(|step| step.estimate.survival <= 0.5 + 1e-12)
            .map(|step| step.time)
    }
}
