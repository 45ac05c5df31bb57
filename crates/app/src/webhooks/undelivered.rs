//! Why an attempt delivered nothing, as it is kept with the delivery.

use kernel::Failure;

use super::client::SendError;
use crate::error::sentence;
use crate::wording;

/// Characters of what was said that are kept.
const KEPT_MAX: usize = 1_000;

/// Why an attempt delivered nothing.
#[derive(Debug, thiserror::Error)]
pub enum Undelivered {
    /// No answer came.
    #[error(transparent)]
    Unanswered(#[from] SendError),
    /// The receiver sends elsewhere.
    #[error(
        "the receiver answered {0}: redirects are not followed, so give the address where they lead"
    )]
    Redirected(u16),
    /// The receiver did not take it.
    #[error("the receiver answered {0}")]
    Refused(u16),
    /// There is nothing to send any more.
    #[error("the event is no longer kept: its time in the log has passed")]
    EventGone,
}

impl Undelivered {
    /// What was wrong with an answer; nothing when the receiver took the message.
    pub(super) fn of(answer: Result<u16, SendError>) -> Option<Self> {
        match answer {
            Ok(200..=299) => None,
            Ok(status @ 300..=399) => Some(Self::Redirected(status)),
            Ok(status) => Some(Self::Refused(status)),
            Err(error) => Some(Self::Unanswered(error)),
        }
    }

    /// As it is kept, and told to whoever looks after the endpoint.
    pub(super) fn failure(&self) -> Failure {
        Failure::new(sentence(self), wording::undelivered(self)).cut(KEPT_MAX)
    }
}
