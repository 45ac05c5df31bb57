//! What arrives, by the names of events and of what they carry, and what was decided on them.

use customers::{
    CatalogueList, DayCount, DecisionKind, Drifted, NewDecision, TypeCount, ValueType,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::EventKind;

/// A piece of the catalogue.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueEventPage {
    /// The events, by kind and name.
    pub items: Vec<CatalogueEvent>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
    /// Events whose names were beyond what is noted of their kind: 2,000 names of track events, 500 of each other kind.
    pub not_catalogued: Vec<NotCatalogued>,
    /// When the last event was received that the catalogue has seen; null before the first.
    pub followed_until: Option<Timestamp>,
}

/// Events of a kind whose names were beyond what is noted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NotCatalogued {
    /// The kind.
    pub kind: EventKind,
    /// How many events.
    pub events: u64,
}

/// A kind and a name under which events came.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueEvent {
    /// The kind.
    pub kind: EventKind,
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
    /// Business days on which something came, oldest first: in a list of the last 30, else of the last 90.
    pub days: Vec<CatalogueDay>,
    /// Properties noted, at most 500.
    pub properties: u64,
    /// How often a property was beyond that, or had no fit name.
    pub properties_not_catalogued: u64,
    /// What was decided on the event itself.
    pub decisions: Vec<CatalogueDecision>,
    /// What changed lately, in the event and its properties.
    pub drift: Vec<CatalogueDrift>,
}

/// Events of a business day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueDay {
    /// The day.
    pub day: Date,
    /// How many.
    pub count: u64,
}

/// An event with what it carries.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueEventDetail {
    /// The event.
    pub event: CatalogueEvent,
    /// What it carries, by name.
    pub properties: Vec<CatalogueProperty>,
}

/// What events carry under a name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueProperty {
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
    pub types: Vec<CatalogueType>,
    /// Up to five values as JSON, at most 64 characters each; none of what is personal or presumed to be, of lists and of objects.
    pub examples: Vec<String>,
    /// Whether it is marked as personal.
    pub personal: bool,
    /// Whether its name says that it is.
    pub presumed_personal: bool,
    /// What was decided on it.
    pub decisions: Vec<CatalogueDecision>,
    /// What changed lately.
    pub drift: Vec<CatalogueDrift>,
}

/// How often a property came in a type.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueType {
    /// The type.
    pub r#type: CatalogueValueType,
    /// How often.
    pub count: u64,
    /// When first.
    pub first_seen_at: Timestamp,
    /// When last.
    pub last_seen_at: Timestamp,
}

/// What a value is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CatalogueValueType {
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A text that is a date, or a time with its offset.
    Instant,
    /// A list.
    List,
    /// An object.
    Object,
    /// Nothing.
    Null,
}

/// What changed.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CatalogueDrifted {
    /// Events of this kind and name came for the first time.
    NewEvent,
    /// A property came for the first time, and its event had been there before.
    NewProperty,
    /// A property comes in another type than before.
    TypeChanged,
    /// Events of this kind and name came often, and come no more.
    EventCeased,
    /// A property came often, and its event comes without it.
    PropertyCeased,
}

/// Something that changed in what arrives.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueDrift {
    /// The kind of the events.
    pub kind: EventKind,
    /// Their name.
    pub name: String,
    /// What changed.
    pub what: CatalogueDrifted,
    /// The property; null where the event itself is meant.
    pub property: Option<String>,
    /// When: the first time of what is new, the last time of what ceased.
    pub since: Timestamp,
    /// What happened, as a sentence.
    #[schema(example = "`total` comes as text since 2026-11-19, before as number")]
    pub detail: String,
}

/// What changed lately.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueDriftList {
    /// The newest first, at most 500.
    pub items: Vec<CatalogueDrift>,
}

/// What is decided on an event or a property.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CatalogueDecisionKind {
    /// What arrives under the name is taken under another.
    Rename,
    /// What arrives under the name is not taken.
    Forbid,
    /// Its values are somebody's, and are not shown.
    Personal,
}

/// A decision that is in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueDecision {
    /// Its id.
    #[schema(example = "dcn_0000000000000")]
    pub id: String,
    /// What was decided.
    pub decision: CatalogueDecisionKind,
    /// On events of this kind; what is decided on traits of `identify` holds for `customer` too.
    pub kind: EventKind,
    /// With this name, empty where the kind has none.
    pub name: String,
    /// On this property; null where the event is meant.
    pub property: Option<String>,
    /// The other name; null unless it is a renaming.
    pub to: Option<String>,
    /// When it was decided.
    pub decided_at: Timestamp,
    /// By whom: the id of a user or of a key, or `machine`.
    pub decided_by: String,
    /// Events, or properties of events, that it was applied to at a door.
    pub applied: u64,
    /// When it was applied last.
    pub last_applied_at: Option<Timestamp>,
}

/// The decisions in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueDecisionList {
    /// The newest first.
    pub items: Vec<CatalogueDecision>,
}

