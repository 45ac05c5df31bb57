//! Why an event was refused.

use std::fmt;

use crate::reasons::reasons;

/// The largest event, in bytes, before compression.
pub const EVENT_BYTES_MAX: usize = 32 << 10;

/// What a field has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A text or a whole number.
    Id,
    /// An object.
    Object,
}

/// The name for programs; `{:#}` is the words in a sentence.
impl fmt::Display for Expected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, words) = match self {
            Self::Text => ("text", "a text"),
            Self::Id => ("id", "a text or a whole number"),
            Self::Object => ("object", "an object with names and values"),
        };
        formatter.write_str(if formatter.alternate() { words } else { name })
    }
}

reasons! {
    /// Why an event was refused, in one sentence that names the field.
    Reason

    // The event as a whole.
    "event.too_large" TooLarge { bytes: usize, most: usize } "the event has {bytes} bytes, and at most {most} are taken: send less with it"
    "event.malformed" Malformed "the event is not valid JSON: a number is out of range, or a character is broken"
    "event.not_an_object" NotAnObject "the event is not an object with names and values"
    "event.too_deep" TooDeep { most: usize } "the event nests deeper than {most} levels: flatten its properties"
    "event.too_many_names" TooManyNames { most: usize } "the event has more than {most} names: send what you use"
    "event.character_nul" CharacterNul "the event has the character NUL in a text: remove it"
    "event.type_unknown" TypeUnknown { field: &'static str, known: &'static str } "the event's `{field}` is not one of {known}: name one of them"
    "event.who_missing" WhoMissing "the event names nobody: send `userId`, `anonymousId`, or an e-mail address or telephone number among the traits"

    // A field of it.
    "event.field_missing" FieldMissing { field: &'static str } "`{field}` is missing: events of this kind need it"
    "event.field_type_wrong" FieldType { field: &'static str, expected: Expected } "`{field}` is not {expected:#}"
    "event.field_too_long" FieldTooLong { field: &'static str, most: usize } "`{field}` has more than {most} characters"
    "event.time_malformed" TimeMalformed { field: &'static str, example: &'static str } "`{field}` is not a time in the form of ISO 8601, such as {example}"

    // What it tells.
    "event.time_too_early" TooEarly "the event happened before the year 2000, as its times say: correct the sender's clock, or send `sentAt` too"
    "event.time_too_late" TooLate "the event happens more than a day from now, as its times say: correct the sender's clock, or send `sentAt` too"
    "event.forbidden" Forbidden { name: String } "the event `{name}` is forbidden in this workspace: stop sending it, or have an administrator allow it"
}
