//! The body as a whole: which events it holds, and what it says of all of them.

use kernel::{Fault, FaultKind};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use thiserror::Error;

use super::{BATCH_BYTES_MAX, BATCH_EVENTS_MAX, EVENT_BYTES_MAX, TrackingCall};

/// Why nothing of a body was taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TrackingError {
    /// The body is too large.
    #[error(
        "the body has {bytes} bytes before compression, and at most {most} are taken: send less at a time"
    )]
    BodyTooLarge {
        /// How large it is.
        bytes: usize,
        /// How large it may be.
        most: usize,
    },
    /// The batch has too many events.
    #[error("the batch has {0} events, and at most 5000 are taken: send fewer at a time")]
    BatchTooLong(usize),
    /// The compressed body can not be unpacked.
    #[error("the body is said to be gzip and can not be unpacked: send it again")]
    GzipDamaged,
    /// The body is not JSON, or not of the form that is needed.
    #[error("the body is not the JSON that is needed here: {0}")]
    BodyMalformed(String),
}

impl Fault for TrackingError {
    fn kind(&self) -> FaultKind {
        FaultKind::Invalid
    }

    fn code(&self) -> &'static str {
        match self {
            Self::BodyTooLarge { .. } => "tracking.body_too_large",
            Self::BatchTooLong(_) => "tracking.batch_too_long",
            Self::GzipDamaged => "tracking.gzip_damaged",
            Self::BodyMalformed(_) => "tracking.body_malformed",
        }
    }
}

/// What a body holds.
pub(super) struct Envelope<'a> {
    pub(super) events: Vec<&'a RawValue>,
    pub(super) sent_at: Option<Value>,
    pub(super) context: Map<String, Value>,
    pub(super) write_key: Option<String>,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    batch: Vec<&'a RawValue>,
    #[serde(rename = "sentAt")]
    sent_at: Option<Value>,
    context: Option<Value>,
    #[serde(rename = "writeKey")]
    write_key: Option<Value>,
}

pub(super) fn open(call: TrackingCall, body: &[u8]) -> Result<Envelope<'_>, TrackingError> {
    let most = match call {
        TrackingCall::One(_) => EVENT_BYTES_MAX,
        TrackingCall::Batch | TrackingCall::Import => BATCH_BYTES_MAX,
    };
    if body.len() > most {
        return Err(TrackingError::BodyTooLarge {
            bytes: body.len(),
            most,
        });
    }
    match call {
        TrackingCall::One(_) => {
            let event: &RawValue = serde_json::from_slice(body).map_err(|error| said(&error))?;
            Ok(Envelope {
                events: vec![event],
                sent_at: None,
                context: Map::new(),
                write_key: None,
            })
        }
        TrackingCall::Batch | TrackingCall::Import => batch(body),
    }
}

fn batch(body: &[u8]) -> Result<Envelope<'_>, TrackingError> {
    let body: Body<'_> = serde_json::from_slice(body).map_err(|error| said(&error))?;
    if body.batch.len() > BATCH_EVENTS_MAX {
        return Err(TrackingError::BatchTooLong(body.batch.len()));
    }
    let text = |value: Option<Value>| match value {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let object = |value: Option<Value>| match value {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    };
    Ok(Envelope {
        events: body.batch,
        sent_at: body.sent_at,
        context: object(body.context),
        write_key: text(body.write_key),
    })
}

/// The parser's sentence; it names a place, and a value only where a scalar stands in the place of a list.
fn said(error: &serde_json::Error) -> TrackingError {
    TrackingError::BodyMalformed(format!(
        "{} at line {} column {}",
        match error.classify() {
            serde_json::error::Category::Eof => "it ends too early",
            serde_json::error::Category::Data => "an object with the list `batch` is expected",
            _ => "it can not be parsed",
        },
        error.line(),
        error.column()
    ))
}
