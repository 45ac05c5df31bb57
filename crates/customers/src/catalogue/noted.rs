//! What the catalogue notes of an event: its name, and its properties as they are written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ::store::Event;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::limits::is_fit;
use crate::fact::FactKind;

/// What is noted of an event.
pub(super) struct Noted<'a> {
    pub(super) kind: FactKind,
    pub(super) name: Cow<'a, str>,
    /// Name and JSON.
    pub(super) properties: BTreeMap<String, &'a RawValue>,
    /// Microseconds since 1970.
    pub(super) received_at: i64,
}

/// The part of a fact's body that is looked at; the values are not read.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    properties: BTreeMap<String, &'a RawValue>,
    #[serde(borrow, default)]
    traits: BTreeMap<String, &'a RawValue>,
}

/// Whether what facts of this kind carry are traits.
pub(super) const fn has_traits(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::Identify | FactKind::Customer | FactKind::Group
    )
}

/// Whether facts of this kind have names that senders choose; a group's or a former id is none.
pub(super) const fn has_name(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::Track | FactKind::Page | FactKind::Screen | FactKind::Form
    )
}

impl<'a> Noted<'a> {
    /// Reads an event; what is no fact is noted by nobody.
    pub(super) fn of(event: &'a Event) -> Option<Self> {
        let kind: FactKind = event.kind.parse().ok()?;
        let body: Body<'a> = serde_json::from_str(&event.body).ok()?;
        Some(Self {
            kind,
            name: body.name.filter(|_| has_name(kind)).unwrap_or_default(),
            properties: if has_traits(kind) {
                body.traits
            } else {
                body.properties
            },
            received_at: event.received_at.as_microsecond(),
        })
    }

    /// Whether the name can be noted.
    pub(super) fn is_fit(&self) -> bool {
        is_fit(&self.name)
    }
}
