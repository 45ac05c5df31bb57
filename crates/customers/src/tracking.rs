//! The tracking specification's way in: what the public libraries of Segment and RudderStack send becomes facts.
//!
//! Pure: bytes in, facts and refusals out. An event that can not be taken is refused by itself, with its place, its message id
//! and the reason; the others of its batch are taken. The form is that of <https://segment.com/docs/connections/spec/>.
//!
//! # Limits
//!
//! An event has at most 32 KiB, a batch at most 500 KiB and 5,000 events, before compression. An event nests at most 32 deep, has at
//! most 2,000 names, and no character NUL; an id or a name has at most 255 characters.
//!
//! # Time
//!
//! A device's clock may be wrong by years, but the span between its event and its sending is right. Where both are told, an event
//! happened at `receivedAt - (sentAt - originalTimestamp)`; otherwise at its `timestamp`, and without one when it was received. What
//! comes out up to a day after the receipt happened when it was received; what comes out later than that, or before the year 2000,
//! is refused. An `import` brings history, whose times are taken as they are told.

mod call;
mod envelope;
mod event;
mod fields;
mod limits;
mod packed;
mod reason;
mod ruled;
mod time;

use jiff::Timestamp;
use kernel::IdSource;

pub use call::{CallUnknown, TrackingCall};
pub use envelope::TrackingError;
pub use packed::unpack_gzip;
pub use reason::{EVENT_BYTES_MAX, Expected, Reason};
pub use ruled::{DroppedProperty, Ruled};

use crate::fact::Fact;

/// The largest body of a batch, in bytes, before compression.
pub const BATCH_BYTES_MAX: usize = 500 << 10;
/// The most events of a batch.
pub const BATCH_EVENTS_MAX: usize = 5_000;

/// When and by whom a body was received.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// When it came, by our clock.
    pub at: Timestamp,
    /// Where ids come from for events that bring none.
    pub ids: &'a IdSource,
}

/// What a body brought.
#[derive(Debug)]
pub struct Tracked {
    /// What was understood, with its place among what was sent.
    pub facts: Vec<(usize, Fact)>,
    /// What was refused, in the order in which it was sent.
    pub refused: Vec<RefusedEvent>,
    /// The key that the body names; browsers' libraries put it there.
    pub write_key: Option<String>,
}

/// An event that was refused.
#[derive(Clone, PartialEq, Eq)]
pub struct RefusedEvent {
    /// Its place among what was sent, from 0.
    pub index: usize,
    /// The id that the sender gave it, where it can be told.
    pub message_id: Option<String>,
    /// Why.
    pub reason: Reason,
    /// The text of it: personal data.
    pub text: String,
}

impl std::fmt::Debug for RefusedEvent {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("RefusedEvent")
            .field("index", &self.index)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// Reads the body of a call.
///
/// # Errors
///
/// When the body as a whole is too large, is no JSON, or is no batch where one is needed: then nothing of it is taken.
pub fn read_tracking(
    call: TrackingCall,
    body: &[u8],
    received: Received<'_>,
) -> Result<Tracked, TrackingError> {
    let envelope = envelope::open(call, body)?;
    let mut tracked = Tracked {
        facts: Vec::with_capacity(envelope.events.len()),
        refused: Vec::new(),
        write_key: envelope.write_key.clone(),
    };
    for (index, text) in envelope.events.iter().enumerate() {
        let read = event::read(call, text.get(), &envelope, received);
        tracked.write_key = tracked.write_key.or(read.write_key);
        match read.fact {
            Ok(fact) => tracked.facts.push((index, fact)),
            Err(reason) => tracked.refused.push(RefusedEvent {
                index,
                message_id: read.message_id,
                reason,
                text: text.get().to_owned(),
            }),
        }
    }
    Ok(tracked)
}
