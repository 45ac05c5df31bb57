//! What a fact says, as JSON: the body of an event in the log.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Fact, FactKind, Who};

type Object<'a> = Cow<'a, Map<String, Value>>;

/// The body's form. Fields may be added, and none may change its meaning: what was logged years ago is read by it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user_id: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anonymous_id: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    properties: Object<'a>,
    #[serde(default, skip_serializing_if = "is_empty")]
    traits: Object<'a>,
    #[serde(default, skip_serializing_if = "is_empty")]
    context: Object<'a>,
}

fn is_empty(object: &Object<'_>) -> bool {
    object.is_empty()
}

impl<'a> Said<'a> {
    pub(super) fn of(fact: &'a Fact) -> Self {
        let text = |text: &'a Option<String>| text.as_deref().map(Cow::Borrowed);
        Self {
            user_id: text(&fact.who.user_id),
            anonymous_id: text(&fact.who.anonymous_id),
            email: text(&fact.who.email),
            phone: text(&fact.who.phone),
            name: text(&fact.name),
            properties: Cow::Borrowed(&fact.properties),
            traits: Cow::Borrowed(&fact.traits),
            context: Cow::Borrowed(&fact.context),
        }
    }

    pub(super) fn text(&self) -> String {
        // Texts, numbers and maps with text keys always have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn into_fact(
        self,
        kind: FactKind,
        message_id: String,
        happened_at: Timestamp,
    ) -> Fact {
        Fact {
            kind,
            message_id,
            happened_at,
            who: Who {
                user_id: self.user_id.map(Cow::into_owned),
                anonymous_id: self.anonymous_id.map(Cow::into_owned),
                email: self.email.map(Cow::into_owned),
                phone: self.phone.map(Cow::into_owned),
            },
            name: self.name.map(Cow::into_owned),
            properties: self.properties.into_owned(),
            traits: self.traits.into_owned(),
            context: self.context.into_owned(),
        }
    }
}
