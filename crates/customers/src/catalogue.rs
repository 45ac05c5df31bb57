//! What arrives: the names of events and of what they carry, with types, examples and days; and what was decided about them.
//!
//! The consumer [`Cataloguer`] follows the log. It notes at most 2,000 names of tracked events, 500 names of each other kind and
//! 500 properties of an event, 50,000 in all, and counts what is beyond, so that no sender can make it large or slow.
//!
//! # Decisions
//!
//! An event or a property can be renamed or forbidden, and a property marked as personal. Renaming and forbidding happen at
//! the door ([`Rulings`]), before an event enters the log, and not where the log is read: the log is what was taken, every
//! consumer reads the same of it, and a replay gives the same result whatever was decided meanwhile. What is in the log stays as it
//! came. A mark holds where values are shown and kept as examples.

mod consumer;
mod decide;
mod decision;
mod drift;
mod entry;
mod limits;
mod list;
mod noted;
mod property;
mod rulings;
mod shelf;
mod statements;
mod value;

pub use consumer::Cataloguer;
pub use decide::Decided;
pub use decision::{Decision, DecisionFault, DecisionId, DecisionKind, NewDecision};
pub use drift::{Drift, Drifted};
pub use entry::{CatalogueEvent, DayCount, EventDetail, PropertyDetail, TypeCount};
pub use list::{Catalogue, CatalogueFilter, CatalogueList};
pub use rulings::{Judged, Rulings};
pub(crate) use statements::APPLIED;
pub use value::ValueType;
