//! Reading the fields of an object one after another, and noting what is wrong with them.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use crate::fact::Fact;
use crate::wrong_field::WrongField;

/// Longest id, bytes.
const ID_BYTES_MAX: usize = 200;
/// How far a sender's clock may run ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// An object of which fields are taken.
#[derive(Debug)]
pub(super) struct Reader {
    path: String,
    fields: Map<String, Value>,
    wrong: Vec<WrongField>,
}

impl Reader {
    pub(super) fn new(path: &str, value: &Value) -> Self {
        let mut reader = Self {
            path: path.to_owned(),
            fields: Map::new(),
            wrong: Vec::new(),
        };
        match value {
            Value::Object(fields) => reader.fields.clone_from(fields),
            _ => reader.note_here("is not an object"),
        }
        reader
    }

    /// Notes what is wrong with the object as a whole.
    pub(super) fn note_here(&mut self, reason: &str) {
        let path = self.path.clone();
        self.wrong.push(WrongField::new(path, reason));
    }

    /// Notes what is wrong with a field.
    pub(super) fn note(&mut self, field: &str, reason: impl Into<String>) {
        let joint = if self.path.is_empty() { "" } else { "." };
        let path = format!("{}{joint}{field}", self.path);
        self.wrong.push(WrongField::new(path, reason));
    }

    /// Whether nothing was wrong so far.
    pub(super) const fn is_well(&self) -> bool {
        self.wrong.is_empty()
    }

    /// Takes a field out; null is nothing.
    pub(super) fn take(&mut self, field: &str) -> Option<Value> {
        self.fields.remove(field).filter(|value| !value.is_null())
    }

    /// The fields that were not taken.
    pub(super) const fn rest(&mut self) -> &mut Map<String, Value> {
        &mut self.fields
    }

    /// An id: a text or a whole number. It stays among the fields.
    pub(super) fn id(&mut self, field: &str) -> Option<String> {
        match self.fields.get(field) {
            None | Some(Value::Null) => {
                self.note(field, "is missing");
                None
            }
            Some(Value::Number(number)) if number.is_i64() || number.is_u64() => {
                Some(number.to_string())
            }
            Some(Value::String(text)) => {
                let text = text.trim().to_owned();
                if text.is_empty()
                    || text.len() > ID_BYTES_MAX
                    || text.chars().any(char::is_control)
                {
                    self.note(
                        field,
                        format!(
                            "is not an id: 1 to {ID_BYTES_MAX} bytes without control characters"
                        ),
                    );
                    return None;
                }
                Some(text)
            }
            Some(_) => {
                self.note(field, "is neither a text nor a whole number");
                None
            }
        }
    }

    /// Takes a text out.
    pub(super) fn text(&mut self, field: &str) -> Option<String> {
        match self.take(field)? {
            Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::String(_) => None,
            _ => {
                self.note(field, "is not a text");
                None
            }
        }
    }

    /// When it happened: now when nothing is said. It stays among the fields, so that an order at another time is another.
    pub(super) fn instant(&mut self, field: &str, now: Timestamp) -> Timestamp {
        let at = match self.fields.get(field) {
            None | Some(Value::Null) => return now,
            Some(value) => value
                .as_str()
                .and_then(|text| text.parse::<Timestamp>().ok()),
        };
        match at {
            None => self.note(field, "is not an instant such as 2026-03-01T12:00:00Z"),
            Some(at) if at > now + AHEAD => self.note(field, "lies in the future"),
            Some(at) if at < Timestamp::UNIX_EPOCH => self.note(field, "lies before 1970"),
            Some(at) => return at,
        }
        now
    }

    /// An object inside, to be read by itself and given back by [`Reader::absorb`].
    pub(super) fn inside(&self, field: &str, value: &Value) -> Self {
        let joint = if self.path.is_empty() { "" } else { "." };
        Self::new(&format!("{}{joint}{field}", self.path), value)
    }

    /// Takes over what was wrong inside, and refuses what was not taken there.
    pub(super) fn absorb(&mut self, mut inside: Self) {
        let unknown: Vec<String> = inside.fields.keys().cloned().collect();
        for field in unknown {
            inside.note(&field, "is not known");
        }
        self.wrong.append(&mut inside.wrong);
    }

    /// The fact, unless something was wrong.
    pub(super) fn finish(self, fact: Option<Fact>) -> Result<Fact, Vec<WrongField>> {
        match fact {
            Some(fact) if self.wrong.is_empty() => Ok(fact),
            _ => Err(self.wrong),
        }
    }
}
