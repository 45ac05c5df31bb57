//! The worker: all consumers and jobs of a workspace, until the order to stop.

use std::sync::Arc;

use store::Consumer;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::retention::Retention;
use super::{Job, consumer, consumers, job, jobs};
use crate::Workspace;

/// Runs what happens behind the requests.
pub struct Worker {
    workspace: Workspace,
    consumers: Vec<Arc<dyn Consumer>>,
    jobs: Vec<Arc<dyn Job>>,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Worker").finish_non_exhaustive()
    }
}

impl Worker {
    /// A worker with all consumers and jobs of the workspace.
    pub fn new(workspace: &Workspace) -> Self {
        Self::with(workspace, consumers(workspace), jobs(workspace))
    }

    /// A worker with some of them.
    pub fn with(
        workspace: &Workspace,
        consumers: Vec<Arc<dyn Consumer>>,
        jobs: Vec<Arc<dyn Job>>,
    ) -> Self {
        Self {
            workspace: workspace.clone(),
            consumers,
            jobs,
        }
    }

    /// Also empties the bodies of events that are so many days old and that everybody has applied; 0 keeps them for ever.
    #[must_use]
    pub fn keeping(mut self, days: u32) -> Self {
        if days > 0 {
            let retention = Retention::new(&self.workspace, days);
            self.jobs.push(Arc::new(retention));
        }
        self
    }

    /// Works until `stopping` is cancelled: steps that have begun are ended, and leases given back. One that breaks down is
    /// taken up again.
    pub async fn run(self, stopping: CancellationToken) {
        let mut tasks = JoinSet::new();
        for consumer in &self.consumers {
            let is_followed = self
                .consumers
                .iter()
                .any(|other| other.follows().contains(&consumer.name()));
            let (log, consumer) = (self.workspace.log().clone(), Arc::clone(consumer));
            let stopping = stopping.clone();
            tasks.spawn(kept_alive(stopping.clone(), move || {
                consumer::follow(
                    log.clone(),
                    Arc::clone(&consumer),
                    is_followed,
                    stopping.clone(),
                )
            }));
        }
        for job in &self.jobs {
            let (workspace, job) = (self.workspace.clone(), Arc::clone(job));
            let stopping = stopping.clone();
            tasks.spawn(kept_alive(stopping.clone(), move || {
                job::take_turns(workspace.clone(), Arc::clone(&job), stopping.clone())
            }));
        }
        while tasks.join_next().await.is_some() {}
    }
}

/// Runs a task again when it panics: a defect in one must not end the others.
async fn kept_alive<T>(stopping: CancellationToken, mut task: impl FnMut() -> T)
where
    T: Future<Output = ()> + Send + 'static,
{
    let mut back_off = super::pause::BackOff::default();
    while !stopping.is_cancelled() {
        if let Err(error) = tokio::spawn(task()).await {
            tracing::error!(%error, "work broke down and is taken up again");
            super::pause::wait(&stopping, back_off.next()).await;
        }
    }
}
