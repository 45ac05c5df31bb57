//! A fact: what happened to whom, in the one form that every way in brings it into.
//!
//! Libraries that track, tills, exchange files, forms and webhooks all become facts; a fact becomes an event of the log, and
//! whoever reads the log reads facts again. Nothing that a fact says has been interpreted yet: properties are as they were
//! sent, and what an order or a return is, is read from them where it is needed.

mod event;
mod heading;
mod kind;
mod said;
mod who;

use jiff::Timestamp;
use serde_json::{Map, Value};

pub(crate) use heading::Heading;
pub use kind::FactKind;
pub use who::Who;

use said::Said;

use crate::error::CustomersError;

/// What happened to whom.
///
/// `Debug` shows what kind it is and which one, and nothing of what it says: that is personal data.
#[derive(Clone, PartialEq)]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// The id that the sender gave it, 1 to 255 bytes; with its source, the fact's identity for ever.
    pub message_id: String,
    /// When it happened, by our clock.
    pub happened_at: Timestamp,
    /// To whom.
    pub who: Who,
    /// The event's name, the page's or screen's, the group's id, the form's key; of an alias, the id before.
    pub name: Option<String>,
    /// What the event, page or screen came with; the order, return or product; the answers of a form.
    pub properties: Map<String, Value>,
    /// What is told of the customer or group.
    pub traits: Map<String, Value>,
    /// What the sender says of itself: campaign, page, locale, consent.
    pub context: Map<String, Value>,
}

impl Fact {
    /// A fact that says nothing yet.
    pub fn new(
        kind: FactKind,
        message_id: impl Into<String>,
        happened_at: Timestamp,
        who: Who,
    ) -> Self {
        Self {
            kind,
            message_id: message_id.into(),
            happened_at,
            who,
            name: None,
            properties: Map::new(),
            traits: Map::new(),
            context: Map::new(),
        }
    }

    /// What the fact says, as the JSON text that the log keeps: without its kind, message id and time, which are columns, and
    /// without what is empty. Equal facts give equal texts.
    pub fn body(&self) -> String {
        Said::of(self).text()
    }

    /// Puts a fact together again from the columns and the text that the log keeps.
    ///
    /// # Errors
    ///
    /// When the kind is none of ours, or the text is not what [`Fact::body`] writes.
    pub fn from_parts(
        kind: &str,
        message_id: &str,
        happened_at: Timestamp,
        body: &str,
    ) -> Result<Self, CustomersError> {
        let malformed = || CustomersError::FactMalformed(message_id.to_owned());
        let kind = kind.parse().map_err(|_| malformed())?;
        let said: Said<'_> = serde_json::from_str(body).map_err(|_| malformed())?;
        Ok(said.into_fact(kind, message_id.to_owned(), happened_at))
    }
}

impl std::fmt::Debug for Fact {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Fact")
            .field("kind", &self.kind)
            .field("message_id", &self.message_id)
            .field("happened_at", &self.happened_at)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    fn purchase() -> Fact {
        let who = Who {
            user_id: Some("17".to_owned()),
            email: Some("ada@example.org".to_owned()),
            ..Who::default()
        };
        let mut fact = Fact::new(FactKind::Track, "m-1", Timestamp::UNIX_EPOCH, who);
        fact.name = Some("Order Completed".to_owned());
        fact.properties = object(json!({"order_id": "9", "total": 19.99, "price": "0.10"}));
        fact
    }

    #[test]
    fn a_body_leaves_out_what_is_empty() {
        insta_like(
            &purchase().body(),
            r#"{"user_id":"17","email":"ada@example.org","name":"Order Completed","properties":{"order_id":"9","price":"0.10","total":19.99}}"#,
        );
        let nobody = Fact::new(FactKind::Page, "m", Timestamp::UNIX_EPOCH, Who::default());
        assert_eq!(nobody.body(), "{}");
    }

    fn insta_like(actual: &str, expected: &str) {
        let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(parse(actual), parse(expected));
    }

    #[test]
    fn a_fact_shows_nothing_of_what_it_says() {
        let shown = format!("{:?}", purchase());
        assert!(shown.contains("m-1") && !shown.contains("ada") && !shown.contains("17"));
        assert!(!format!("{:?}", purchase().who).contains("ada"));
    }

    #[test]
    fn what_is_no_fact_is_refused_by_its_message_id() {
        for (kind, body) in [("track", "7"), ("track", "{\"user_id\":1}"), ("jump", "{}")] {
            let error = Fact::from_parts(kind, "m-1", Timestamp::UNIX_EPOCH, body).unwrap_err();
            assert!(error.to_string().contains("m-1"), "{error}");
        }
    }

    proptest! {
        #[test]
        fn a_fact_comes_back_as_it_was(
            kind in proptest::sample::select(FactKind::ALL.to_vec()),
            user_id in proptest::option::of(".{1,8}"),
            name in proptest::option::of(".{0,8}"),
            keys in proptest::collection::btree_map(".{0,6}", -1_000_000_i64..1_000_000, 0..5),
        ) {
            let who = Who { user_id, ..Who::default() };
            let mut fact = Fact::new(kind, "m", Timestamp::UNIX_EPOCH, who);
            fact.name = name;
            fact.traits = keys.into_iter().map(|(key, value)| (key, value.into())).collect();
            let back = Fact::from_parts(kind.as_str(), "m", Timestamp::UNIX_EPOCH, &fact.body());
            prop_assert_eq!(back.unwrap().body(), fact.body());
        }

        #[test]
        fn an_amount_keeps_its_digits(cents in 0_i64..1_000_000_000_000) {
            let text = format!("{}.{:02}", cents / 100, cents % 100);
            let body = format!("{{\"properties\":{{\"total\":{text}}}}}");
            let fact = Fact::from_parts("track", "m", Timestamp::UNIX_EPOCH, &body).unwrap();
            let kept: kernel::Decimal = fact.properties["total"].to_string().parse().unwrap();
            prop_assert_eq!(kept, text.parse().unwrap());
        }
    }
}
