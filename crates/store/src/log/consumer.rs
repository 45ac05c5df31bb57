//! What follows the log.

use async_trait::async_trait;

use super::Event;
use crate::{StoreError, Tx};

/// Somebody who follows the log and keeps the effect of its events in tables of this store.
#[async_trait]
pub trait Consumer: Send + Sync {
    /// Its name, under which its cursor is kept: never change it.
    fn name(&self) -> &'static str;

    /// The consumers whose effects it reads: it never comes further than they.
    fn follows(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether applying an event once more changes nothing, so that a replay may start in the middle.
    fn is_repeatable(&self) -> bool {
        false
    }

    /// Reads events, in order, before the transaction begins: on SQLite all writers wait for whoever has one. After an error it
    /// is called again with fewer events, and must not remember the first call.
    ///
    /// # Errors
    ///
    /// [`ConsumeError::Poison`] for an event that can never be applied.
    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError>;

    /// Reads events and applies them at once.
    ///
    /// # Errors
    ///
    /// As [`Consumer::read`] and [`Effect::apply`].
    async fn apply(&self, tx: &mut Tx, events: &[Event]) -> Result<(), ConsumeError> {
        self.read(events)?.apply(tx).await
    }

    /// Forgets all effects, in a transaction, before a replay from zero.
    ///
    /// # Errors
    ///
    /// What the store said.
    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError>;
}

/// What some events, which a consumer has read, change.
#[async_trait]
pub trait Effect: Send {
    /// Changes it, in the very transaction that moves the cursor. Kept is all or nothing.
    ///
    /// # Errors
    ///
    /// [`ConsumeError::Poison`] for an event that can never be applied, otherwise what the store said.
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError>;
}

/// What a consumer could not do.
#[derive(Debug, thiserror::Error)]
pub enum ConsumeError {
    /// This event can never be applied: it is set aside, and the others go on.
    #[error("the event at position {position} can not be applied: {reason}")]
    Poison {
        /// The event.
        position: i64,
        /// Why, in a sentence for a person.
        reason: String,
    },
    /// Nothing is wrong with the events: try again later.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ConsumeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}
