//! The quality of what arrives: the report with all that belongs to it, and the job that looks for gaps.

use std::time::Duration;

use async_trait::async_trait;
use customers::{Quality, QualityReport, Watched, Watchman};
use jiff::SignedDuration;
use serde::Serialize;
use store::{Consumer as _, Tx, log};

use crate::work::{Job, Next, Turn};
use crate::{AppError, Workspace};

/// How often is looked for gaps.
const EVERY: Duration = Duration::from_mins(5);
/// How soon is looked again when the newest hour is not added up yet.
const BEHIND: Duration = Duration::from_secs(30);

/// The quality of what arrived, with what was set aside and the alarms that go on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkspaceQuality {
    /// What is told of sources.
    pub report: QualityReport,
    /// Consumers, and how many events each has set aside.
    pub set_aside: Vec<(String, u64)>,
    /// Alarms that go on.
    pub alarms_open: u64,
}

impl Workspace {
    /// The quality of what arrives.
    pub fn quality(&self) -> Quality {
        Quality::new(self.store.clone(), self.settings.time_zone.clone())
    }

    /// Who looks whether sources bring what is usual.
    pub fn watchman(&self) -> Watchman {
        Watchman::new(self.store.clone(), self.settings.time_zone.clone())
    }

    /// The report on the last so many business days, today included.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn quality_report(&self, days: u16) -> Result<WorkspaceQuality, AppError> {
        let (_, consumers) = log::status(&self.store).await?;
        let set_aside = consumers
            .into_iter()
            .filter(|consumer| consumer.set_aside > 0)
            .map(|consumer| {
                (
                    consumer.name,
                    u64::try_from(consumer.set_aside).unwrap_or(0),
                )
            });
        Ok(WorkspaceQuality {
            report: self.quality().report(days).await?,
            set_aside: set_aside.collect(),
            alarms_open: self.watchman().count_open().await?,
        })
    }
}

/// Looks for gaps, every five minutes.
pub(crate) struct Watch {
    workspace: Workspace,
}

impl Watch {
    pub(crate) fn new(workspace: &Workspace) -> Self {
        Self {
            workspace: workspace.clone(),
        }
    }

    /// Whether all that was received before the running hour is added up: what waits must not look like a gap.
    async fn is_caught_up(&self) -> Result<bool, AppError> {
        let now = self.workspace.clock().now();
        let into_hour =
            SignedDuration::from_micros(now.as_microsecond().rem_euclid(3_600_000_000) + 1);
        let before = now.checked_sub(into_hour).unwrap_or(now);
        let needed = self.workspace.log().position_at(before).await?;
        let name = customers::QualityKeeper.name();
        Ok(log::cursor(self.workspace.store(), name).await? >= needed)
    }
}

#[async_trait]
impl Job for Watch {
    fn name(&self) -> &'static str {
        "quality"
    }

    async fn run(&self, turn: &Turn) -> Result<Next, AppError> {
        if !self.is_caught_up().await? {
            return Ok(Next::After(BEHIND));
        }
        let mut tx: Tx = self.workspace.store().begin().await?;
        turn.lease.hold_in(&mut tx).await?;
        let watched = self.workspace.watchman().look(&mut tx).await?;
        tx.commit().await?;
        tell(&watched);
        Ok(Next::After(EVERY))
    }
}

fn tell(watched: &Watched) {
    for alarm in &watched.begun {
        tracing::warn!(
            alarm = %alarm.id,
            source = %alarm.source,
            begun_at = %alarm.begun_at,
            usual = alarm.usual,
            seen = alarm.seen,
            "a source brings less than usual"
        );
    }
    for alarm in &watched.ended {
        tracing::info!(alarm = %alarm.id, source = %alarm.source, "a source brings what is usual again");
    }
}
