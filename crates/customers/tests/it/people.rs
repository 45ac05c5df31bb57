//! People as the log tells of them, on both engines.

mod files;
mod identities;
mod laws;

use customers::{Fact, FactKind, People, Who, resolve_in};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use store::log::{Consumer, Event};
use store::{Store, Tx, on};

/// The time of the store's clock in tests.
const NOON: &str = "2026-01-15T12:00:00Z";

const DUMPS: [&str; 4] = [
    "select cast(id as text) || ' ' || source_key || ' ' || coalesce(name, '-') || ' ' || coalesce(email, '-') || ' '
        || coalesce(phone, '-') || ' ' || coalesce(country, '-') || ' ' || attributes || ' ' || cast(created_at as text)
        || ' ' || cast(updated_at as text) || ' ' || coalesce(cast(made_position as text), '-')
    from customer order by id",
    "select kind || ' ' || value || ' ' || cast(customer_id as text) || ' ' || cast(since as text) || ' '
        || coalesce(cast(position as text), '-')
    from identifier order by kind, value",
    "select anonymous_id || ' ' || coalesce(cast(customer_id as text), '-') || ' ' || coalesce(cast(linked_at as text), '-')
        || ' ' || cast(first_seen_at as text) || ' ' || cast(last_seen_at as text) || ' ' || cast(events as text) || ' '
        || cast(pages as text) || ' ' || cast(orders as text) || ' ' || said
    from visitor order by anonymous_id",
    "select cast(customer_id as text) || ' ' || cast(first_seen_at as text) || ' ' || cast(last_seen_at as text) || ' '
        || cast(events as text) || ' ' || cast(pages as text) || ' ' || cast(orders as text) || ' ' || said
    from profile order by customer_id",
];

/// All that is kept of people, a line a row.
async fn dump(store: &Store) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    let mut all = Vec::new();
    for text in DUMPS {
        let rows: Vec<String> =
            on!(conn, conn => sqlx::query_scalar(text).fetch_all(conn).await).unwrap();
        all.extend(rows);
        all.push(String::new());
    }
    all
}

pub(crate) fn noon() -> Timestamp {
    NOON.parse().unwrap()
}

/// Somebody, by user id, visitor, e-mail address and phone; an empty text is none.
pub(crate) fn who(user_id: &str, anonymous_id: &str, email: &str, phone: &str) -> Who {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Who {
        user_id: some(user_id),
        anonymous_id: some(anonymous_id),
        email: some(email),
        phone: some(phone),
    }
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// An event that happened, and was received, `seconds` after noon.
pub(crate) fn event(position: i64, seconds: i64, fact: impl std::borrow::Borrow<Fact>) -> Event {
    let fact = fact.borrow();
    let at = noon() + SignedDuration::from_secs(seconds);
    Event {
        position,
        source_id: 7,
        message_id: format!("m{position}"),
        kind: fact.kind.as_str().to_owned(),
        happened_at: at,
        received_at: at,
        body: fact.body(),
    }
}

fn fact(kind: FactKind, who: Who) -> Fact {
    Fact::new(kind, "m", noon(), who)
}

fn identify(who: Who, traits: impl Into<Value>) -> Fact {
    let mut fact = fact(FactKind::Identify, who);
    fact.traits = object(traits.into());
    fact
}

async fn apply(store: &Store, events: &[Event]) {
    let mut tx = store.begin().await.unwrap();
    People.apply(&mut tx, events).await.unwrap();
    tx.commit().await.unwrap();
}

async fn reset(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    People.reset(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The ids of those who are meant, as numbers; nobody is 0.
async fn resolved(store: &Store, all: &[Who]) -> Vec<i64> {
    let mut tx: Tx = store.begin().await.unwrap();
    let ids = resolve_in(&mut tx, all).await.unwrap();
    tx.rollback().await.unwrap();
    ids.iter()
        .map(|id| id.map_or(0, customers::CustomerId::raw))
        .collect()
}

/// A value of the first row that a statement finds.
async fn one(store: &Store, text: &'static str) -> String {
    let mut conn = store.read().await.unwrap();
    let found: Option<String> =
        on!(conn, conn => sqlx::query_scalar(text).fetch_optional(conn).await).unwrap();
    found.unwrap_or_default()
}

fn campaign() -> Map<String, Value> {
    object(json!({"campaign": {"source": "vk", "name": "spring"}}))
}
