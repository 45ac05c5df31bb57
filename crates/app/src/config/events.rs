//! How long events are kept.

use super::{ConfigError, values::Values};

/// How long events are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventsSection {
    /// Bodies of events that are so many days old and that everybody has applied are emptied; 0 keeps them for ever.
    pub keep_days: u32,
}

impl EventsSection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let read = |text: &str| text.parse().ok().filter(|days| *days <= 36_600);
        Ok(Self {
            keep_days: values.parse(
                "events.keep_days",
                read,
                "must be 0 to 36600 days, 0 for ever",
            )?,
        })
    }
}
