//! Orders and returns.

use serde_json::{Value, json};

use super::read::Reader;
use super::who::who;
use super::{Desk, WRONG_MAX};
use crate::commerce::read;
use crate::fact::{Fact, FactKind, Who};

/// Reads an order.
pub(super) fn order(reader: &mut Reader, desk: Desk) -> Option<Fact> {
    let id = reader.id("order_id");
    let at = reader.instant("ordered_at", desk.now);
    let who = customer(reader);
    let fact = Fact::new(FactKind::Order, format!("order:{}", id?), at, who);
    checked(reader, fact, desk)
}

/// Reads a return.
pub(super) fn goods_return(reader: &mut Reader, desk: Desk) -> Option<Fact> {
    let id = reader.id("return_id");
    let at = reader.instant("returned_at", desk.now);
    let who = customer(reader);
    let fact = Fact::new(FactKind::Return, format!("return:{}", id?), at, who);
    checked(reader, fact, desk)
}

fn customer(reader: &mut Reader) -> Who {
    let Some(value) = reader.take("customer") else {
        return Who::default();
    };
    let mut inside = reader.inside("customer", &value);
    let who = who(&mut inside);
    reader.absorb(inside);
    who
}

/// Looks whether the fact can be taken as commerce, and notes each field for which it can not.
fn checked(reader: &mut Reader, mut fact: Fact, desk: Desk) -> Option<Fact> {
    if let Some(Value::Object(context)) = reader.take("context") {
        fact.context = context;
    }
    fact.properties.clone_from(reader.rest());
    let mut mended = fact.clone();
    for _ in 0..WRONG_MAX {
        let Err(sentence) = read(&mended, desk.currency) else {
            break;
        };
        let (field, reason) = parts(&sentence);
        reader.note(field, reason);
        if !mend(&mut mended, field) {
            break;
        }
    }
    reader.is_well().then_some(fact)
}

/// The field and what is wrong with it, of a sentence that begins with the field in back ticks.
fn parts(sentence: &str) -> (&str, &str) {
    let rest = sentence.strip_prefix('`');
    let split = rest.and_then(|rest| rest.split_once("` "));
    split.unwrap_or(("products", sentence))
}

/// Puts something harmless in place of a wrong field, to see what else is wrong; tells whether that was possible.
fn mend(fact: &mut Fact, field: &str) -> bool {
    if let Some(rest) = field.strip_prefix("products[") {
        let at = rest
            .split_once(']')
            .and_then(|(at, _)| at.parse::<usize>().ok());
        let products = fact
            .properties
            .get_mut("products")
            .and_then(Value::as_array_mut);
        let product = products.and_then(|products| products.get_mut(at?));
        return product
            .map(|product| *product = json!({"price": 0}))
            .is_some();
    }
    fact.properties.remove(field).is_some()
}
