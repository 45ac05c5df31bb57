//! Which figures are meant.

use jiff::civil::Date;

/// Which figures are meant; what is not said is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpendFilter {
    /// From this day on.
    pub from: Option<Date>,
    /// Up to and with this day.
    pub to: Option<Date>,
    /// Of this channel.
    pub channel: Option<String>,
    /// Of this campaign; empty for what has none.
    pub campaign: Option<String>,
}

impl SpendFilter {
    /// Whether it says nothing, so that all figures are meant.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The channel; one with a zero in it, which PostgreSQL does not take, is turned into one that nobody has.
    pub(super) fn channel(&self) -> Option<String> {
        self.channel.as_deref().map(askable)
    }

    /// The campaign, in the same way.
    pub(super) fn campaign(&self) -> Option<String> {
        self.campaign.as_deref().map(askable)
    }

    pub(super) fn first(&self) -> String {
        self.from.map(|day| day.to_string()).unwrap_or_default()
    }

    pub(super) fn last(&self) -> String {
        let last = self.to.map(|day| day.to_string());
        last.unwrap_or_else(|| "9999-12-31".to_owned())
    }
}

fn askable(name: &str) -> String {
    name.replace('\0', "\u{1}")
}