/// A decision to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CatalogueDecisionInput {
    /// What is decided.
    pub decision: CatalogueDecisionKind,
    /// On events of this kind.
    pub kind: EventKind,
    /// With this name; absent where the kind has none.
    #[serde(default)]
    #[schema(max_length = 255)]
    pub name: String,
    /// On this property; absent where the event is meant.
    #[schema(max_length = 255)]
    pub property: Option<String>,
    /// The other name, of a renaming.
    #[schema(max_length = 255)]
    pub to: Option<String>,
}

impl From<CatalogueDecisionInput> for NewDecision {
    fn from(input: CatalogueDecisionInput) -> Self {
        Self {
            decision: match input.decision {
                CatalogueDecisionKind::Rename => DecisionKind::Rename,
                CatalogueDecisionKind::Forbid => DecisionKind::Forbid,
                CatalogueDecisionKind::Personal => DecisionKind::Personal,
            },
            kind: input.kind.kind(),
            name: input.name,
            property: input.property,
            to: input.to,
        }
    }
}

impl From<customers::Decision> for CatalogueDecision {
    fn from(decision: customers::Decision) -> Self {
        Self {
            id: decision.id.to_string(),
            decision: match decision.decision {
                DecisionKind::Rename => CatalogueDecisionKind::Rename,
                DecisionKind::Forbid => CatalogueDecisionKind::Forbid,
                DecisionKind::Personal => CatalogueDecisionKind::Personal,
            },
            kind: EventKind::of(decision.kind),
            name: decision.name,
            property: decision.property,
            to: decision.to,
            decided_at: decision.decided_at,
            decided_by: decision.decided_by,
            applied: decision.applied,
            last_applied_at: decision.last_applied_at,
        }
    }
}

impl From<customers::Drift> for CatalogueDrift {
    fn from(drift: customers::Drift) -> Self {
        Self {
            kind: EventKind::of(drift.kind),
            name: drift.name,
            what: match drift.what {
                Drifted::NewEvent => CatalogueDrifted::NewEvent,
                Drifted::NewProperty => CatalogueDrifted::NewProperty,
                Drifted::TypeChanged => CatalogueDrifted::TypeChanged,
                Drifted::EventCeased => CatalogueDrifted::EventCeased,
                Drifted::PropertyCeased => CatalogueDrifted::PropertyCeased,
            },
            property: drift.property,
            since: drift.since,
            detail: drift.detail,
        }
    }
}

impl From<DayCount> for CatalogueDay {
    fn from(DayCount { day, count }: DayCount) -> Self {
        Self { day, count }
    }
}

impl From<TypeCount> for CatalogueType {
    fn from(counted: TypeCount) -> Self {
        Self {
            r#type: match counted.r#type {
                ValueType::Text => CatalogueValueType::Text,
                ValueType::Number => CatalogueValueType::Number,
                ValueType::Boolean => CatalogueValueType::Boolean,
                ValueType::Instant => CatalogueValueType::Instant,
                ValueType::List => CatalogueValueType::List,
                ValueType::Object => CatalogueValueType::Object,
                ValueType::Null => CatalogueValueType::Null,
            },
            count: counted.count,
            first_seen_at: counted.first_seen_at,
            last_seen_at: counted.last_seen_at,
        }
    }
}

impl From<customers::CatalogueEvent> for CatalogueEvent {
    fn from(event: customers::CatalogueEvent) -> Self {
        Self {
            kind: EventKind::of(event.kind),
            name: event.name,
            first_seen_at: event.first_seen_at,
            last_seen_at: event.last_seen_at,
            count: event.count,
            count_30_days: event.count_30_days,
            count_90_days: event.count_90_days,
            days: event.days.into_iter().map(Into::into).collect(),
            properties: event.properties,
            properties_not_catalogued: event.properties_not_catalogued,
            decisions: event.decisions.into_iter().map(Into::into).collect(),
            drift: event.drift.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<customers::PropertyDetail> for CatalogueProperty {
    fn from(property: customers::PropertyDetail) -> Self {
        Self {
            name: property.name,
            first_seen_at: property.first_seen_at,
            last_seen_at: property.last_seen_at,
            count: property.count,
            share: property.share,
            types: property.types.into_iter().map(Into::into).collect(),
            examples: property.examples,
            personal: property.personal,
            presumed_personal: property.presumed_personal,
            decisions: property.decisions.into_iter().map(Into::into).collect(),
            drift: property.drift.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<customers::EventDetail> for CatalogueEventDetail {
    fn from(detail: customers::EventDetail) -> Self {
        Self {
            event: detail.event.into(),
            properties: detail.properties.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<CatalogueList> for CatalogueEventPage {
    fn from(list: CatalogueList) -> Self {
        let beyond = list.not_catalogued.into_iter();
        Self {
            items: list.page.items.into_iter().map(Into::into).collect(),
            next_cursor: list.page.next_cursor,
            not_catalogued: beyond
                .map(|(kind, events)| NotCatalogued {
                    kind: EventKind::of(kind),
                    events,
                })
                .collect(),
            followed_until: list.followed_until,
        }
    }
}
