//! What is known of a customer follows the traits that were told, unless a file told something later.

use kernel::{Email, PersonName, Phone};
use serde_json::{Map, Value};

use super::filed::{ATTRIBUTES, COUNTRY, EMAIL, Filed, NAME, PHONE};
use super::told::{Said, Told};

/// Longest country that is kept, in characters.
const COUNTRY_MAX: usize = 100;

/// What the store keeps of a customer beside ids and times.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Known {
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) country: Option<String>,
    /// A JSON object.
    pub(crate) attributes: Map<String, Value>,
}

/// Traits that have a column of their own.
const COLUMNS: [&str; 6] = ["name", "firstName", "lastName", "email", "phone", "address"];

/// Brings what is known up to what was told, unless a file told something later. Tells whether it changed.
pub(crate) fn follow(known: &mut Known, told: &Told, filed: &Filed) -> bool {
    let before = known.clone();
    let columns = [
        (&mut known.name, NAME, name(told)),
        (&mut known.email, EMAIL, one(told, "email", email)),
        (&mut known.phone, PHONE, one(told, "phone", phone)),
        (&mut known.country, COUNTRY, country(told)),
    ];
    for (column, what, found) in columns {
        if let Some((value, at)) = found
            && filed.is_before(what, at)
        {
            *column = value;
        }
    }
    for (name, Said(value, moment)) in told.iter() {
        let is_whole = value.is_object() || value.is_array();
        if COLUMNS.contains(&name) || is_whole || !filed.is_before(ATTRIBUTES, moment.at) {
            continue;
        }
        if value.is_null() {
            known.attributes.remove(name);
        } else {
            known.attributes.insert(name.to_owned(), value.clone());
        }
    }
    *known != before
}

/// A value, or that there is none any more, and when that was said.
type Found = Option<(Option<String>, i64)>;

/// A trait as a column: what can not be read as one leaves the column as it is.
fn one(told: &Told, name: &str, read: fn(&str) -> Option<String>) -> Found {
    let Said(value, moment) = told.get(name)?;
    match value {
        Value::Null => Some((None, moment.at)),
        Value::String(text) => Some((Some(read(text)?), moment.at)),
        _ => None,
    }
}

/// The name, or else first and last name together.
fn name(told: &Told) -> Found {
    let part = |name| one(told, name, person_name);
    if let Some(whole @ (Some(_), _)) = part("name") {
        return Some(whole);
    }
    let (first, last) = (part("firstName"), part("lastName"));
    let at = first.iter().chain(&last).map(|(_, at)| *at).max();
    let words: Vec<String> = [first, last]
        .into_iter()
        .flatten()
        .filter_map(|(word, _)| word)
        .collect();
    match at {
        Some(at) if !words.is_empty() => Some((Some(words.join(" ")), at)),
        _ => part("name"),
    }
}

fn country(told: &Told) -> Found {
    let Said(address, moment) = told.get("address")?;
    let text = address.get("country")?.as_str()?.trim();
    let is_plain = !text.is_empty() && !text.chars().any(char::is_control);
    (is_plain && text.chars().count() <= COUNTRY_MAX).then(|| (Some(text.to_owned()), moment.at))
}

fn person_name(text: &str) -> Option<String> {
    let name = PersonName::parse(text).ok()?;
    (!name.expose().chars().any(char::is_control)).then(|| name.expose().to_owned())
}

fn email(text: &str) -> Option<String> {
    Some(Email::parse(text).ok()?.expose().to_owned())
}

fn phone(text: &str) -> Option<String> {
    Some(Phone::parse(text).ok()?.expose().to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::told::Moment;
    use super::*;

    fn told(said: &[(&str, Value, i64)]) -> Told {
        let mut told = Told::default();
        for (name, value, at) in said {
            told.say(
                name,
                value,
                Moment {
                    at: *at,
                    position: 1,
                },
            );
        }
        told
    }

    #[test]
    fn traits_become_columns_and_attributes() {
        let told = told(&[
            ("firstName", json!("Ada"), 5),
            ("lastName", json!(" Lovelace "), 6),
            ("email", json!("ada@Example.org"), 5),
            ("phone", json!("call me"), 5),
            ("address", json!({"country": "GB", "city": "London"}), 5),
            ("plan", json!("pro"), 5),
            ("friends", json!(["x"]), 5),
        ]);
        let mut known = Known::default();
        assert!(follow(&mut known, &told, &Filed::default()));
        assert_eq!(known.name.as_deref(), Some("Ada Lovelace"));
        assert_eq!(known.email.as_deref(), Some("ada@example.org"));
        assert_eq!(
            (known.phone.as_deref(), known.country.as_deref()),
            (None, Some("GB"))
        );
        assert_eq!(
            Value::Object(known.attributes.clone()),
            json!({"plan": "pro"})
        );
        assert!(!follow(&mut known, &told, &Filed::default()));
    }

    #[test]
    fn what_a_file_told_later_stays() {
        let mut known = Known {
            name: Some("Ada of the file".to_owned()),
            ..Known::default()
        };
        known.attributes.insert("plan".to_owned(), json!("gold"));
        let mut filed = Filed::default();
        filed.tell(NAME, 7);
        filed.tell(ATTRIBUTES, 7);
        let earlier = told(&[
            ("name", json!("Ada"), 5),
            ("plan", json!("pro"), 5),
            ("phone", json!("12345"), 5),
        ]);
        follow(&mut known, &earlier, &filed);
        assert_eq!(known.name.as_deref(), Some("Ada of the file"));
        assert_eq!(known.attributes["plan"], json!("gold"));
        assert_eq!(known.phone.as_deref(), Some("12345"));
        let later = told(&[("name", json!("Ada"), 8), ("plan", Value::Null, 8)]);
        follow(&mut known, &later, &filed);
        assert_eq!(known.name.as_deref(), Some("Ada"));
        assert!(known.attributes.is_empty());
    }
}
