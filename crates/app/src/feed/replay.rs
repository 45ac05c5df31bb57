//! All that came with the log taken out of the lake, and brought in anew.

use store::{StoreError, log, on};

use super::LAKE;
use super::statements as sql;
use crate::{AppError, Workspace};

impl Workspace {
    /// Takes out of the lake all that came with the log, so that it is brought in anew from the beginning. Interrupted, it is
    /// to be asked for again.
    ///
    /// # Errors
    ///
    /// [`StoreError::Trimmed`] when the log no longer has the bodies of its first events, [`AppError::ImportRunning`], or when
    /// store or lake fail.
    pub(crate) async fn replay_lake(&self) -> Result<i64, AppError> {
        let trimmed = log::trimmed(&self.store).await?;
        if trimmed > 0 {
            return Err(StoreError::Trimmed {
                consumer: LAKE.to_owned(),
                from: 0,
                trimmed,
            }
            .into());
        }
        let lock = self.lock_for_import().await?;
        let begun = self.begin_anew().await;
        lock.release().await;
        begun.map(|()| 0)
    }

    async fn begin_anew(&self) -> Result<(), AppError> {
        self.settle_stretch().await?;
        let imports = self.imports_table().ids().await?;
        let imports: Vec<i64> = imports.into_iter().map(customers::ImportId::raw).collect();
        self.lake.forget_events(&imports).await?;
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            sqlx::query(sql::TAKE_BACK).bind(LAKE).execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        log::set_cursor(&mut tx, LAKE, 0).await?;
        tx.commit().await?;
        Ok(())
    }
}
