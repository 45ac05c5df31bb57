//! The turn in which the log is flushed.

use std::time::Duration;

use async_trait::async_trait;

use crate::work::{Job, Next, Turn};
use crate::{AppError, Workspace};

/// How long what comes is gathered before it is flushed: each flush is some files.
const GATHERING: Duration = Duration::from_secs(5);
/// How soon to look again when somebody else writes the lake.
const ELSEWHERE: Duration = Duration::from_secs(1);

/// Flushes the log into the lake.
#[derive(Debug)]
pub(crate) struct Feed {
    workspace: Workspace,
}

impl Feed {
    pub(crate) fn new(workspace: &Workspace) -> Self {
        Self {
            workspace: workspace.clone(),
        }
    }
}

#[async_trait]
impl Job for Feed {
    fn name(&self) -> &'static str {
        super::LAKE
    }

    fn follows_log(&self) -> bool {
        true
    }

    fn cursors(&self) -> &'static [&'static str] {
        &[super::LAKE]
    }

    async fn run(&self, _turn: &Turn) -> Result<Next, AppError> {
        let Some(guard) = self.workspace.lock_lake().await? else {
            return Ok(Next::After(ELSEWHERE));
        };
        let flushed = self.workspace.flush(&guard).await;
        guard.release().await;
        Ok(if flushed?.has_more {
            Next::AtOnce
        } else {
            Next::After(GATHERING)
        })
    }
}
