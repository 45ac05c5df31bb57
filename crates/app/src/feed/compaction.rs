//! The turn in which the small files that flushes leave become few.

use std::time::Duration;

use async_trait::async_trait;

use crate::work::{Job, Next, Turn};
use crate::{AppError, Workspace};

/// Between two turns: what a minute's flushes leave is looked at together.
const PAUSE: Duration = Duration::from_mins(1);

/// Merges small files of the lake.
#[derive(Debug)]
pub(crate) struct Compaction {
    workspace: Workspace,
}

impl Compaction {
    pub(crate) fn new(workspace: &Workspace) -> Self {
        Self {
            workspace: workspace.clone(),
        }
    }
}

#[async_trait]
impl Job for Compaction {
    fn name(&self) -> &'static str {
        "compaction"
    }

    async fn run(&self, _turn: &Turn) -> Result<Next, AppError> {
        let done = self.workspace.compact().await?;
        if let Some(done) = done.filter(|done| done.merged + done.rewritten > 0) {
            tracing::info!(
                merged = done.merged,
                rewritten = done.rewritten,
                deleted = done.deleted,
                "small files of the lake became few"
            );
        }
        Ok(Next::After(PAUSE))
    }
}
