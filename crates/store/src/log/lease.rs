//! Leases: what one process does at a time, of all that share the store.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::statements::{HOLD_LEASE, LIST_LEASES, RELEASE_LEASE, TAKE_LEASE};
use crate::{Store, StoreError, Tx, instant, on};

/// The right to do something alone, until it runs out. Times decide only when a dead owner's lease may be taken; whoever
/// works under a lease checks in its own transaction that it still has it ([`Lease::hold_in`]).
#[derive(Debug)]
pub struct Lease {
    store: Store,
    name: String,
    owner: String,
    term: Duration,
}

impl Lease {
    /// A name for an owner that no other start of any process has.
    pub fn owner(store: &Store) -> String {
        format!("{}-{:x}", std::process::id(), store.ids().next())
    }

    /// Takes a lease that nobody has, or whose owner let it run out, or that is ours already.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn take(
        store: &Store,
        name: &str,
        owner: &str,
        term: Duration,
    ) -> Result<Option<Self>, StoreError> {
        let now = store.clock().now();
        let until = later(now, term).as_microsecond();
        let mut tx = store.begin().await?;
        let taken = on!(tx, conn => {
            sqlx::query(TAKE_LEASE)
                .bind(name)
                .bind(owner)
                .bind(until)
                .bind(now.as_microsecond())
                .execute(conn)
                .await?
                .rows_affected()
        });
        tx.commit().await?;
        Ok((taken == 1).then(|| Self {
            store: store.clone(),
            name: name.to_owned(),
            owner: owner.to_owned(),
            term,
        }))
    }

    /// Checks in a transaction that the lease is still ours, and prolongs it. On PostgreSQL nobody can take it over until the
    /// transaction ends; on SQLite there is one writer anyway.
    ///
    /// # Errors
    ///
    /// [`StoreError::LeaseLost`] when another process has it.
    pub async fn hold_in(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let until = later(self.store.clock().now(), self.term).as_microsecond();
        let held = on!(tx, conn => {
            sqlx::query(HOLD_LEASE)
                .bind(&self.name)
                .bind(&self.owner)
                .bind(until)
                .execute(conn)
                .await?
                .rows_affected()
        });
        if held == 1 {
            Ok(())
        } else {
            Err(StoreError::LeaseLost {
                name: self.name.clone(),
            })
        }
    }

    /// Prolongs the lease.
    ///
    /// # Errors
    ///
    /// [`StoreError::LeaseLost`] when another process has it.
    pub async fn renew(&self) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        self.hold_in(&mut tx).await?;
        tx.commit().await
    }

    /// Gives the lease back, so that another can take it at once.
    ///
    /// # Errors
    ///
    /// When the database does not answer; the lease then runs out by itself.
    pub async fn release(self) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            sqlx::query(RELEASE_LEASE).bind(&self.name).bind(&self.owner).execute(conn).await.map(drop)?;
        });
        tx.commit().await
    }
}

/// A lease that has not run out, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldLease {
    /// What is done under it.
    pub name: String,
    /// The process that has it.
    pub owner: String,
    /// When it runs out, unless it is prolonged.
    pub held_until: Timestamp,
}

/// The leases that have not run out, by name.
///
/// # Errors
///
/// When the database does not answer.
pub async fn leases(store: &Store) -> Result<Vec<HeldLease>, StoreError> {
    let now = store.clock().now().as_microsecond();
    let mut conn = store.read().await?;
    let rows: Vec<(String, String, i64)> = on!(conn, conn => {
        sqlx::query_as(LIST_LEASES).bind(now).fetch_all(conn).await?
    });
    let held = rows.into_iter().map(|(name, owner, until)| {
        let held_until = instant(until, "lease", "held_until", &name)?;
        Ok(HeldLease {
            name,
            owner,
            held_until,
        })
    });
    held.collect()
}

fn later(now: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| now.checked_add(by).ok())
        .unwrap_or(Timestamp::MAX)
}
