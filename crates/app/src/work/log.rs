//! Looking at the log, and setting right what went wrong.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::Consumer;
use store::log::{ConsumerStatus, Retried, SetAside, Trimmed};

use super::{consumers, jobs};
use crate::feed::LAKE;
use crate::{AppError, Workspace};

/// Hours of a day, for durations that are not of the calendar.
const DAY_HOURS: i64 = 24;

/// How far everybody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogStatus {
    /// The newest event's position, 0 when there is none.
    pub position: i64,
    /// Those who follow the log, by name.
    pub consumers: Vec<ConsumerStatus>,
}

impl Workspace {
    /// How far the log goes and everybody who follows it is, those included that have not begun.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn log_status(&self) -> Result<LogStatus, AppError> {
        let (position, mut all) = store::log::status(self.store()).await?;
        for name in self.log_names() {
            if all.iter().all(|known| known.name != name) {
                all.push(ConsumerStatus {
                    name: name.to_owned(),
                    position: 0,
                    lag_events: position,
                    lag_seconds: 0,
                    set_aside: 0,
                    owner: None,
                });
            }
        }
        all.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(LogStatus {
            position,
            consumers: all,
        })
    }

    /// The events that are set aside, by a consumer or by any, behind a position, in order.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn events_set_aside(
        &self,
        consumer: Option<&str>,
        after: i64,
        limit: usize,
    ) -> Result<Vec<SetAside>, AppError> {
        Ok(store::log::set_aside(self.store(), consumer, after, limit).await?)
    }

    /// Tries once more to apply an event that is set aside.
    ///
    /// # Errors
    ///
    /// [`AppError::ConsumerUnknown`], or when it is not set aside or the store does not answer.
    pub async fn retry_event(&self, consumer: &str, position: i64) -> Result<Retried, AppError> {
        let consumer = self.consumer(consumer)?;
        Ok(store::log::retry(self.store(), consumer.as_ref(), position).await?)
    }

    /// Sets a consumer back, so that it makes its effects anew; the lake, which is none, begins anew too. Tells the position
    /// behind which it starts.
    ///
    /// # Errors
    ///
    /// [`AppError::ConsumerUnknown`], or when the log no longer has what this needs.
    pub async fn replay_log(&self, consumer: &str, from: i64) -> Result<i64, AppError> {
        if consumer == LAKE {
            if from > 0 {
                let consumer = consumer.to_owned();
                return Err(store::StoreError::NotRepeatable { consumer }.into());
            }
            let from = self.replay_lake().await?;
            self.log().wake();
            return Ok(from);
        }
        let consumer = self.consumer(consumer)?;
        let from = store::log::replay(self.store(), consumer.as_ref(), from).await?;
        self.log().wake();
        Ok(from)
    }

    /// Empties the bodies of events that are so many days old and that everybody has applied.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn trim_log(&self, keep_days: u32) -> Result<Trimmed, AppError> {
        let age = SignedDuration::from_hours(i64::from(keep_days) * DAY_HOURS);
        let now = self.clock().now();
        let before = now.checked_sub(age).unwrap_or(Timestamp::MIN);
        Ok(store::log::trim(self.store(), before, &self.log_names()).await?)
    }

    fn consumer(&self, name: &str) -> Result<Arc<dyn Consumer>, AppError> {
        let all = consumers(self);
        let known: Vec<&str> = all.iter().map(|consumer| consumer.name()).collect();
        let known = known.join(", ");
        let found = all.into_iter().find(|consumer| consumer.name() == name);
        found.ok_or_else(|| AppError::ConsumerUnknown {
            name: name.to_owned(),
            known,
        })
    }

    /// The cursors of all who follow the log.
    fn log_names(&self) -> Vec<&'static str> {
        let jobs = jobs(self);
        let moved = jobs.iter().flat_map(|job| job.cursors());
        consumers(self)
            .iter()
            .map(|consumer| consumer.name())
            .chain(moved.copied())
            .collect()
    }
}
