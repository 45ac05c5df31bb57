//! Running a consumer to the end of the log.

use std::time::Duration;

use super::{Consumer, Follower, Log, Step, cursor};
use crate::StoreError;

/// How often another process is looked at that follows for the consumer.
const PAUSE: Duration = Duration::from_millis(10);
/// Looks without any progress: 30 seconds, twice as long as a dead process keeps its lease.
const LOOKS: u32 = 3_000;
/// Failures in a row.
const FAILURES: u32 = 5;

/// Runs a consumer until it has applied all that was in the log when this was called, and tells how far it came. When
/// another process follows for it, waits until that one has come as far. A consumer that follows others comes as far as they.
///
/// # Errors
///
/// When the database does not answer, the consumer fails, or another process has it and does not come on.
pub async fn catch_up(log: &Log, consumer: &dyn Consumer) -> Result<i64, StoreError> {
    let mut end = log.last_position().await?;
    for other in consumer.follows() {
        end = end.min(cursor(log.store(), other).await?);
    }
    let mut follower = Follower::new(log);
    let reached = run(&mut follower, log, consumer, end).await;
    follower.stop().await?;
    reached
}

async fn run(
    follower: &mut Follower,
    log: &Log,
    consumer: &dyn Consumer,
    end: i64,
) -> Result<i64, StoreError> {
    let (mut failures, mut looks, mut seen) = (0, 0, -1);
    loop {
        match follower.step(consumer).await {
            Ok(Step::Idle(position)) => return Ok(position),
            Ok(Step::Moved(position)) if position >= end => return Ok(position),
            Ok(Step::Moved(_)) => failures = 0,
            Ok(Step::Elsewhere) => {
                let position = cursor(log.store(), consumer.name()).await?;
                if position >= end {
                    return Ok(position);
                }
                looks = if position == seen { looks + 1 } else { 0 };
                seen = position;
                if looks > LOOKS {
                    return Err(StoreError::Busy);
                }
                tokio::time::sleep(PAUSE).await;
            }
            Err(error) if failures >= FAILURES => return Err(error),
            Err(_) => failures += 1,
        }
    }
}
