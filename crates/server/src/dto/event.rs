//! Events as they arrived.

use customers::{LoggedFact, SourceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EventKind {
    /// Who somebody is.
    Identify,
    /// Something that somebody did.
    Track,
    /// A page that somebody saw.
    Page,
    /// A screen of an app.
    Screen,
    /// That somebody belongs to a group.
    Group,
    /// That two ids are one person.
    Alias,
    /// An order.
    Order,
    /// Goods that came back.
    Return,
    /// A customer's record.
    Customer,
    /// A product's record.
    Product,
    /// The answers to a form.
    Form,
}

impl EventKind {
    /// The kind as the log knows it.
    pub(crate) fn kind(self) -> customers::FactKind {
        use customers::FactKind;
        match self {
            Self::Identify => FactKind::Identify,
            Self::Track => FactKind::Track,
            Self::Page => FactKind::Page,
            Self::Screen => FactKind::Screen,
            Self::Group => FactKind::Group,
            Self::Alias => FactKind::Alias,
            Self::Order => FactKind::Order,
            Self::Return => FactKind::Return,
            Self::Customer => FactKind::Customer,
            Self::Product => FactKind::Product,
            Self::Form => FactKind::Form,
        }
    }

    pub(crate) fn of(kind: customers::FactKind) -> Self {
        use customers::FactKind;
        match kind {
            FactKind::Identify => Self::Identify,
            FactKind::Track => Self::Track,
            FactKind::Page => Self::Page,
            FactKind::Screen => Self::Screen,
            FactKind::Group => Self::Group,
            FactKind::Alias => Self::Alias,
            FactKind::Order => Self::Order,
            FactKind::Return => Self::Return,
            FactKind::Customer => Self::Customer,
            FactKind::Product => Self::Product,
            FactKind::Form => Self::Form,
        }
    }
}

/// An event as it arrived.
#[derive(Serialize, ToSchema)]
pub(crate) struct LoggedEvent {
    /// Its place in the log.
    pub position: i64,
    /// The source's id.
    #[schema(example = "src_0000000000000")]
    pub source: String,
    /// What it is about.
    pub kind: EventKind,
    /// The sender's own id of it.
    pub message_id: String,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When it was received.
    pub received_at: Timestamp,
    /// The event's name, the page's, the group's id, the form's key; of an alias, the id before.
    pub name: Option<String>,
    /// The customer's key at the source.
    pub user_id: Option<String>,
    /// The visitor.
    pub anonymous_id: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// What it came with.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub properties: Map<String, Value>,
    /// What it tells of the customer or group.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub traits: Map<String, Value>,
    /// What the sender says of itself.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub context: Map<String, Value>,
    /// Where personal values are that this caller may not see; there they are null.
    #[schema(example = json!(["properties.passport"]))]
    pub hidden: Vec<String>,
}

/// A page of events.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventPage {
    /// The events, newest first.
    pub items: Vec<LoggedEvent>,
    /// Where the next page begins; null at the end. A page that had to look at very many events may be short and go on.
    pub next_cursor: Option<String>,
}

impl LoggedEvent {
    /// An event as a caller sees it who may not see what is at the places hidden.
    pub(crate) fn of(logged: LoggedFact, hidden: Vec<String>) -> Self {
        let fact = logged.fact;
        let source = SourceId::from_raw(logged.source_id);
        Self {
            position: logged.position,
            source: source.map(|id| id.to_string()).unwrap_or_default(),
            kind: EventKind::of(fact.kind),
            message_id: fact.message_id,
            happened_at: fact.happened_at,
            received_at: logged.received_at,
            name: fact.name,
            user_id: fact.who.user_id,
            anonymous_id: fact.who.anonymous_id,
            email: fact.who.email,
            phone: fact.who.phone,
            properties: fact.properties,
            traits: fact.traits,
            context: fact.context,
            hidden,
        }
    }
}
