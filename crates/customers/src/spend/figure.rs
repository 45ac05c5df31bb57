//! One figure, and what it may be.

use jiff::civil::{Date, date};
use serde::Serialize;

use crate::refusal::RefusalReason;

/// The most that a campaign costs on a day, minor units: the sum of 900 thousand such figures can still be kept.
const COST_MAX: i64 = 10_000_000_000_000;

/// The most impressions or clicks of a day.
const TIMES_MAX: i64 = 1_000_000_000_000;

/// Days before this one are absurd: nobody could count impressions.
const FIRST_DAY: Date = date(1990, 1, 1);

const CHANNEL_CHARACTERS_MAX: usize = 100;
const CAMPAIGN_CHARACTERS_MAX: usize = 200;

/// What a channel's campaign cost on a day. The order is that of days, then of names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SpendFigure {
    /// The day, in the workspace's time zone.
    pub day: Date,
    /// Where the money went, such as `google`; 1 to 100 characters.
    pub channel: String,
    /// The campaign; empty for the channel as a whole; at most 200 characters.
    pub campaign: String,
    /// What it cost, minor units of the workspace's currency, 0 or more.
    pub cost_minor: i64,
    /// How often it was seen, where that is known.
    pub impressions: Option<i64>,
    /// How often it was clicked, where that is known.
    pub clicks: Option<i64>,
}

/// A part of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Day,
    Channel,
    Campaign,
    Cost,
    Impressions,
    Clicks,
}

impl SpendFigure {
    /// The part that makes no sense, and why; `today` is the workspace's.
    pub(super) fn fault(&self, today: Date) -> Option<(Part, RefusalReason)> {
        let tomorrow = today.tomorrow().unwrap_or(Date::MAX);
        let fault = if self.channel.is_empty() {
            (Part::Channel, RefusalReason::Empty)
        } else if let Some(fault) = name_fault(&self.channel, CHANNEL_CHARACTERS_MAX) {
            (Part::Channel, fault)
        } else if let Some(fault) = name_fault(&self.campaign, CAMPAIGN_CHARACTERS_MAX) {
            (Part::Campaign, fault)
        } else if self.day < FIRST_DAY {
            (Part::Day, RefusalReason::Before1990)
        } else if tomorrow < self.day {
            (Part::Day, RefusalReason::InFuture)
        } else if let Some(fault) = range_fault(self.cost_minor, COST_MAX) {
            (Part::Cost, fault)
        } else if let Some(fault) = self
            .impressions
            .and_then(|times| range_fault(times, TIMES_MAX))
        {
            (Part::Impressions, fault)
        } else {
            let fault = self
                .clicks
                .and_then(|times| range_fault(times, TIMES_MAX))?;
            (Part::Clicks, fault)
        };
        Some(fault)
    }

    /// What a part says, for messages.
    pub(super) fn told(&self, part: Part) -> String {
        let times = |times: Option<i64>| times.map(|times| times.to_string()).unwrap_or_default();
        match part {
            Part::Day => self.day.to_string(),
            Part::Channel => self.channel.clone(),
            Part::Campaign => self.campaign.clone(),
            Part::Cost => self.cost_minor.to_string(),
            Part::Impressions => times(self.impressions),
            Part::Clicks => times(self.clicks),
        }
    }
}

impl Part {
    /// All of them.
    pub(super) const ALL: [Self; 6] = [
        Self::Channel,
        Self::Campaign,
        Self::Day,
        Self::Cost,
        Self::Impressions,
        Self::Clicks,
    ];

    /// The name of its column.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Channel => "channel",
            Self::Campaign => "campaign",
            Self::Cost => "cost",
            Self::Impressions => "impressions",
            Self::Clicks => "clicks",
        }
    }

    /// The names that its column has in files, in lower case.
    pub(super) const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Day => &["day", "date", "день", "дата"],
            Self::Channel => &["channel", "utm_source", "source", "канал", "источник"],
            Self::Campaign => &["campaign", "utm_campaign", "кампания"],
            Self::Cost => &["cost", "spend", "amount", "расход", "расходы", "затраты"],
            Self::Impressions => &["impressions", "показы"],
            Self::Clicks => &["clicks", "клики"],
        }
    }
}

fn name_fault(name: &str, most: usize) -> Option<RefusalReason> {
    if name.chars().any(char::is_control) {
        return Some(RefusalReason::ControlCharacter);
    }
    (name.chars().nth(most).is_some()).then_some(RefusalReason::TooLong { most })
}

fn range_fault(value: i64, most: i64) -> Option<RefusalReason> {
    if value < 0 {
        return Some(RefusalReason::Negative);
    }
    (most < value).then_some(RefusalReason::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> SpendFigure {
        SpendFigure {
            day: date(2026, 3, 1),
            channel: "google".to_owned(),
            campaign: String::new(),
            cost_minor: 0,
            impressions: None,
            clicks: Some(0),
        }
    }

    fn fault(change: impl FnOnce(&mut SpendFigure)) -> Option<(&'static str, String)> {
        let mut changed = figure();
        change(&mut changed);
        let (part, reason) = changed.fault(date(2026, 3, 1))?;
        Some((part.name(), reason.to_string()))
    }

    #[test]
    fn a_figure_has_a_channel_a_sensible_day_and_nothing_below_zero() {
        assert_eq!(fault(|_| ()), None);
        assert_eq!(fault(|it| it.day = date(2026, 3, 2)), None);
        let wrong = |change: &dyn Fn(&mut SpendFigure)| fault(|it| change(it)).unwrap();
        for (part, reason) in [
            wrong(&|it| it.channel.clear()),
            wrong(&|it| it.channel = "a\0b".to_owned()),
            wrong(&|it| it.campaign = "ü".repeat(201)),
            wrong(&|it| it.day = date(2026, 3, 3)),
            wrong(&|it| it.day = date(-5, 3, 3)),
            wrong(&|it| it.cost_minor = -1),
            wrong(&|it| it.cost_minor = i64::MAX),
            wrong(&|it| it.impressions = Some(i64::MIN)),
            wrong(&|it| it.clicks = Some(TIMES_MAX + 1)),
        ]
        .iter()
        .zip([
            ("channel", "is empty"),
            ("channel", "has a control character"),
            ("campaign", "is longer than 200 characters"),
            ("day", "is in the future"),
            ("day", "is before 1990"),
            ("cost", "is below 0"),
            ("cost", "is larger than can be kept"),
            ("impressions", "is below 0"),
            ("clicks", "is larger than can be kept"),
        ])
        .map(|(found, wanted)| (found.clone(), wanted))
        {
            assert_eq!((part.0, part.1.as_str()), reason);
        }
    }
}
