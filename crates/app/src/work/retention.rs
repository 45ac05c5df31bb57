//! Retention: old bodies go once everybody has applied them.

use std::time::Duration;

use async_trait::async_trait;

use super::{Job, Next, Turn};
use crate::{AppError, Workspace};

const EVERY: Duration = Duration::from_hours(1);

/// Empties bodies of events, every hour.
pub(super) struct Retention {
    workspace: Workspace,
    days: u32,
}

impl Retention {
    pub(super) fn new(workspace: &Workspace, days: u32) -> Self {
        Self {
            workspace: workspace.clone(),
            days,
        }
    }
}

#[async_trait]
impl Job for Retention {
    fn name(&self) -> &'static str {
        "retention"
    }

    async fn run(&self, _turn: &Turn) -> Result<Next, AppError> {
        let done = self.workspace.trim_log(self.days).await?;
        if done.events > 0 {
            tracing::info!(
                events = done.events,
                until = done.position,
                "bodies of old events are gone from the log"
            );
        }
        Ok(Next::After(EVERY))
    }
}
