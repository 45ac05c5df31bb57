//! Who watches long work, and may end it.

use std::fmt;
use std::sync::Arc;

use tokio_util::sync::{CancellationToken, DropGuard};

use crate::InsightError;

/// What a fit or a scoring is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading the orders.
    Reading,
    /// Estimating the season, fitting candidates and holding them against what came; counted in candidates.
    Comparing,
    /// Fitting the best to the whole history.
    Fitting,
    /// Forecasting all customers' orders; counted in forecasts.
    Forecasting,
    /// Scoring customers; counted in customers.
    Scoring,
}

/// Tells how far a step is: done so far, and how much there is.
type Tell = dyn Fn(Step, u64, u64) + Send + Sync;

/// Who watches a fit or a scoring, and may end it. The default is nobody.
#[derive(Clone, Default)]
pub struct Watch {
    stop: CancellationToken,
    tell: Option<Arc<Tell>>,
}

impl fmt::Debug for Watch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Watch")
            .field("stop", &self.stop.is_cancelled())
            .finish_non_exhaustive()
    }
}

impl Watch {
    /// Somebody who is told each step, how much of it is done and how much there is, and who cancels `stop` to end the work.
    pub fn new(
        stop: CancellationToken,
        tell: impl Fn(Step, u64, u64) + Send + Sync + 'static,
    ) -> Self {
        Self {
            stop,
            tell: Some(Arc::new(tell)),
        }
    }

    /// The same for a part of the work, which ends as well when the guard is dropped: threads notice that nobody waits any more.
    pub(crate) fn part(&self) -> (Self, DropGuard) {
        let stop = self.stop.child_token();
        let guard = stop.clone().drop_guard();
        let tell = self.tell.clone();
        (Self { stop, tell }, guard)
    }

    /// Tells how far a step is.
    pub(crate) fn tell(&self, step: Step, done: u64, total: u64) {
        if let Some(tell) = &self.tell {
            tell(step, done, total);
        }
    }

    /// Ends the work here when it is to end.
    pub(crate) fn check(&self) -> Result<(), InsightError> {
        if self.stop.is_cancelled() {
            Err(InsightError::Stopped)
        } else {
            Ok(())
        }
    }

    /// Does the work as long as nobody ends it; what is left of it then is dropped.
    pub(crate) async fn until_stopped<T>(
        &self,
        work: impl Future<Output = Result<T, InsightError>>,
    ) -> Result<T, InsightError> {
        let done = self.stop.run_until_cancelled(work).await;
        done.unwrap_or(Err(InsightError::Stopped))
    }
}
