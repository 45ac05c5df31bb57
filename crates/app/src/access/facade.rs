//! The façade: signing in, keys, users, the audit.

mod exchange;
mod generated;
mod keys;
mod sessions;
mod users;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kernel::{Clock, Limit, Page};
use store::{Store, Tx};

use super::audit::{AuditEntry, AuditFilter, AuditId, Deed};
use super::password::Hasher;
use super::throttle::Throttle;
use super::{AccessError, Actor, store as rows};

/// How access behaves.
#[derive(Debug, Clone, Copy)]
pub struct AccessSettings {
    /// How long a session lasts that is not used; each use begins the time anew.
    pub session: SignedDuration,
}

impl Default for AccessSettings {
    fn default() -> Self {
        Self {
            session: SignedDuration::from_hours(12),
        }
    }
}

/// Users, sessions, API keys and the audit of one workspace. Clones share their state.
#[derive(Debug, Clone)]
pub struct Access {
    store: Store,
    settings: AccessSettings,
    hasher: Hasher,
    throttle: Arc<Throttle>,
}

impl Access {
    /// Access to the workspace that a store holds.
    pub fn new(store: Store, settings: AccessSettings) -> Self {
        Self {
            store,
            settings,
            hasher: Hasher::default(),
            throttle: Arc::default(),
        }
    }

    /// Asks the store whether it answers.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn check(&self) -> Result<(), AccessError> {
        Ok(self.store.ping().await?)
    }

    /// Writes down that something was done.
    ///
    /// # Errors
    ///
    /// When the store can not be written.
    pub async fn record(&self, actor: Actor, deed: Deed) -> Result<(), AccessError> {
        let mut tx = self.store.begin().await?;
        self.note(&mut tx, actor, deed).await?;
        Ok(tx.commit().await?)
    }

    /// Reads the audit, latest first.
    ///
    /// # Errors
    ///
    /// When the store can not be read.
    pub async fn audit(
        &self,
        filter: &AuditFilter,
        before: Option<AuditId>,
        limit: Limit,
    ) -> Result<Page<AuditEntry>, AccessError> {
        let mut conn = self.store.read().await?;
        let before = before.map(AuditId::raw);
        let found = rows::audit(&mut conn, filter, before, limit.one_more()).await?;
        let entries: Result<Vec<AuditEntry>, _> =
            found.into_iter().map(AuditEntry::try_from).collect();
        Ok(Page::of(entries?, limit, |entry| entry.id.to_string()))
    }

    async fn note(&self, tx: &mut Tx, actor: Actor, deed: Deed) -> Result<(), AccessError> {
        let id = AuditId::fresh(self.store.ids()).raw();
        let at = self.now().as_microsecond();
        let Deed {
            action,
            object,
            detail,
        } = deed;
        let row = (id, at, actor.to_string(), action.to_owned(), object, detail);
        Ok(rows::insert_audit(tx, row).await?)
    }

    fn clock(&self) -> &Arc<dyn Clock> {
        self.store.clock()
    }

    fn now(&self) -> Timestamp {
        self.clock().now()
    }
}
