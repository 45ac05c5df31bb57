//! Many figures, each channel, campaign and day once.

use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;

use super::figure::SpendFigure;
use crate::error::CustomersError;
use crate::refusal::{Refusal, RefusalReason};

/// Figures that are taken at once.
pub const FIGURES_MAX: usize = 200_000;

/// Refusals that a message tells.
const TOLD: usize = 10;

/// What figures come as: how a message names their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpendItem {
    /// Lines of a file.
    Line,
    /// Elements of a list, counted from 1.
    Item,
}

impl fmt::Display for SpendItem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Line => "line",
            Self::Item => "item",
        })
    }
}

/// Figures that make sense, each channel, campaign and day once, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpendFigures(Vec<SpendFigure>);

impl SpendFigures {
    /// Takes a list of figures; `today` is the workspace's.
    ///
    /// # Errors
    ///
    /// [`CustomersError::SpendRefused`] when one makes no sense or is there twice, [`CustomersError::SpendTooMany`] for more
    /// than [`FIGURES_MAX`].
    pub fn new(list: Vec<SpendFigure>, today: Date) -> Result<Self, CustomersError> {
        let mut gathered = Gathered::default();
        let mut refused = Vec::new();
        for (figure, at) in list.into_iter().zip(1_u64..) {
            if let Some((part, reason)) = figure.fault(today) {
                let told = figure.told(part);
                refused.push(Refusal::new(
                    at,
                    Some(part.name()),
                    told.as_bytes(),
                    &reason,
                ));
            } else if let Some(first) = gathered.add(at, figure)? {
                let reason = twice(SpendItem::Item, first);
                refused.push(Refusal::new(at, None, b"", &reason));
            }
        }
        gathered.finish(SpendItem::Item, refused)
    }

    /// The figures.
    pub fn as_slice(&self) -> &[SpendFigure] {
        &self.0
    }
}

/// Figures on their way, with the places where they were said.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    figures: Vec<SpendFigure>,
    places: HashMap<(Date, String, String), u64>,
}

impl Gathered {
    /// Takes a figure that makes sense, or tells where the same channel, campaign and day stood before.
    pub(super) fn add(
        &mut self,
        place: u64,
        figure: SpendFigure,
    ) -> Result<Option<u64>, CustomersError> {
        let key = (figure.day, figure.channel.clone(), figure.campaign.clone());
        if let Some(first) = self.places.get(&key) {
            return Ok(Some(*first));
        }
        if self.figures.len() == FIGURES_MAX {
            return Err(CustomersError::SpendTooMany { most: FIGURES_MAX });
        }
        self.places.insert(key, place);
        self.figures.push(figure);
        Ok(None)
    }

    /// All figures, when none was refused.
    pub(super) fn finish(
        mut self,
        item: SpendItem,
        refused: Vec<Refusal>,
    ) -> Result<SpendFigures, CustomersError> {
        if !refused.is_empty() {
            return Err(CustomersError::SpendRefused { item, refused });
        }
        self.figures.sort_unstable();
        Ok(SpendFigures(self.figures))
    }
}

/// Why a figure that stood before is refused.
pub(super) const fn twice(item: SpendItem, first: u64) -> RefusalReason {
    match item {
        SpendItem::Line => RefusalReason::SpendLineTwice { line: first },
        SpendItem::Item => RefusalReason::SpendItemTwice { item: first },
    }
}

/// The first refusals in words.
pub(crate) fn told(item: SpendItem, refused: &[Refusal]) -> String {
    let one = |refusal: &Refusal| {
        let place = match &refusal.column {
            Some(column) => format!(", {column} `{}`", refusal.value),
            None => String::new(),
        };
        format!("{item} {}{place} {}", refusal.line, refusal.reason)
    };
    let mut sentences: Vec<String> = refused.iter().take(TOLD).map(one).collect();
    if refused.len() > TOLD {
        sentences.push(format!("and {} more", refused.len() - TOLD));
    }
    sentences.join("; ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn figure(channel: &str, cost_minor: i64) -> SpendFigure {
        SpendFigure {
            day: date(2026, 3, 1),
            channel: channel.to_owned(),
            campaign: String::new(),
            cost_minor,
            impressions: None,
            clicks: None,
        }
    }

    #[test]
    fn a_list_is_taken_whole_or_refused_with_every_place() {
        let today = date(2026, 3, 1);
        let good = SpendFigures::new(vec![figure("b", 1), figure("a", 2)], today).unwrap();
        assert_eq!(good.as_slice(), [figure("a", 2), figure("b", 1)]);
        let list = vec![figure("a", 1), figure("b", -1), figure("a", 1)];
        let sentence = SpendFigures::new(list, today).unwrap_err().to_string();
        assert_eq!(
            sentence,
            "nothing of the spend was taken: item 2, cost `-1` is below 0; item 3 has the channel, campaign and day of item 1: \
             keep one of them"
        );
        let list = vec![figure("", 1); 12];
        let sentence = SpendFigures::new(list, today).unwrap_err().to_string();
        assert!(
            sentence.ends_with("item 10, channel `` is empty; and 2 more"),
            "{sentence}"
        );
    }

    #[test]
    fn no_more_are_taken_than_can_be_held() {
        let mut gathered = Gathered::default();
        for place in 0..FIGURES_MAX {
            let mut one = figure("a", 1);
            one.campaign = place.to_string();
            assert_eq!(gathered.add(place as u64, one).unwrap(), None);
        }
        let error = gathered.add(0, figure("b", 1)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "more than 200000 figures of spend are not taken at once: hand them over in parts"
        );
    }
}
