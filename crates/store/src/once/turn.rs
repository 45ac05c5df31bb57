//! Doing a request for the first time.

use super::{Answer, Mark, OnceKey, statements as sql};
use crate::{Store, StoreError, Tx, on};

/// The right to do a request, and the transaction to do it in. Dropped without an end, nothing was done.
#[derive(Debug)]
pub struct Turn {
    store: Store,
    tx: Tx,
    request: OnceKey,
    mark: Mark,
}

/// A request that was done and whose answer is about to be given: until this is dropped, it counts as running.
#[derive(Debug)]
pub struct Done {
    store: Store,
    request: OnceKey,
    _mark: Mark,
}

impl Turn {
    pub(super) const fn new(store: Store, tx: Tx, request: OnceKey, mark: Mark) -> Self {
        Self {
            store,
            tx,
            request,
            mark,
        }
    }

    /// The transaction to do it in.
    pub const fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// Undoes what was done; nobody waits for it any more when this returns.
    ///
    /// # Errors
    ///
    /// When the store does not answer; it then undoes it by itself.
    pub async fn abandon(self) -> Result<(), StoreError> {
        self.tx.rollback().await
    }

    /// Keeps the answer, and makes it durable together with what was done.
    ///
    /// # Errors
    ///
    /// When the store does not confirm; then nothing was done.
    pub async fn finish(mut self, answer: &Answer) -> Result<Done, StoreError> {
        keep(&mut self.tx, &self.store, &self.request, answer).await?;
        self.tx.commit().await?;
        Ok(Done {
            store: self.store,
            request: self.request,
            _mark: self.mark,
        })
    }
}

impl Done {
    /// Keeps another answer in place of the one that was kept, before any was given.
    ///
    /// # Errors
    ///
    /// When the store does not confirm; then the first one stays.
    pub async fn amend(&self, answer: &Answer) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        keep(&mut tx, &self.store, &self.request, answer).await?;
        tx.commit().await
    }
}

async fn keep(
    tx: &mut Tx,
    store: &Store,
    request: &OnceKey,
    answer: &Answer,
) -> Result<(), StoreError> {
    let now = store.clock().now().as_microsecond();
    on!(tx, conn => {
        let query = sqlx::query(sql::KEEP).bind(&request.scope).bind(&request.key).bind(&request.digest);
        let query = query.bind(i64::from(answer.status)).bind(&answer.body).bind(now);
        query.execute(conn).await.map(drop)?;
    });
    Ok(())
}
