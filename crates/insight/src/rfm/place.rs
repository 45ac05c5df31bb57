//! A place of the map: some of the customers.

use crate::InsightError;
use crate::rfm::profile::{Classes, Profile};
use crate::rfm::segment::Segment;

/// A figure of the RFM report that counts customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RfmPlace {
    /// A cell of the map.
    Cell {
        /// Score for recency, 1 to 5, 5 the latest.
        recency_score: u8,
        /// Score for frequency, 1 to 5, 5 the most.
        frequency_score: u8,
    },
    /// A segment.
    Segment(Segment),
}

impl RfmPlace {
    /// Whether the map has such a place.
    pub(crate) fn check(self) -> Result<(), InsightError> {
        let Self::Cell {
            recency_score,
            frequency_score,
        } = self
        else {
            return Ok(());
        };
        let scores = [
            ("recency score", recency_score),
            ("frequency score", frequency_score),
        ];
        let wrong = scores
            .into_iter()
            .find(|(_, score)| !(1..=5).contains(score));
        wrong.map_or(Ok(()), |(what, score)| {
            Err(InsightError::OutOfRange {
                what,
                range: "from 1 to 5",
                given: score.to_string(),
            })
        })
    }

    /// Whether it holds a customer of a base that was cut into these classes.
    pub(crate) fn holds(self, classes: &Classes, profile: &Profile) -> bool {
        match self {
            Self::Cell {
                recency_score,
                frequency_score,
            } => classes.scores(profile) == (recency_score, frequency_score),
            Self::Segment(segment) => classes.segment(profile) == segment,
        }
    }
}
