//! The tail: what is acknowledged and not in the lake yet.

use std::sync::Arc;
use std::time::Duration;

use store::log;

use super::{LAKE, PEOPLE};
use crate::{AppError, Workspace, work};

/// How long a report waits for the tail.
const PATIENCE: Duration = Duration::from_secs(3);
/// How soon to look again when another process is at it.
const PAUSE: Duration = Duration::from_millis(20);

/// One report at a time brings the tail in; the others wait for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tail(Arc<tokio::sync::Mutex<()>>);

impl Workspace {
    /// Brings into the lake what was acknowledged before this was called, as far as that is soon done, and tells up to which
    /// position of the log the lake then holds everything. What takes longer goes on behind the report.
    ///
    /// # Errors
    ///
    /// When the store does not answer. A tail that cannot be brought in is none: the report is true up to an earlier position.
    pub async fn bring_tail(&self) -> Result<i64, AppError> {
        let end = self.log.last_position().await?;
        let position = log::cursor(&self.store, LAKE).await?;
        if position >= end {
            return Ok(position);
        }
        let workspace = self.clone();
        // A task of its own: it holds leases and locks, which a report that no longer waits must not take with it.
        let bringing = tokio::spawn(async move {
            if let Err(error) = workspace.bring_until(end).await {
                let error: &dyn std::error::Error = &error;
                tracing::warn!(error, "the newest events are not in the lake yet");
            }
        });
        // Whether in time or not: what has come is told by the cursor.
        drop(tokio::time::timeout(PATIENCE, bringing).await);
        Ok(log::cursor(&self.store, LAKE).await?)
    }

    async fn bring_until(&self, end: i64) -> Result<(), AppError> {
        let _turn = self.tail.0.lock().await;
        if self.flushable().await? < end {
            for consumer in work::consumers(self) {
                if consumer.name() == PEOPLE {
                    store::catch_up(&self.log, consumer.as_ref()).await?;
                }
            }
        }
        while log::cursor(&self.store, LAKE).await? < end {
            match self.lock_lake().await? {
                Some(guard) => {
                    let flushed = self.flush(&guard).await;
                    guard.release().await;
                    if !flushed?.has_more {
                        return Ok(());
                    }
                }
                None => tokio::time::sleep(PAUSE).await,
            }
        }
        Ok(())
    }
}
