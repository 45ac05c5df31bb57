//! Recency, frequency and money of each customer, and the classes that they fall into.

use lab::Cuts;

use crate::InsightError;
use crate::calendar::Day;
use crate::history::{Part, Placed};
use crate::rfm::REPORT;
use crate::rfm::query::Method;
use crate::rfm::report::CutValues;
use crate::rfm::segment::Segment;

/// What is known of one customer at the end of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Profile {
    /// Days since the last order.
    pub(crate) recency_days: Day,
    /// Orders, at least 1.
    pub(crate) orders: u32,
    /// Money, minor units.
    pub(crate) monetary_minor: i64,
}

/// The customers of a part at the end of `as_of`, in the part's order; `None` for who had not yet
/// ordered by then.
pub(crate) fn profiles(part: &Part, as_of: Day) -> Vec<Option<Profile>> {
    let mut profiles: Vec<Option<Profile>> = part
        .customers()
        .map(|orders| profile(orders, as_of))
        .collect();
    for (customer, placed) in part.returns() {
        if let Some(profile) = &mut profiles[customer]
            && placed.day <= as_of
        {
            profile.monetary_minor += placed.amount_minor;
        }
    }
    profiles
}

fn profile(orders: &[Placed], as_of: Day) -> Option<Profile> {
    let seen = &orders[..orders.partition_point(|placed| placed.day <= as_of)];
    seen.last().map(|last| Profile {
        recency_days: as_of - last.day,
        orders: u32::try_from(seen.len()).unwrap_or(u32::MAX),
        monetary_minor: seen.iter().map(|placed| placed.amount_minor).sum(),
    })
}

/// The bounds between the classes of the three measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Classes {
    recency_days: Cuts,
    frequency: Cuts,
    monetary_minor: Cuts,
}

impl Classes {
    /// Cuts a base that is not empty.
    pub(crate) fn of(profiles: &[Profile], method: &Method) -> Result<Self, InsightError> {
        match method {
            Method::Bounds(bounds) => Ok(Self {
                recency_days: bounds.recency_days,
                frequency: bounds.frequency,
                monetary_minor: bounds.monetary_minor,
            }),
            Method::Quintiles => {
                let cut = |measure: fn(&Profile) -> f64| {
                    let mut values: Vec<f64> = profiles.iter().map(measure).collect();
                    Cuts::quintiles(&mut values).map_err(|source| InsightError::Numbers {
                        report: REPORT,
                        source,
                    })
                };
                Ok(Self {
                    recency_days: cut(Profile::recency)?,
                    frequency: cut(Profile::frequency)?,
                    monetary_minor: cut(Profile::monetary)?,
                })
            }
        }
    }

    /// The scores for recency, where fewer days score higher, and for frequency.
    pub(crate) fn scores(&self, profile: &Profile) -> (u8, u8) {
        (
            6 - self.recency_days.score(profile.recency()),
            self.frequency.score(profile.frequency()),
        )
    }

    /// The scores for recency, frequency and money.
    pub(crate) fn all_scores(&self, profile: &Profile) -> [u8; 3] {
        let (recency_score, frequency_score) = self.scores(profile);
        let money_score = self.monetary_minor.score(profile.monetary());
        [recency_score, frequency_score, money_score]
    }

    pub(crate) fn segment(&self, profile: &Profile) -> Segment {
        let (recency_score, frequency_score) = self.scores(profile);
        Segment::of(recency_score, frequency_score)
    }

    pub(crate) fn values(&self) -> CutValues {
        CutValues {
            recency_days: self.recency_days.bounds(),
            frequency: self.frequency.bounds(),
            monetary_minor: self.monetary_minor.bounds(),
        }
    }
}

/// The segments of some customers on a day, cut as the base of that day is; `None` is not yet a customer.
pub(crate) fn segments(
    profiles: &[Option<Profile>],
    method: &Method,
) -> Result<Vec<Option<Segment>>, InsightError> {
    let base: Vec<Profile> = profiles.iter().copied().flatten().collect();
    if base.is_empty() {
        return Ok(vec![None; profiles.len()]);
    }
    let classes = Classes::of(&base, method)?;
    let profiles = profiles.iter().map(Option::as_ref);
    Ok(profiles
        .map(|profile| profile.map(|profile| classes.segment(profile)))
        .collect())
}

impl Profile {
    pub(crate) fn recency(&self) -> f64 {
        f64::from(self.recency_days)
    }

    pub(crate) fn frequency(&self) -> f64 {
        f64::from(self.orders)
    }

    pub(crate) fn monetary(&self) -> f64 {
        lab::minor_to_f64(self.monetary_minor)
    }
}
