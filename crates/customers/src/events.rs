//! What arrives, for people who look: the newest facts first, those that they ask for.

use ::store::{Event, Log};
use jiff::Timestamp;
use kernel::{Limit, Page};

use crate::error::CustomersError;
use crate::fact::{Fact, FactKind};
use crate::sources::SourceId;

/// Events that one page looks at, at most: a page of what is rare may be short, and go on.
const LOOKED_AT_MAX: usize = 20_000;
const PIECE: usize = 1_000;

/// Which facts are asked for; what is absent does not matter.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Of this source.
    pub source: Option<SourceId>,
    /// Of this kind.
    pub kind: Option<FactKind>,
    /// With this name, whatever its letters' case.
    pub name: Option<String>,
    /// Of somebody: a user id, an anonymous id, an e-mail address or a telephone number, as it was sent.
    pub who: Option<String>,
    /// Received at or after this.
    pub from: Option<Timestamp>,
    /// Received before this.
    pub until: Option<Timestamp>,
}

/// A fact with its place in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggedFact {
    /// Its place.
    pub position: i64,
    /// The number of its source.
    pub source_id: i64,
    /// When it was received.
    pub received_at: Timestamp,
    /// What it says.
    pub fact: Fact,
}

/// The newest facts that a filter lets through, newest first. Where the log is long and what is asked for is rare, a page may
/// have fewer than `limit` and still a cursor.
///
/// # Errors
///
/// When the cursor is not one of this list, or the store does not answer.
pub async fn list_events(
    log: &Log,
    filter: &EventFilter,
    cursor: Option<&str>,
    limit: Limit,
) -> Result<Page<LoggedFact>, CustomersError> {
    let mut before = start(log, filter, cursor).await?;
    let (mut items, mut looked_at) = (Vec::new(), 0);
    let wanted = usize::from(limit.get());
    let next_cursor = loop {
        let piece = log.browse(before, PIECE).await?;
        let is_last = piece.len() < PIECE;
        looked_at += piece.len();
        let mut has_ended = false;
        for event in &piece {
            has_ended = filter.from.is_some_and(|from| event.received_at < from);
            if has_ended || items.len() == wanted {
                break;
            }
            before = event.position;
            items.extend(filter.admit(event));
        }
        if has_ended || (is_last && items.len() < wanted) {
            break None;
        }
        if items.len() == wanted || looked_at >= LOOKED_AT_MAX {
            break Some(before.to_string());
        }
    };
    Ok(Page { items, next_cursor })
}

async fn start(
    log: &Log,
    filter: &EventFilter,
    cursor: Option<&str>,
) -> Result<i64, CustomersError> {
    if let Some(text) = cursor {
        let invalid = || CustomersError::CursorInvalid(text.to_owned());
        return text
            .parse()
            .ok()
            .filter(|position| *position > 0)
            .ok_or_else(invalid);
    }
    Ok(match filter.until {
        None => i64::MAX,
        Some(until) => {
            let last = until - jiff::SignedDuration::from_micros(1);
            log.position_at(last).await?.saturating_add(1)
        }
    })
}

impl EventFilter {
    /// The fact of an event, where it is asked for; an event that is no fact of ours is passed over.
    pub fn admit(&self, event: &Event) -> Option<LoggedFact> {
        let is_source = self.source.is_none_or(|id| id.raw() == event.source_id);
        let is_kind = self.kind.is_none_or(|kind| kind.as_str() == event.kind);
        let is_before = self.until.is_none_or(|until| event.received_at < until);
        if !(is_source && is_kind && is_before) {
            return None;
        }
        let fact = Fact::from_event(event).ok()?;
        let named = |wanted: &String| {
            let name = fact.name.as_ref();
            name.is_some_and(|name| name.to_lowercase() == wanted.to_lowercase())
        };
        let of = |wanted: &String| {
            let who = &fact.who;
            [&who.user_id, &who.anonymous_id, &who.email, &who.phone]
                .into_iter()
                .flatten()
                .any(|known| known == wanted)
        };
        let fits = self.name.as_ref().is_none_or(named) && self.who.as_ref().is_none_or(of);
        fits.then_some(LoggedFact {
            position: event.position,
            source_id: event.source_id,
            received_at: event.received_at,
            fact,
        })
    }
}
