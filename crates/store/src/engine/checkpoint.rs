//! Moves what was written ahead into the file beside the writers, so that none of them waits for it.

use std::sync::Arc;
use std::time::Duration;

use sqlx::SqlitePool;
use tokio::sync::Mutex;

/// Between two of them: one that moves much costs about the same two syncs as one that moves little.
const PAUSE: Duration = Duration::from_millis(200);
/// What no reader needs any more, as far as that goes without keeping anybody waiting.
const CHECKPOINT: &str = "pragma wal_checkpoint(passive)";

/// A connection of its own, which is busy while somebody writes and idle while nobody does.
#[derive(Debug)]
pub(super) struct Checkpoints {
    pool: SqlitePool,
    running: Arc<Mutex<()>>,
}

impl Checkpoints {
    /// With a pool of one connection.
    pub(super) fn new(pool: SqlitePool) -> Self {
        Self {
            pool,
            running: Arc::default(),
        }
    }

    /// Sees to it that one comes within the pause. To be called when something is about to be written.
    pub(super) fn wake(&self) {
        let Ok(turn) = Arc::clone(&self.running).try_lock_owned() else {
            return;
        };
        let pool = self.pool.clone();
        tokio::spawn(async move {
            tokio::time::sleep(PAUSE).await;
            // The writer's own checkpoint makes up for one that fails.
            if let Err(error) = sqlx::query(CHECKPOINT).execute(&pool).await {
                tracing::debug!(%error, "no checkpoint");
            }
            drop(turn);
        });
    }

    /// Waits for the one under way.
    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}
