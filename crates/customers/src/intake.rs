//! Orders, returns and customers as a till or a back office sends them: JSON becomes facts, or every wrong field is named.
//!
//! The fields of an order or a return are those of the tracking specification's events, at the top; beside them stand
//! `customer`, who is meant, and when it happened. What is not known here stays in the fact as it was sent.

mod customer;
mod goods;
mod read;
mod who;

use jiff::Timestamp;
use kernel::Currency;
use serde_json::Value;

use crate::fact::Fact;
use crate::wrong_field::WrongField;
use read::Reader;

/// Objects that one request may hold.
pub const OBJECTS_MAX: usize = 1_000;

/// Wrong fields that are named; nobody reads more at once.
const WRONG_MAX: usize = 50;

/// What objects are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// Orders; their message ids are `order:` and the order's id.
    Orders,
    /// Returns; their message ids are `return:` and the return's id.
    Returns,
    /// Customers; their message ids are made by whoever appends them.
    Customers,
}

/// Where objects arrive.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    /// The workspace's currency.
    pub currency: Currency,
    /// The time now.
    pub now: Timestamp,
}

impl Intake {
    /// Reads one object, or a list of 1 to 1,000, into a fact each, in their order.
    ///
    /// # Errors
    ///
    /// The wrong fields, the first fifty.
    pub fn read(self, body: &Value, desk: Desk) -> Result<Vec<Fact>, Vec<WrongField>> {
        let list = match body {
            Value::Array(list) if list.is_empty() || list.len() > OBJECTS_MAX => {
                let reason = format!(
                    "has {} objects, 1 to {OBJECTS_MAX} are taken at once",
                    list.len()
                );
                return Err(vec![WrongField::new("", reason)]);
            }
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(at, one)| (format!("[{at}]"), one))
                .collect(),
            one => vec![(String::new(), one)],
        };
        let (mut facts, mut wrong) = (Vec::with_capacity(list.len()), Vec::new());
        for (path, value) in list {
            match self.read_one(&path, value, desk) {
                Ok(fact) => facts.push(fact),
                Err(found) => wrong.extend(found),
            }
            if wrong.len() >= WRONG_MAX {
                wrong.truncate(WRONG_MAX);
                break;
            }
        }
        if wrong.is_empty() {
            Ok(facts)
        } else {
            Err(wrong)
        }
    }

    fn read_one(self, path: &str, value: &Value, desk: Desk) -> Result<Fact, Vec<WrongField>> {
        let mut reader = Reader::new(path, value);
        if !reader.is_well() {
            return reader.finish(None);
        }
        let fact = match self {
            Self::Orders => goods::order(&mut reader, desk),
            Self::Returns => goods::goods_return(&mut reader, desk),
            Self::Customers => Some(customer::customer(&mut reader, desk)),
        };
        reader.finish(fact)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::fact::FactKind;

    fn desk() -> Desk {
        Desk {
            currency: "EUR".parse().unwrap(),
            now: "2026-01-15T12:00:00Z".parse().unwrap(),
        }
    }

    fn wrong(intake: Intake, body: &Value) -> Vec<String> {
        let wrong = intake.read(body, desk()).unwrap_err();
        wrong
            .into_iter()
            .map(|wrong| format!("{}: {}", wrong.path, wrong.reason))
            .collect()
    }

    #[test]
    fn an_order_becomes_a_fact() {
        let body = json!({
            "order_id": 17,
            "ordered_at": "2026-01-14T10:00:00+02:00",
            "customer": {"user_id": "u1", "email": "ada@example.org"},
            "products": [{"sku": "p1", "price": "1.50", "quantity": 2}],
            "store": "Sofia 1",
        });
        let facts = Intake::Orders.read(&body, desk()).unwrap();
        let fact = &facts[0];
        assert_eq!(
            (fact.kind, fact.message_id.as_str()),
            (FactKind::Order, "order:17")
        );
        assert_eq!(fact.happened_at.to_string(), "2026-01-14T08:00:00Z");
        assert_eq!(fact.who.user_id.as_deref(), Some("u1"));
        assert!(fact.properties.contains_key("store") && !fact.properties.contains_key("customer"));
        let twice = Intake::Orders.read(&json!([body, body]), desk()).unwrap();
        assert_eq!(twice[1].body(), fact.body());
    }

    #[test]
    fn every_wrong_field_is_named_with_its_path() {
        let body = json!([
            {"order_id": "1", "products": [{"price": 1}, {"price": "x"}, {"price": 2, "quantity": -1}]},
            {"ordered_at": "yesterday", "customer": {"email": "nobody", "phone": 12345, "nick": "x"}, "total": 5},
            7,
            {"order_id": "2", "ordered_at": "2027-01-01T00:00:00Z", "total": 5, "currency": "USD"},
        ]);
        let found = wrong(Intake::Orders, &body);
        let paths: Vec<&str> = found
            .iter()
            .map(|wrong| wrong.split(": ").next().unwrap())
            .collect();
        assert_eq!(
            paths,
            [
                "[0].products[1].price",
                "[0].products[2].quantity",
                "[1].order_id",
                "[1].ordered_at",
                "[1].customer.email",
                "[1].customer.phone",
                "[1].customer.nick",
                "[2]",
                "[3].ordered_at",
                "[3].currency",
            ],
            "{found:#?}"
        );
    }

    #[test]
    fn a_customer_becomes_traits() {
        let body = json!({"user_id": "u1", "email": "Ada@example.org", "name": "Ada", "country": "GB", "attributes": {"plan": "pro"}});
        let facts = Intake::Customers.read(&body, desk()).unwrap();
        let traits = json!({"email": "Ada@example.org", "name": "Ada", "address": {"country": "GB"}, "plan": "pro"});
        assert_eq!(Value::Object(facts[0].traits.clone()), traits);
        assert_eq!(
            wrong(Intake::Customers, &json!({"name": "Ada"})),
            [": names nobody: give user_id, email or phone"]
        );
    }

    #[test]
    fn a_return_names_its_order() {
        let body =
            json!({"return_id": "r1", "order_id": "1", "products": [{"sku": "p", "price": 1}]});
        let facts = Intake::Returns.read(&body, desk()).unwrap();
        assert_eq!(
            (facts[0].kind, facts[0].message_id.as_str()),
            (FactKind::Return, "return:r1")
        );
        assert!(!wrong(Intake::Returns, &json!({"order_id": "1"})).is_empty());
    }

    #[test]
    fn lists_are_bounded() {
        assert_eq!(
            wrong(Intake::Orders, &json!([])),
            [": has 0 objects, 1 to 1000 are taken at once"]
        );
        let many = Value::Array(vec![json!({}); 1000]);
        assert_eq!(wrong(Intake::Orders, &many).len(), WRONG_MAX);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,40}", number in any::<f64>(), at in 0_usize..8) {
            let names = ["order_id", "ordered_at", "customer", "products", "total", "currency", "return_id", "email"];
            for value in [json!(text), json!(number), json!([text]), json!([{"price": number, "quantity": text}]), json!({"email": text}), json!(null)] {
                let mut body = json!({"order_id": "1", "total": 1, "user_id": "u"});
                body[names[at]] = value;
                for intake in [Intake::Orders, Intake::Returns, Intake::Customers] {
                    drop(intake.read(&body, desk()));
                }
            }
        }
    }
}
