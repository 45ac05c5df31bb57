//! One consumer, followed until the order to stop.

use std::sync::Arc;
use std::time::Duration;

use store::log::{Follower, Step};
use store::{Consumer, Log};
use tokio_util::sync::CancellationToken;

use super::pause::{BackOff, wait};

/// How often the log is looked at without being woken: other processes append too.
const POLL: Duration = Duration::from_millis(500);
/// How often a consumer that another process follows for is asked for.
const ELSEWHERE: Duration = Duration::from_secs(3);
/// Between two steps that had little to do: what comes meanwhile is one commit instead of many.
const PACE: Duration = Duration::from_millis(20);

/// Positions that are much to do: the next step comes at once.
const MANY: i64 = 250;

/// Follows the log for a consumer. When `is_followed`, others wait for what it has done.
pub(super) async fn follow(
    log: Log,
    consumer: Arc<dyn Consumer>,
    is_followed: bool,
    stopping: CancellationToken,
) {
    let mut follower = Follower::new(&log);
    let mut appended = log.watch();
    let mut back_off = BackOff::default();
    let mut at = 0;
    while !stopping.is_cancelled() {
        appended.borrow_and_update();
        match follower.step(consumer.as_ref()).await {
            Ok(Step::Moved(position)) => {
                back_off.reset();
                let is_behind = position - at >= MANY;
                at = position;
                if is_followed {
                    log.wake();
                }
                if !is_behind {
                    wait(&stopping, PACE).await;
                }
            }
            Ok(Step::Idle(position)) => {
                at = position;
                back_off.reset();
                tokio::select! {
                    () = stopping.cancelled() => {}
                    _ = appended.changed() => {}
                    () = tokio::time::sleep(POLL) => {}
                }
            }
            Ok(Step::Elsewhere) => wait(&stopping, ELSEWHERE).await,
            Err(error) => {
                let pause = back_off.next();
                tracing::warn!(
                    consumer = consumer.name(),
                    error = &error as &dyn std::error::Error,
                    ?pause,
                    "a consumer could not go on"
                );
                wait(&stopping, pause).await;
            }
        }
    }
    if let Err(error) = follower.stop().await {
        tracing::warn!(consumer = consumer.name(), %error, "a lease was not given back");
    }
}
