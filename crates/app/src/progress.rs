//! How far long work has come, for whoever watches it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use insight::Step;

/// What an import, a fit or a scoring is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waiting for its turn.
    #[default]
    Waiting,
    /// Reading the file; counted in bytes.
    Reading,
    /// Looking up customers; counted in customers.
    Matching,
    /// Writing to the lake; counted in lines.
    Writing,
    /// Making it visible.
    Committing,
    /// Holding models against what came; counted in candidates.
    Comparing,
    /// Fitting a model to the whole history.
    Fitting,
    /// Forecasting all orders; counted in forecasts.
    Forecasting,
    /// Scoring customers; counted in customers.
    Scoring,
}

impl From<Step> for Stage {
    fn from(step: Step) -> Self {
        match step {
            Step::Reading => Self::Reading,
            Step::Comparing => Self::Comparing,
            Step::Fitting => Self::Fitting,
            Step::Forecasting => Self::Forecasting,
            Step::Scoring => Self::Scoring,
        }
    }
}

impl Stage {
    /// The stage in a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Reading => "reading",
            Self::Matching => "matching",
            Self::Writing => "writing",
            Self::Committing => "committing",
            Self::Comparing => "comparing models",
            Self::Fitting => "fitting",
            Self::Forecasting => "forecasting",
            Self::Scoring => "scoring customers",
        }
    }
}

/// How far a piece of work has come.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    /// What it is doing.
    pub stage: &'static str,
    /// How much of the stage is done, in the stage's unit.
    pub done: u64,
    /// How much there is, where that is known.
    pub total: Option<u64>,
    /// Lines read so far.
    pub lines: u64,
    /// How much is done in a second.
    pub per_second: f64,
    /// How long the stage will still take, where that can be told.
    pub remaining_seconds: Option<f64>,
}

/// A place where work writes how far it is and others read it.
#[derive(Debug, Default)]
pub struct ProgressCell {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    stage: Stage,
    began: Duration,
    latest: Duration,
    done: u64,
    total: Option<u64>,
    lines: u64,
}

impl ProgressCell {
    /// Begins a stage at a reading of the clock.
    pub(crate) fn begin(&self, stage: Stage, total: Option<u64>, now: Duration) {
        let mut inner = self.lock();
        *inner = Inner {
            stage,
            began: now,
            latest: now,
            done: 0,
            total,
            lines: inner.lines,
        };
    }

    /// Writes how far the stage is.
    pub(crate) fn advance(&self, done: u64, lines: u64, now: Duration) {
        let mut inner = self.lock();
        (inner.done, inner.lines, inner.latest) = (done, lines, now);
    }

    /// Tells how far a stage is, which begins when it is told for the first time; a total of 0 is not known.
    pub(crate) fn tell(&self, stage: Stage, (done, total): (u64, u64), now: Duration) {
        let total = (total > 0).then_some(total);
        if self.lock().stage != stage {
            self.begin(stage, total, now);
        }
        let mut inner = self.lock();
        (inner.done, inner.total, inner.latest) = (done, total, now);
    }

    /// How far the work is.
    pub fn read(&self) -> Progress {
        let inner = self.lock();
        let seconds = inner.latest.saturating_sub(inner.began).as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate for the eye")]
        let per_second = if seconds > 0.0 {
            inner.done as f64 / seconds
        } else {
            0.0
        };
        let left = inner.total.map(|total| total.saturating_sub(inner.done));
        #[expect(clippy::cast_precision_loss, reason = "a time for the eye")]
        let remaining_seconds = left
            .filter(|_| per_second > 0.0)
            .map(|left| left as f64 / per_second);
        Progress {
            stage: inner.stage.name(),
            done: inner.done,
            total: inner.total,
            lines: inner.lines,
            per_second,
            remaining_seconds,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_that_is_told_again_goes_on() {
        let cell = ProgressCell::default();
        cell.tell(Stage::Fitting, (0, 0), Duration::from_secs(3));
        assert_eq!((cell.read().stage, cell.read().total), ("fitting", None));
        cell.tell(Stage::Scoring, (0, 100), Duration::from_secs(4));
        cell.tell(Stage::Scoring, (20, 100), Duration::from_secs(6));
        let progress = cell.read();
        assert_eq!((progress.stage, progress.done), ("scoring customers", 20));
        assert!((progress.remaining_seconds.unwrap() - 8.0).abs() < 1e-9);
    }

    #[test]
    fn a_rate_gives_the_time_that_is_left() {
        let cell = ProgressCell::default();
        cell.begin(Stage::Reading, Some(100), Duration::from_secs(10));
        assert_eq!(cell.read().remaining_seconds, None);
        cell.advance(25, 7, Duration::from_secs(15));
        let progress = cell.read();
        assert_eq!((progress.stage, progress.lines), ("reading", 7));
        assert!((progress.per_second - 5.0).abs() < 1e-9);
        assert!((progress.remaining_seconds.unwrap() - 15.0).abs() < 1e-9);
    }
}
