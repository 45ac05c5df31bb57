//! The turn in which the list of customers is brought up to date.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use crate::work::{Job, Next, Turn};
use crate::{AppError, Workspace};

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(5);
/// A turn waits so many times as long as the last one took.
const SHARE: u32 = 20;

/// Keeps the list of customers.
#[derive(Debug)]
pub(crate) struct Keeping {
    workspace: Workspace,
    /// Before when figures are not made again, by the clock since the start.
    not_before: Mutex<Duration>,
}

impl Keeping {
    pub(crate) fn new(workspace: &Workspace) -> Self {
        Self {
            workspace: workspace.clone(),
            not_before: Mutex::default(),
        }
    }
}

#[async_trait]
impl Job for Keeping {
    fn name(&self) -> &'static str {
        "customers"
    }

    fn follows_log(&self) -> bool {
        true
    }

    async fn run(&self, _turn: &Turn) -> Result<Next, AppError> {
        let workspace = &self.workspace;
        if workspace.directory().settle().await? > 0 {
            return Ok(Next::AtOnce);
        }
        let began = workspace.clock().elapsed_since_start();
        let not_before = *self
            .not_before
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let left = not_before.saturating_sub(began);
        if !left.is_zero() {
            return Ok(Next::After(PAUSE.min(left)));
        }
        let written = workspace.refresh_customers().await?;
        let ended = workspace.clock().elapsed_since_start();
        if let Some(rows) = written {
            tracing::debug!(rows, "figures of customers were brought up to date");
        }
        let wait = ended.saturating_sub(began).saturating_mul(SHARE);
        *self
            .not_before
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = ended + wait;
        Ok(Next::After(PAUSE))
    }
}
