//! A place of the map: some of the customers.

use std::str::FromStr;

use jiff::civil::Date;

use crate::InsightError;
use crate::rfm::profile::{Classes, Profile};
use crate::rfm::report::NOT_YET;
use crate::rfm::segment::Segment;

/// A figure of the RFM report that counts customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RfmPlace {
    /// All of the map.
    Everybody,
    /// A cell of the map.
    Cell {
        /// Score for recency, 1 to 5, 5 the latest.
        recency_score: u8,
        /// Score for frequency, 1 to 5, 5 the most.
        frequency_score: u8,
    },
    /// A segment.
    Segment(Segment),
    /// Those who moved from one segment to another.
    Moved {
        /// Since this earlier day.
        since: Date,
        /// Where they were then.
        from: Origin,
        /// Where they are now; anywhere when absent.
        to: Option<Segment>,
    },
}

/// Where customers were on an earlier day: in a segment, or nowhere because they had not ordered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin(pub Option<Segment>);

impl FromStr for Origin {
    type Err = InsightError;

    /// Reads the name of a segment, or `none`.
    fn from_str(text: &str) -> Result<Self, InsightError> {
        if text == NOT_YET {
            return Ok(Self(None));
        }
        text.parse().map(|segment| Self(Some(segment)))
    }
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

    /// The earlier day that matters for it.
    pub(crate) fn since(self) -> Option<Date> {
        match self {
            Self::Everybody | Self::Cell { .. } | Self::Segment(_) => None,
            Self::Moved { since, .. } => Some(since),
        }
    }

    /// Whether it holds a customer of a base that was cut into these classes; `before` is the segment on the earlier day.
    pub(crate) fn holds(
        self,
        classes: &Classes,
        profile: &Profile,
        before: Option<Segment>,
    ) -> bool {
        match self {
            Self::Everybody => true,
            Self::Cell {
                recency_score,
                frequency_score,
            } => classes.scores(profile) == (recency_score, frequency_score),
            Self::Segment(segment) => classes.segment(profile) == segment,
            Self::Moved { from, to, .. } => {
                from.0 == before && to.is_none_or(|to| classes.segment(profile) == to)
            }
        }
    }
}
