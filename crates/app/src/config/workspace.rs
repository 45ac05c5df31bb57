//! The business: its name, time zone and currency, as a new workspace gets them.
//!
//! A workspace that exists keeps those that it was made with, because its days and amounts were computed with them.

use jiff::tz::TimeZone;
use kernel::Currency;

use super::{ConfigError, values::Values};

/// The business, as a new workspace gets it.
#[derive(Clone, Debug)]
pub struct WorkspaceSection {
    /// Its name, as the console shows it.
    pub name: String,
    /// The time zone of business days and of local times in files.
    pub time_zone: TimeZone,
    /// The currency of all amounts.
    pub currency: Currency,
}

impl WorkspaceSection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let name = |text: &str| {
            let name = text.trim();
            (1..=100)
                .contains(&name.chars().count())
                .then(|| name.to_owned())
        };
        let zone = values.text("workspace.time_zone");
        let unknown_zone = |_| {
            let known: Vec<String> = jiff::tz::db()
                .available()
                .map(|name| name.to_string())
                .collect();
            values.malformed(
                "workspace.time_zone",
                "must be a time zone such as Europe/London",
                known,
            )
        };
        let code = values.text("workspace.currency");
        let unknown_currency = |_| {
            let known = Currency::all().map(|currency| currency.to_string());
            values.malformed(
                "workspace.currency",
                "must be a code of ISO 4217 such as EUR",
                known,
            )
        };
        Ok(Self {
            name: values.parse("workspace.name", name, "must have 1 to 100 characters")?,
            time_zone: TimeZone::get(zone).map_err(unknown_zone)?,
            currency: code.parse().map_err(unknown_currency)?,
        })
    }
}
