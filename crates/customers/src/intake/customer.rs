//! Customers.

use serde_json::{Value, json};

use super::Desk;
use super::read::Reader;
use super::who::who;
use crate::fact::{Fact, FactKind};

/// Reads a customer: who it is, and what is told of it.
pub(super) fn customer(reader: &mut Reader, desk: Desk) -> Fact {
    let told = |field: &str, reader: &mut Reader| reader.rest().get(field).cloned();
    let (mail, number) = (told("email", reader), told("phone", reader));
    let at = reader.instant("changed_at", desk.now);
    reader.take("changed_at");
    let who = who(reader);
    let mut fact = Fact::new(FactKind::Customer, String::new(), at, who);
    let mut say = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            fact.traits.insert(name.to_owned(), value);
        }
    };
    say("email", mail);
    say("phone", number);
    for (field, name) in [
        ("name", "name"),
        ("first_name", "firstName"),
        ("last_name", "lastName"),
    ] {
        say(name, reader.text(field).map(Value::from));
    }
    say(
        "address",
        reader
            .text("country")
            .map(|country| json!({"country": country})),
    );
    match reader.take("attributes") {
        None => {}
        Some(Value::Object(attributes)) => fact.traits.extend(attributes),
        Some(_) => reader.note("attributes", "is not an object"),
    }
    if let Some(Value::Object(context)) = reader.take("context") {
        fact.context = context;
    }
    let unknown: Vec<String> = reader.rest().keys().cloned().collect();
    for field in unknown {
        reader.note(
            &field,
            "is not known; put further attributes into `attributes`",
        );
    }
    let is_named =
        fact.who.user_id.is_some() || fact.who.email.is_some() || fact.who.phone.is_some();
    if !is_named && reader.is_well() {
        reader.note_here("names nobody: give user_id, email or phone");
    }
    fact
}
