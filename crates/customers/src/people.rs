//! People as the log tells of them: customers by all their identifiers, visitors, and what is known of each.
//!
//! A fact names somebody by a key of its source, by e-mail address or telephone number, or as a visitor. The key counts
//! first, then the contacts, then whose the visitor is. Who is named by a key or a contact and is not known becomes a
//! customer; a visitor does not, so that a crowd of robots makes no customers. A customer without a key takes the first one
//! that comes with a contact or a visitor of theirs; two customers with keys of their own are never made one here.
//!
//! # Invariants
//!
//! - **LOG-1** Applying the log in pieces of any size gives the same, and so does a replay from zero: ids of customers come
//!   from their event, and a file counts for events that were received after it.
//! - What was said later counts, in whatever order it arrives; nothing happens after it was received.

mod acquisition;
mod card;
mod crowd;
pub(crate) mod filed;
mod follow;
mod identity;
mod keep;
mod load;
mod resolve;
mod seen;
mod statements;
mod told;

use ::store::log::{ConsumeError, Consumer, Effect, Event};
use ::store::{StoreError, Tx, on};
use async_trait::async_trait;

use crate::base::alone;
use crate::directory::changed;
use crate::fact::Fact;
pub use card::{Card, Identifier, Profile, find_card, find_card_by_email};
use crowd::Place;
use identity::Identity;
pub(crate) use identity::{contact_marks, email, is_ours as is_own_key, phone};
pub use resolve::resolve_in;

/// 2020-01-01T00:00:00Z in milliseconds since 1970, where ids begin.
const EPOCH_MS: i64 = 1_577_836_800_000;
/// Bits of an id behind its milliseconds, and the half of them that is left to ids from the log.
const COUNTER_BITS: u32 = 22;
const UPPER_HALF: i64 = 1 << (COUNTER_BITS - 1);

/// The consumer of the log that keeps customers, visitors and profiles.
#[derive(Clone, Copy, Debug, Default)]
pub struct People;

#[async_trait]
impl Consumer for People {
    fn name(&self) -> &'static str {
        "people"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        let mut told = Telling::default();
        for event in events {
            let poison = |reason| ConsumeError::Poison {
                position: event.position,
                reason,
            };
            let (id, at) = (&event.message_id, event.happened_at);
            let fact = Fact::from_parts(&event.kind, id, at, &event.body);
            let fact = fact.map_err(|error| poison(error.to_string()))?;
            told.identities.push(Identity::of(&fact).map_err(poison)?);
            told.facts.push(fact);
            told.places.push(place(event));
        }
        Ok(Box::new(told))
    }

    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError> {
        alone(tx).await?;
        changed::note_made_by_log(tx).await?;
        for text in statements::FORGET {
            on!(tx, conn => sqlx::query(text).execute(conn).await.map(drop)?);
        }
        Ok(())
    }
}

/// What events tell of people, one after another.
#[derive(Default)]
struct Telling {
    places: Vec<Place>,
    identities: Vec<Identity>,
    facts: Vec<Fact>,
}

#[async_trait]
impl Effect for Telling {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        let fresh: Vec<i64> = self.places.iter().map(|place| place.fresh).collect();
        alone(tx).await?;
        let mut crowd = load::load(tx, &self.identities, &fresh).await?;
        for ((place, identity), fact) in self.places.iter().zip(&self.identities).zip(&self.facts) {
            crowd.take(*place, identity, fact);
        }
        keep::keep(tx, &crowd).await?;
        Ok(())
    }
}

fn place(event: &Event) -> Place {
    Place {
        position: event.position,
        source: event.source_id,
        received_at: event.received_at.as_microsecond(),
        at: happened_at(event),
        fresh: fresh(event),
    }
}

/// When an event happened, in microseconds; nothing happens after it was received.
pub(crate) fn happened_at(event: &Event) -> i64 {
    let received_at = event.received_at.as_microsecond();
    event.happened_at.as_microsecond().min(received_at)
}

/// The id of what an event makes: the same in every replay, and none that [`kernel::IdSource`] gives.
pub(crate) fn fresh(event: &Event) -> i64 {
    let milliseconds = (event.received_at.as_millisecond() - EPOCH_MS).clamp(0, (1 << 41) - 1);
    milliseconds << COUNTER_BITS | UPPER_HALF | (event.position & (UPPER_HALF - 1))
}
