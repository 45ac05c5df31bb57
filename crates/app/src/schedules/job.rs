//! The job that makes what is due.

use std::time::Duration;

use async_trait::async_trait;

use crate::work::{Job, Next, Turn};
use crate::{AppError, Workspace};

/// How often is looked for what is due.
const EVERY: Duration = Duration::from_secs(15);

/// Makes the reports that are due, one after the other.
pub(crate) struct Making {
    workspace: Workspace,
}

impl Making {
    pub(crate) fn new(workspace: &Workspace) -> Self {
        Self {
            workspace: workspace.clone(),
        }
    }
}

#[async_trait]
impl Job for Making {
    fn name(&self) -> &'static str {
        "schedules"
    }

    async fn run(&self, turn: &Turn) -> Result<Next, AppError> {
        let schedules = self.workspace.schedules();
        for schedule in schedules.due().await? {
            if turn.stopping.is_cancelled() {
                break;
            }
            let outcome = self.workspace.outcome(&schedule).await;
            let is_kept = schedules.keep_due(&schedule, &outcome, &turn.lease).await?;
            tracing::info!(schedule = %schedule.id, is_kept, "a report by schedule was made");
        }
        Ok(Next::After(EVERY))
    }
}
