//! The note of the stretch that is on its way into the lake.

use store::{Store, StoreError, log, on};

use super::LAKE;
use super::statements as sql;

/// A stretch of the log: the events behind `from`, up to `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Note {
    /// What its rows in the lake carry.
    pub(super) id: i64,
    pub(super) from: i64,
    pub(super) last: i64,
}

impl Note {
    /// The note that there is, of a flush that did not come to its end.
    pub(super) async fn find(store: &Store) -> Result<Option<Self>, StoreError> {
        let mut conn = store.read().await?;
        let found: Option<(i64, i64, i64)> =
            on!(conn, conn => sqlx::query_as(sql::FIND).fetch_optional(conn).await?);
        Ok(found.map(|(id, from, last)| Self { id, from, last }))
    }

    /// Makes the note, and sets aside what of the stretch cannot be taken.
    pub(super) async fn make(
        &self,
        store: &Store,
        refused: &[(i64, String)],
    ) -> Result<(), StoreError> {
        let now = store.clock().now().as_microsecond();
        let mut tx = store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query(sql::MAKE).bind(self.id).bind(self.from);
            query.bind(self.last).bind(now).execute(conn).await.map(drop)?;
        });
        for (position, reason) in refused {
            on!(tx, conn => {
                let query = sqlx::query(sql::SET_ASIDE).bind(LAKE).bind(position);
                query.bind(reason).bind(now).execute(conn).await.map(drop)?;
            });
        }
        tx.commit().await
    }

    /// Moves the cursor behind the stretch, unless somebody else has settled it meanwhile.
    pub(super) async fn finish(&self, store: &Store) -> Result<(), StoreError> {
        let mut tx = store.begin().await?;
        let gone = on!(tx, conn => {
            sqlx::query(sql::TAKE_AWAY).bind(self.id).execute(conn).await?.rows_affected()
        });
        store::ensure_affected_rows(gone, 1)?;
        log::set_cursor(&mut tx, LAKE, self.last).await?;
        tx.commit().await
    }

    /// Takes the note away: its rows never came into the lake.
    pub(super) async fn take_away(&self, store: &Store) -> Result<(), StoreError> {
        let mut tx = store.begin().await?;
        on!(tx, conn => {
            sqlx::query(sql::TAKE_AWAY).bind(self.id).execute(conn).await.map(drop)?;
        });
        tx.commit().await
    }
}
