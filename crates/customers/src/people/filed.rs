//! When a file last told what: what was told later counts, by files and events alike.

use std::collections::BTreeMap;

/// Microseconds since 1970, by what was told.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filed(BTreeMap<String, i64>);

/// What files tell of a customer.
pub(crate) const NAME: &str = "name";
pub(crate) const EMAIL: &str = "email";
pub(crate) const PHONE: &str = "phone";
pub(crate) const COUNTRY: &str = "country";
pub(crate) const ATTRIBUTES: &str = "attributes";

impl Filed {
    /// Reads the column.
    pub(crate) fn read(text: Option<&str>) -> Result<Self, serde_json::Error> {
        text.map_or_else(
            || Ok(Self::default()),
            |text| Ok(Self(serde_json::from_str(text)?)),
        )
    }

    /// Writes the column: nothing when no file told anything.
    pub(crate) fn text(&self) -> Option<String> {
        // Numbers by name always have a JSON form.
        (!self.0.is_empty()).then(|| serde_json::to_string(&self.0).unwrap_or_default())
    }

    /// Notes that a file told something.
    pub(crate) fn tell(&mut self, what: &str, at: i64) {
        self.0.insert(what.to_owned(), at);
    }

    /// Whether what was said at an instant is newer than what a file told.
    pub(crate) fn is_before(&self, what: &str, at: i64) -> bool {
        self.0.get(what).is_none_or(|filed| *filed < at)
    }
}
