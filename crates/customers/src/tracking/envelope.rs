//! The body as a whole: which events it holds, and what it says of all of them.

use kernel::{Fault, FaultKind};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::reasons::reasons;

use super::{BATCH_BYTES_MAX, BATCH_EVENTS_MAX, EVENT_BYTES_MAX, TrackingCall, limits};

/// The largest context that a batch gives to all its events, in bytes.
const CONTEXT_BYTES_MAX: usize = 4 << 10;

reasons! {
    /// Why nothing of a body was taken.
    TrackingError
    "tracking.body_too_large" BodyTooLarge { bytes: usize, most: usize } "the body has {bytes} bytes before compression, and at most {most} are taken: send less at a time"
    "tracking.batch_too_long" BatchTooLong { events: usize } "the batch has {events} events, and at most 5000 are taken: send fewer at a time"
    "tracking.context_unfit" ContextUnfit "the batch's `context` is not an object of at most 4096 bytes, without NUL and not nested deeper than 32: give each event its own"
    "tracking.gzip_damaged" GzipDamaged "the body is said to be gzip and can not be unpacked: send it again"
    "tracking.body_malformed" BodyMalformed { said: String } "the body is not the JSON that is needed here: {said}"
}

impl Fault for TrackingError {
    fn kind(&self) -> FaultKind {
        FaultKind::Invalid
    }

    fn code(&self) -> &'static str {
        Self::code(self)
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
    #[serde(borrow)]
    context: Option<&'a RawValue>,
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
        return Err(TrackingError::BatchTooLong {
            events: body.batch.len(),
        });
    }
    let text = |value: Option<Value>| match value {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    Ok(Envelope {
        events: body.batch,
        sent_at: body.sent_at,
        context: shared(body.context)?,
        write_key: text(body.write_key),
    })
}

/// What holds for all events of a batch: bounded, because each of them gets it.
fn shared(context: Option<&RawValue>) -> Result<Map<String, Value>, TrackingError> {
    let Some(text) = context.map(RawValue::get) else {
        return Ok(Map::new());
    };
    if text.len() > CONTEXT_BYTES_MAX {
        return Err(TrackingError::ContextUnfit);
    }
    let context = serde_json::from_str(text).map_err(|_| TrackingError::ContextUnfit)?;
    limits::check(&context).map_err(|_| TrackingError::ContextUnfit)?;
    match context {
        Value::Object(context) => Ok(context),
        Value::Null => Ok(Map::new()),
        _ => Err(TrackingError::ContextUnfit),
    }
}

/// The parser's sentence; it names a place, and a value only where a scalar stands in the place of a list.
fn said(error: &serde_json::Error) -> TrackingError {
    TrackingError::BodyMalformed {
        said: format!(
            "{} at line {} column {}",
            match error.classify() {
                serde_json::error::Category::Eof => "it ends too early",
                serde_json::error::Category::Data => "an object with the list `batch` is expected",
                _ => "it can not be parsed",
            },
            error.line(),
            error.column()
        ),
    }
}
