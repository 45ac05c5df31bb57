//! Why an event was refused.

use thiserror::Error;

use super::limits::{DEPTH_MAX, NAMES_MAX};

/// The largest event, in bytes, before compression.
pub const EVENT_BYTES_MAX: usize = 32 << 10;

/// Why an event was refused, in one sentence that names the field.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Reason {
    /// It is larger than allowed.
    #[error("the event has {0} bytes, and at most 32768 are taken: send less with it")]
    TooLarge(usize),
    /// It can not be parsed, though what surrounds it can.
    #[error("the event is not valid JSON: a number is out of range, or a character is broken")]
    Malformed,
    /// It is no object.
    #[error("the event is not an object with names and values")]
    NotAnObject,
    /// It nests deeper than allowed.
    #[error("the event nests deeper than {DEPTH_MAX} levels: flatten its properties")]
    TooDeep,
    /// It has more names than allowed.
    #[error("the event has more than {NAMES_MAX} names: send what you use")]
    TooManyNames,
    /// It has a character that a database can not keep.
    #[error("the event has the character NUL in a text: remove it")]
    CharacterNul,
    /// It does not say of which kind it is, or of one that the specification does not know.
    #[error(
        "the event's `type` is not one of identify, track, page, screen, group, alias: name one of them"
    )]
    TypeUnknown,
    /// It names nobody.
    #[error(
        "the event names nobody: send `userId`, `anonymousId`, or an e-mail address or telephone number among the traits"
    )]
    WhoMissing,
    /// A field that the kind needs is not there.
    #[error("`{0}` is missing: events of this kind need it")]
    FieldMissing(&'static str),
    /// A field is of the wrong type.
    #[error("`{field}` is not {expected}")]
    FieldType {
        /// The field's name.
        field: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
    /// A field is too long.
    #[error("`{0}` has more than 255 characters")]
    FieldTooLong(&'static str),
    /// A time can not be read.
    #[error("`{0}` is not a time in the form of ISO 8601, such as 2026-01-31T12:00:00.000Z")]
    TimeMalformed(&'static str),
    /// It happened before anything could be tracked.
    #[error(
        "the event happened before the year 2000, as its times say: correct the sender's clock, or send `sentAt` too"
    )]
    TooEarly,
    /// It has not happened yet.
    #[error(
        "the event happens more than a day from now, as its times say: correct the sender's clock, or send `sentAt` too"
    )]
    TooLate,
    /// The workspace does not take events of this name.
    #[error(
        "the event `{0}` is forbidden in this workspace: stop sending it, or have an administrator allow it"
    )]
    Forbidden(String),
}

impl Reason {
    /// The reason's stable name.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "event.too_large",
            Self::Malformed => "event.malformed",
            Self::NotAnObject => "event.not_an_object",
            Self::TooDeep => "event.too_deep",
            Self::TooManyNames => "event.too_many_names",
            Self::CharacterNul => "event.character_nul",
            Self::TypeUnknown => "event.type_unknown",
            Self::WhoMissing => "event.who_missing",
            Self::FieldMissing(_) => "event.field_missing",
            Self::FieldType { .. } => "event.field_type_wrong",
            Self::FieldTooLong(_) => "event.field_too_long",
            Self::TimeMalformed(_) => "event.time_malformed",
            Self::TooEarly => "event.time_too_early",
            Self::TooLate => "event.time_too_late",
            Self::Forbidden(_) => "event.forbidden",
        }
    }
}
