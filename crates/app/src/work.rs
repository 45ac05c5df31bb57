//! What happens behind the requests: consumers follow the log, jobs take their turns.
//!
//! Any number of processes may work on one workspace: each consumer and each job has a lease, so that one of them does it at
//! a time, and what a killed one held runs out within a minute. All may be killed between any two steps: a consumer's
//! effect is committed with its cursor, and a job does its part in transactions that check its lease.

mod consumer;
mod job;
mod log;
mod pause;
mod retention;
mod turns;
mod worker;

use std::sync::Arc;

use customers::forms::FormAnswers;
use customers::{CartKeeper, Cataloguer, People, QualityKeeper};
use store::Consumer;

use crate::directory::Keeping;
use crate::feed::{Compaction, Feed};
use crate::intake::Sweep;
use crate::quality::Watch;
use crate::schedules::Making;
use crate::webhooks::{Deliveries, Sending};
use crate::{AppError, Workspace};

pub use job::{Job, Next, Turn};
pub use log::LogStatus;
pub use turns::JobTurn;
pub(crate) use turns::turns;
pub use worker::Worker;

/// Everybody who follows the workspace's log; those that others follow come first.
pub fn consumers(workspace: &Workspace) -> Vec<Arc<dyn Consumer>> {
    vec![
        Arc::new(People),
        Arc::new(CartKeeper::new(workspace.settings().currency)),
        Arc::new(FormAnswers),
        Arc::new(Cataloguer::new(workspace.settings().time_zone.clone())),
        Arc::new(QualityKeeper),
        Deliveries::new(workspace.store().clone()),
    ]
}

/// Everything that takes turns.
pub fn jobs(workspace: &Workspace) -> Vec<Arc<dyn Job>> {
    vec![
        Sending::of(workspace),
        Arc::new(Feed::new(workspace)),
        Arc::new(Keeping::new(workspace)),
        Arc::new(Compaction::new(workspace)),
        Sweep::of(workspace),
        Arc::new(Watch::new(workspace)),
        Arc::new(Making::new(workspace)),
    ]
}

impl Workspace {
    /// Runs all consumers, and the jobs that follow the log, until they have done all that was in the log when this was called.
    ///
    /// # Errors
    ///
    /// When one of them fails, or another process has it and does not come on.
    pub async fn catch_up(&self) -> Result<(), AppError> {
        for consumer in consumers(self) {
            store::catch_up(self.log(), consumer.as_ref()).await?;
        }
        for job in jobs(self) {
            if job.follows_log() {
                job::run_once(self, job.as_ref()).await?;
            }
        }
        Ok(())
    }
}
