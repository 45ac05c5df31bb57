//! The marks by which a fact names somebody, in the form in which they are compared.

use kernel::{Email, Phone};
use serde_json::Value;

use crate::base::CustomerId;
use crate::fact::{Fact, FactKind, Who};

/// Longest id that a fact may name somebody by, in bytes.
const ID_BYTES_MAX: usize = 512;
/// External ids of one event that are kept.
const EXTERNAL_MAX: usize = 10;

/// Kinds of identifiers with a meaning of their own.
pub(crate) const EMAIL: &str = "email";
pub(crate) const PHONE: &str = "phone";
/// A key of the source beside the customer's own.
pub(crate) const USER_ID: &str = "user_id";
const ANONYMOUS_ID: &str = "anonymous_id";

/// A kind of identifier and its value.
pub(crate) type Mark = (String, String);

/// By what somebody is named.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Identity {
    /// The key of the source.
    pub(crate) user_id: Option<String>,
    /// The visitor.
    pub(crate) anonymous_id: Option<String>,
    /// E-mail address and telephone number: somebody is found by them, in this order.
    pub(crate) contacts: Vec<Mark>,
    /// Ids of other systems: kept, and nobody is found by them.
    pub(crate) external: Vec<Mark>,
    /// Of an alias, the id before.
    pub(crate) previous: Option<String>,
}

impl Identity {
    /// Reads what a fact says of who it is about.
    ///
    /// # Errors
    ///
    /// The reason in a sentence, when an id can not be kept.
    pub(crate) fn of(fact: &Fact) -> Result<Self, String> {
        let mut identity = Self::of_who(&fact.who)?;
        if fact.kind == FactKind::Group {
            return Ok(identity);
        }
        if fact.kind == FactKind::Alias {
            identity.previous = id("previous_id", fact.name.as_deref())?;
        }
        for (kind, read) in [(EMAIL, email as fn(&str) -> _), (PHONE, phone)] {
            if identity.contacts.iter().all(|(known, _)| known != kind)
                && let Some(value) = fact.traits.get(kind).and_then(Value::as_str).and_then(read)
            {
                identity.contacts.push((kind.to_owned(), value));
            }
        }
        identity.contacts.sort();
        let external = fact.context.get("externalIds").and_then(Value::as_array);
        let marks = external.into_iter().flatten().filter_map(external_mark);
        identity.external = marks.take(EXTERNAL_MAX).collect();
        Ok(identity)
    }

    /// Reads who is meant, without further context.
    ///
    /// # Errors
    ///
    /// As [`Identity::of`].
    pub(crate) fn of_who(who: &Who) -> Result<Self, String> {
        Ok(Self {
            user_id: id("user_id", who.user_id.as_deref())?,
            anonymous_id: id("anonymous_id", who.anonymous_id.as_deref())?,
            contacts: contact_marks(who.email.as_deref(), who.phone.as_deref()),
            ..Self::default()
        })
    }

    /// Whether somebody who is not known would be made a customer for it: a visitor is not.
    pub(crate) fn makes_customer(&self) -> bool {
        self.user_id.is_some() || !self.contacts.is_empty()
    }
}

/// An e-mail address as it is compared: all in lower case. (Nobody has two mail boxes that differ in case.)
pub(crate) fn email(text: &str) -> Option<String> {
    Some(Email::parse(text).ok()?.expose().to_lowercase())
}

/// A telephone number as it is compared: digits, with a leading + when it was given.
pub(crate) fn phone(text: &str) -> Option<String> {
    Some(Phone::parse(text).ok()?.expose().to_owned())
}

/// The marks that an e-mail address and a telephone number are.
pub(crate) fn contact_marks(mail: Option<&str>, number: Option<&str>) -> Vec<Mark> {
    let mark = |kind: &str, value: Option<String>| Some((kind.to_owned(), value?));
    let marks = [
        mark(EMAIL, mail.and_then(email)),
        mark(PHONE, number.and_then(phone)),
    ];
    marks.into_iter().flatten().collect()
}

/// Whether somebody is found by identifiers of a kind.
pub(crate) fn is_contact(kind: &str) -> bool {
    kind == EMAIL || kind == PHONE
}

/// The id of ours that a key is, if it is one: it names its customer, and nobody is made under such a key.
pub(crate) fn ours(key: &str) -> Option<i64> {
    key.parse::<CustomerId>().ok().map(CustomerId::raw)
}

/// Whether a key has the form of our ids.
pub(crate) fn is_ours(key: &str) -> bool {
    ours(key).is_some()
}

/// An id as it is printed: the key of whom no source has given one.
pub(crate) fn printed(id: i64) -> String {
    CustomerId::from_raw(id).map_or_else(|_| id.to_string(), |id| id.to_string())
}

fn id(name: &str, text: Option<&str>) -> Result<Option<String>, String> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.len() > ID_BYTES_MAX {
        let found = text.len();
        return Err(format!(
            "{name} has {found} bytes, {ID_BYTES_MAX} at most are kept"
        ));
    }
    if text.contains('\0') {
        return Err(format!("{name} holds a zero byte, which no id has"));
    }
    Ok(Some(text.to_owned()))
}

fn external_mark(external: &Value) -> Option<Mark> {
    let part = |name: &str| id(name, external.get(name)?.as_str()).ok()?;
    let kind = part("type")?.to_lowercase();
    let is_taken = [EMAIL, PHONE, USER_ID, ANONYMOUS_ID].contains(&kind.as_str());
    (!is_taken).then_some((kind, part("id")?))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::*;

    fn fact(kind: FactKind, who: Who) -> Fact {
        Fact::new(kind, "m", Timestamp::UNIX_EPOCH, who)
    }

    #[test]
    fn contacts_come_in_one_form_from_wherever_they_are_said() {
        let who = Who {
            phone: Some("+44 (20) 7946-0018".to_owned()),
            email: Some("not an address".to_owned()),
            user_id: Some("  ".to_owned()),
            ..Who::default()
        };
        let mut fact = fact(FactKind::Identify, who);
        fact.traits
            .insert("email".to_owned(), json!("Ada@Example.ORG"));
        let externals = json!([{"type": "Card", "id": "77"}, {"type": "email", "id": "x"}, 3]);
        fact.context.insert("externalIds".to_owned(), externals);
        let identity = Identity::of(&fact).unwrap();
        let mark = |kind: &str, value: &str| (kind.to_owned(), value.to_owned());
        let contacts = [
            mark("email", "ada@example.org"),
            mark("phone", "+442079460018"),
        ];
        assert_eq!(identity.contacts, contacts);
        assert_eq!(identity.external, [mark("card", "77")]);
        assert_eq!(identity.user_id, None);
        assert!(identity.makes_customer());
    }

    #[test]
    fn ids_that_can_not_be_kept_are_said() {
        let who = |id: &str| Who {
            user_id: Some(id.to_owned()),
            ..Who::default()
        };
        for (id, reason) in [
            (
                "x".repeat(513),
                "user_id has 513 bytes, 512 at most are kept",
            ),
            (
                "a\0b".to_owned(),
                "user_id holds a zero byte, which no id has",
            ),
        ] {
            assert_eq!(Identity::of_who(&who(&id)).err().as_deref(), Some(reason));
        }
    }
}
