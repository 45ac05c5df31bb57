//! Of what type a value is, and whether it may be an example.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Email;
use serde::{Deserialize, Serialize};

use super::limits::EXAMPLE_CHARACTERS_MAX;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A text that is a date, or a time with its offset.
    Instant,
    /// A list.
    List,
    /// An object.
    Object,
    /// Nothing.
    Null,
}

impl ValueType {
    /// The name: in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Instant => "instant",
            Self::List => "list",
            Self::Object => "object",
            Self::Null => "null",
        }
    }

    /// The type of a value by its JSON.
    pub(super) fn of(json: &str) -> Self {
        match json.as_bytes().first() {
            Some(b'"') if is_instant(inside(json)) => Self::Instant,
            Some(b'"') => Self::Text,
            Some(b'{') => Self::Object,
            Some(b'[') => Self::List,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'n') | None => Self::Null,
            Some(_) => Self::Number,
        }
    }
}

/// The text between the quotes, as it is written.
fn inside(json: &str) -> &str {
    json.get(1..json.len().saturating_sub(1))
        .unwrap_or_default()
}

fn is_instant(text: &str) -> bool {
    let bytes = text.as_bytes();
    // What can not be one is seen without reading it.
    let is_like = (10..=40).contains(&bytes.len())
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-';
    is_like
        && if bytes.len() == 10 {
            text.parse::<Date>().is_ok()
        } else {
            text.parse::<Timestamp>().is_ok()
        }
}

/// A value as an example: its JSON, cut where it is long; none of what holds other values, is nothing, or looks like somebody's
/// address or number.
pub(super) fn example(json: &str) -> Option<String> {
    match ValueType::of(json) {
        ValueType::Null | ValueType::List | ValueType::Object => None,
        ValueType::Text if is_contact(inside(json)) => None,
        _ => Some(cut(json)),
    }
}

fn cut(json: &str) -> String {
    if json.chars().nth(EXAMPLE_CHARACTERS_MAX).is_none() {
        return json.to_owned();
    }
    let kept: String = json.chars().take(EXAMPLE_CHARACTERS_MAX - 1).collect();
    kept + "…"
}

fn is_contact(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    Email::parse(text).is_ok() || (text.trim_start().starts_with('+') && digits >= 7)
}

/// Names whose values are somebody's, whoever sends them: no examples are kept of these.
const PERSONAL: [&str; 27] = [
    "address",
    "avatar",
    "birthdate",
    "birthday",
    "city",
    "customername",
    "dateofbirth",
    "email",
    "emailaddress",
    "firstname",
    "fullname",
    "ip",
    "ipaddress",
    "lastname",
    "middlename",
    "mobile",
    "name",
    "passport",
    "phone",
    "phonenumber",
    "postcode",
    "street",
    "surname",
    "telephone",
    "username",
    "zip",
    "zipcode",
];

/// Whether values under this name are presumed to be personal. The `name` of a person is, that of a product or a page is not.
pub(super) fn is_presumed_personal(name: &str, is_trait: bool) -> bool {
    let plain: String = name
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(32)
        .collect();
    PERSONAL.contains(&plain.as_str()) && (is_trait || plain != "name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_seen_from_the_json() {
        let types: Vec<&str> = [
            "\"a\"",
            "1.5",
            "-1",
            "true",
            "null",
            "[1]",
            "{}",
            "\"2026-01-31\"",
            "\"2026-01-31T12:00:00.000Z\"",
            "\"2026-13-31\"",
            "\"2026-01-31 or so\"",
            "\"\"",
        ]
        .map(|json| ValueType::of(json).as_str())
        .to_vec();
        assert_eq!(
            types,
            [
                "text", "number", "number", "boolean", "null", "list", "object", "instant",
                "instant", "text", "text", "text"
            ]
        );
    }

    #[test]
    fn examples_are_short_and_nobodys() {
        assert_eq!(example("19.99").as_deref(), Some("19.99"));
        let long = example(&format!("\"{}\"", "я".repeat(100))).unwrap();
        assert_eq!(long.chars().count(), EXAMPLE_CHARACTERS_MAX);
        assert!(long.ends_with('…'));
        for json in [
            "null",
            "[1]",
            "{}",
            "\"ada@example.org\"",
            "\"+44 20 7946 0018\"",
        ] {
            assert_eq!(example(json), None, "{json}");
        }
    }

    #[test]
    fn some_names_are_presumed_personal() {
        assert!(
            is_presumed_personal("first_name", false) && is_presumed_personal("firstName", true)
        );
        assert!(is_presumed_personal("name", true) && !is_presumed_personal("name", false));
        assert!(!is_presumed_personal("total", true));
    }
}
