//! The catalogue as it is shown.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::decision::Decision;
use super::drift::Drift;
use super::value::ValueType;
use crate::fact::FactKind;

/// A kind and a name under which events came.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CatalogueEvent {
    /// The kind.
    pub kind: FactKind,
    /// The name, empty where events of the kind have none.
    pub name: String,
    /// When the first was received.
    pub first_seen_at: Timestamp,
    /// When the last was received.
    pub last_seen_at: Timestamp,
    /// Events ever.
    pub count: u64,
    /// Events of the last 30 business days.
    pub count_30_days: u64,
    /// Events of the last 90 business days.
    pub count_90_days: u64,
    /// Business days on which something came, oldest first.
    pub days: Vec<DayCount>,
    /// Properties noted.
    pub properties: u64,
    /// How often a property was beyond the limit, or had no fit name.
    pub properties_not_catalogued: u64,
    /// What was decided on the event itself.
    pub decisions: Vec<Decision>,
    /// What changed lately.
    pub drift: Vec<Drift>,
}

/// Events of a business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayCount {
    /// The day.
    pub day: Date,
    /// How many.
    pub count: u64,
}

/// An event with what it carries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventDetail {
    /// The event, with ninety days.
    pub event: CatalogueEvent,
    /// What it carries, by name.
    pub properties: Vec<PropertyDetail>,
}

/// What an event carries under a name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PropertyDetail {
    /// The name.
    pub name: String,
    /// When it came first.
    pub first_seen_at: Timestamp,
    /// When it came last.
    pub last_seen_at: Timestamp,
    /// Events that carried it.
    pub count: u64,
    /// Their share of the events, 0 to 1.
    pub share: f64,
    /// Its types, the most frequent first.
    pub types: Vec<TypeCount>,
    /// A few values as JSON; none of what is personal, or presumed to be.
    pub examples: Vec<String>,
    /// Whether it is marked as personal.
    pub personal: bool,
    /// Whether its name says that it is.
    pub presumed_personal: bool,
    /// What was decided on it.
    pub decisions: Vec<Decision>,
    /// What changed lately.
    pub drift: Vec<Drift>,
}

/// How often a property came in a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TypeCount {
    /// The type.
    pub r#type: ValueType,
    /// How often.
    pub count: u64,
    /// When first.
    pub first_seen_at: Timestamp,
    /// When last.
    pub last_seen_at: Timestamp,
}
