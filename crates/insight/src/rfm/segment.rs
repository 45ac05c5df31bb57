//! Names for the 25 combinations of recency and frequency.

use std::str::FromStr;

use serde::Serialize;

use crate::InsightError;

/// What a customer's recency and frequency say about the relation.
///
/// The map is total: each of the 25 combinations of scores has exactly one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// Bought just now and buys often.
    Champions,
    /// Buys often, was here not long ago.
    Loyal,
    /// Bought just now, more than once.
    PotentialLoyal,
    /// Bought just now, for the first times.
    New,
    /// Bought lately, seldom so far.
    Promising,
    /// Middling in both: can go either way.
    NeedAttention,
    /// Bought seldom, and not lately.
    AboutToSleep,
    /// Bought often, and has stayed away.
    AtRisk,
    /// Was among the most frequent, and has stayed away.
    CannotLose,
    /// Bought seldom, long ago.
    Hibernating,
    /// Bought seldom, longest ago.
    Lost,
}

impl Segment {
    /// Every segment, best first.
    pub const ALL: [Self; 11] = [
        Self::Champions,
        Self::Loyal,
        Self::PotentialLoyal,
        Self::New,
        Self::Promising,
        Self::NeedAttention,
        Self::AboutToSleep,
        Self::AtRisk,
        Self::CannotLose,
        Self::Hibernating,
        Self::Lost,
    ];

    /// The segment of a recency score and a frequency score, both 1 to 5, 5 the best.
    pub const fn of(recency_score: u8, frequency_score: u8) -> Self {
        match (recency_score, frequency_score) {
            (5.., 4..) => Self::Champions,
            (3 | 4, 4..) => Self::Loyal,
            (4.., 2..) => Self::PotentialLoyal,
            (5.., _) => Self::New,
            (4, _) => Self::Promising,
            (3, 3) => Self::NeedAttention,
            (3, _) => Self::AboutToSleep,
            (_, 5..) => Self::CannotLose,
            (_, 3..) => Self::AtRisk,
            (2, _) => Self::Hibernating,
            (_, _) => Self::Lost,
        }
    }

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::PotentialLoyal => "potential_loyal",
            Self::New => "new",
            Self::Promising => "promising",
            Self::NeedAttention => "need_attention",
            Self::AboutToSleep => "about_to_sleep",
            Self::AtRisk => "at_risk",
            Self::CannotLose => "cannot_lose",
            Self::Hibernating => "hibernating",
            Self::Lost => "lost",
        }
    }
}

impl FromStr for Segment {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        let mut all = Self::ALL.into_iter();
        all.find(|segment| segment.name() == text)
            .ok_or_else(|| InsightError::NameUnknown {
                what: "segment",
                given: text.to_owned(),
                expected: "champions, loyal, potential_loyal, new, promising, need_attention, about_to_sleep, at_risk, \
                           cannot_lose, hibernating or lost",
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The map as `docs/models/rfm.md` prints it: rows R5 to R1, columns F1 to F5.
    #[test]
    fn every_cell_has_the_documented_name() {
        let map = [
            [
                "new",
                "potential_loyal",
                "potential_loyal",
                "champions",
                "champions",
            ],
            [
                "promising",
                "potential_loyal",
                "potential_loyal",
                "loyal",
                "loyal",
            ],
            [
                "about_to_sleep",
                "about_to_sleep",
                "need_attention",
                "loyal",
                "loyal",
            ],
            [
                "hibernating",
                "hibernating",
                "at_risk",
                "at_risk",
                "cannot_lose",
            ],
            ["lost", "lost", "at_risk", "at_risk", "cannot_lose"],
        ];
        for (recency_score, row) in (1..=5).rev().zip(map) {
            for (frequency_score, name) in (1..=5).zip(row) {
                assert_eq!(Segment::of(recency_score, frequency_score).name(), name);
            }
        }
    }

    #[test]
    fn every_segment_is_reached_and_written_under_its_name() {
        for segment in Segment::ALL {
            let reached = (1..=5).any(|r| (1..=5).any(|f| Segment::of(r, f) == segment));
            assert!(reached, "{segment:?}");
            assert_eq!(serde_json::to_value(segment).unwrap(), segment.name());
            assert_eq!(segment.name().parse::<Segment>().unwrap(), segment);
        }
    }
}
