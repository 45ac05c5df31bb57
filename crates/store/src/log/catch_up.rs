//! Running a consumer to the end of the log.

use std::time::Duration;

use super::{Consumer, Follower, Log, Step, cursor};
use crate::StoreError;

/// How long another process may take to come as far.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(10);

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
    let done = tokio::time::timeout(PATIENCE, run(&mut follower, log, consumer, end)).await;
    follower.stop().await?;
    done.unwrap_or(Err(StoreError::Busy))
}

async fn run(
    follower: &mut Follower,
    log: &Log,
    consumer: &dyn Consumer,
    end: i64,
) -> Result<i64, StoreError> {
    let mut failures = 0;
    loop {
        match follower.step(consumer).await {
            Ok(Step::Idle(position)) => return Ok(position),
            Ok(Step::Moved(_)) => failures = 0,
            Ok(Step::Elsewhere) => {
                let position = cursor(log.store(), consumer.name()).await?;
                if position >= end {
                    return Ok(position);
                }
                tokio::time::sleep(PAUSE).await;
            }
            Err(error) if failures >= 5 => return Err(error),
            Err(_) => failures += 1,
        }
    }
}
