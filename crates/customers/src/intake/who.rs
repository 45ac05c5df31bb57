//! Who is meant.

use serde_json::Value;

use super::read::Reader;
use crate::fact::Who;
use crate::people::{email, phone};

/// Reads the marks of a customer.
pub(super) fn who(reader: &mut Reader) -> Who {
    let mut id = |field: &str| match reader.rest().get(field) {
        None | Some(Value::Null) => {
            reader.take(field);
            None
        }
        Some(_) => {
            let id = reader.id(field);
            reader.take(field);
            id
        }
    };
    let (user_id, anonymous_id) = (id("user_id"), id("anonymous_id"));
    let mut who = Who {
        user_id,
        anonymous_id,
        ..Who::default()
    };
    if let Some(text) = reader.text("email") {
        who.email = email(&text);
        if who.email.is_none() {
            reader.note("email", "is not an e-mail address such as name@example.org");
        }
    }
    if let Some(text) = reader.text("phone") {
        who.phone = phone(&text);
        if who.phone.is_none() {
            reader.note(
                "phone",
                "is not a telephone number: 5 to 15 digits, with or without a leading +",
            );
        }
    }
    who
}
