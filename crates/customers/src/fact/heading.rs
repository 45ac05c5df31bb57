//! Who and what a fact is about, without what it says: for whoever reads every event and needs few of them.

use std::borrow::Cow;

use ::store::Event;
use serde::Deserialize;

use super::{FactKind, Who};
use crate::error::CustomersError;

/// Who and what a fact is about.
pub(crate) struct Heading<'a> {
    pub(crate) kind: FactKind,
    named: Named<'a>,
}

/// The part of a fact's body that is looked at.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    user_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    anonymous_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    email: Option<Cow<'a, str>>,
    #[serde(borrow)]
    phone: Option<Cow<'a, str>>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
}

impl<'a> Heading<'a> {
    /// Reads the heading of an event.
    ///
    /// # Errors
    ///
    /// When the event's kind is none of ours, or its body is not what a fact's is.
    pub(crate) fn of(event: &'a Event) -> Result<Self, CustomersError> {
        let malformed = || CustomersError::FactMalformed(event.message_id.clone());
        Ok(Self {
            kind: event.kind.parse().map_err(|_| malformed())?,
            named: serde_json::from_str(&event.body).map_err(|_| malformed())?,
        })
    }

    /// The event's name, the form's key.
    pub(crate) fn name(&self) -> Option<&str> {
        self.named.name.as_deref()
    }

    /// Whether it names a visitor, and whose key or contact the visitor has.
    pub(crate) fn tells_whose_visitor(&self) -> bool {
        let Named {
            user_id,
            anonymous_id,
            email,
            phone,
            ..
        } = &self.named;
        anonymous_id.is_some() && (user_id.is_some() || email.is_some() || phone.is_some())
    }

    /// To whom it happened.
    pub(crate) fn who(self) -> Who {
        Who {
            user_id: self.named.user_id.map(Cow::into_owned),
            anonymous_id: self.named.anonymous_id.map(Cow::into_owned),
            email: self.named.email.map(Cow::into_owned),
            phone: self.named.phone.map(Cow::into_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::fact::Fact;

    fn event(kind: &str, body: &str) -> Event {
        Event {
            position: 1,
            source_id: 1,
            message_id: "m-1".to_owned(),
            kind: kind.to_owned(),
            happened_at: Timestamp::UNIX_EPOCH,
            received_at: Timestamp::UNIX_EPOCH,
            body: body.to_owned(),
        }
    }

    #[test]
    fn a_heading_is_the_beginning_of_its_fact() {
        let bodies = [
            "{}",
            r#"{"user_id":"17","name":"Order \"9\"","properties":{"a":[1,{"b":2}]},"context":{"user_id":"x"}}"#,
            r#"{"anonymous_id":"v","email":"ada@example.org","traits":{"name":"Ada"}}"#,
            r#"{"anonymous_id":"v","phone":"\u002b47"}"#,
        ];
        for body in bodies {
            let event = event("track", body);
            let (heading, fact) = (
                Heading::of(&event).unwrap(),
                Fact::from_event(&event).unwrap(),
            );
            assert_eq!(
                (heading.kind, heading.name()),
                (fact.kind, fact.name.as_deref())
            );
            let who = &fact.who;
            let tells = who.user_id.is_some() || who.email.is_some() || who.phone.is_some();
            assert_eq!(
                heading.tells_whose_visitor(),
                tells && who.anonymous_id.is_some()
            );
            assert_eq!(heading.who(), fact.who);
        }
    }

    #[test]
    fn what_is_no_fact_has_no_heading() {
        for (kind, body) in [
            ("track", "7"),
            ("track", r#"{"user_id":1}"#),
            ("jump", "{}"),
        ] {
            let error = Heading::of(&event(kind, body)).map(|_| ()).unwrap_err();
            assert!(error.to_string().contains("m-1"), "{error}");
        }
    }
}
