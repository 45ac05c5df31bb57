//! The catalogue of a workspace, and what was decided over it as the doors know it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use customers::{Catalogue, CustomersError, Decided, Decision, DecisionId, NewDecision, Rulings};
use store::Store;

use crate::access::Actor;
use crate::{AppError, Workspace};

/// How long decisions are known without asking the store: another process may decide too.
const KNOWN_FOR: Duration = Duration::from_secs(5);

/// The decisions that were read last, and when.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownRulings(Arc<Mutex<Option<Known>>>);

/// Decisions, and when they were read.
type Known = (Arc<Rulings>, Duration);

impl KnownRulings {
    /// The decisions, at most five seconds old.
    pub(crate) async fn current(&self, store: &Store) -> Result<Arc<Rulings>, CustomersError> {
        let now = store.clock().elapsed_since_start();
        let known = self.lock().clone();
        if let Some((rulings, since)) = known
            && now.saturating_sub(since) < KNOWN_FOR
        {
            return Ok(rulings);
        }
        let rulings = Arc::new(Rulings::read(store).await?);
        *self.lock() = Some((Arc::clone(&rulings), now));
        Ok(rulings)
    }

    fn forget(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Workspace {
    /// What arrives, by names.
    pub fn catalogue(&self) -> Catalogue {
        Catalogue::new(self.store.clone(), self.settings.time_zone.clone())
    }

    /// The decisions that doors apply, at most five seconds old.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn rulings(&self) -> Result<Arc<Rulings>, AppError> {
        Ok(self.rulings.current(&self.store).await?)
    }

    /// Decides on an event or a property; this process applies it from the next event on.
    ///
    /// # Errors
    ///
    /// When the decision has wrong fields, there are too many, or the store does not answer.
    pub async fn decide(&self, new: NewDecision, by: Actor) -> Result<Decided, AppError> {
        let decided = self.catalogue().decide(new, &by.to_string()).await;
        self.rulings.forget();
        Ok(decided?)
    }

    /// Undoes a decision from now on, and tells which it was.
    ///
    /// # Errors
    ///
    /// When there is no such decision, or the store does not answer.
    pub async fn undo_decision(&self, id: DecisionId) -> Result<Decision, AppError> {
        let undone = self.catalogue().undo(id).await;
        self.rulings.forget();
        Ok(undone?)
    }
}
