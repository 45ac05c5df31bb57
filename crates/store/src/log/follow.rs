//! One step of a consumer: some events applied, the cursor moved, all in one transaction.

use std::time::Duration;

use jiff::Timestamp;
use kernel::{Fault, FaultKind};

use super::cursor::cursor_by;
use super::set_aside::put_aside;
use super::statements::ADD_CURSOR;
use super::{ConsumeError, Consumer, Effect, Event, Lease, Log, move_cursor, read};
use crate::{StoreError, Tx, on};

/// Events of one step that are read for it, at most.
const BATCH: usize = 1_000;
/// Events of one step that are known, at most.
const KNOWN_BATCH: usize = 4_000;
/// How long a lease outlives its last step.
const TERM: Duration = Duration::from_secs(15);
/// Times that a step may fail for a reason of its own before single events are held to be the cause.
const ATTEMPTS: u32 = 3;

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The cursor moved to this position; there may be more.
    Moved(i64),
    /// There is nothing new.
    Idle(i64),
    /// Another process follows for this consumer.
    Elsewhere,
}

/// Follows the log for one consumer, a step at a time, under a lease.
#[derive(Debug)]
pub struct Follower {
    log: Log,
    owner: String,
    lease: Option<Lease>,
    term: Duration,
    /// Failures in a row at the same place that were not the database's.
    failures: u32,
}

impl Follower {
    /// Makes a follower that has no lease yet.
    pub fn new(log: &Log) -> Self {
        Self {
            log: log.clone(),
            owner: Lease::owner(log.store()),
            lease: None,
            term: TERM,
            failures: 0,
        }
    }

    /// With a lease that outlives its last step by this, instead of 15 seconds.
    #[must_use]
    pub fn holding(mut self, term: Duration) -> Self {
        self.term = term;
        self
    }

    /// Applies the next events. Poison among them is set aside with its reason. After an error that is not about a
    /// single event nothing was changed; after the third in a row that is not the database's fault, the events that cause
    /// it are searched for and set aside.
    ///
    /// # Errors
    ///
    /// When the database does not answer, or the consumer fails for a reason that may pass.
    pub async fn step(&mut self, consumer: &dyn Consumer) -> Result<Step, StoreError> {
        match self.try_step(consumer).await {
            Ok(step) => {
                self.failures = 0;
                Ok(step)
            }
            // Another one took over, or somebody asked for a replay: look again.
            Err(StoreError::LeaseLost { .. } | StoreError::CursorMoved { .. }) => {
                self.lease = None;
                Ok(Step::Elsewhere)
            }
            Err(error) => {
                if error.kind() != FaultKind::Unavailable {
                    self.failures += 1;
                }
                Err(error)
            }
        }
    }

    /// Gives the lease back.
    ///
    /// # Errors
    ///
    /// When the database does not answer; the lease then runs out by itself.
    pub async fn stop(&mut self) -> Result<(), StoreError> {
        match self.lease.take() {
            Some(lease) => lease.release().await,
            None => Ok(()),
        }
    }

    async fn try_step(&mut self, consumer: &dyn Consumer) -> Result<Step, StoreError> {
        let store = self.log.store().clone();
        if self.lease.is_none() {
            let name = format!("consumer {}", consumer.name());
            self.lease = Lease::take(&store, &name, &self.owner, self.term).await?;
        }
        let Some(lease) = &self.lease else {
            return Ok(Step::Elsewhere);
        };
        let mut conn = store.read().await?;
        let from = cursor_by(&mut conn, consumer.name()).await?;
        let mut until = read::last_position_by(&mut conn).await?;
        for other in consumer.follows() {
            until = until.min(cursor_by(&mut conn, other).await?);
        }
        if until <= from {
            return Ok(Step::Idle(from));
        }
        let known = self.log.slices().find((from, until), KNOWN_BATCH);
        let slice = if let Some(slice) = known {
            slice
        } else {
            let slice = read::slice(&mut conn, (from, until), BATCH).await?;
            self.log.slices().keep(slice.clone());
            slice
        };
        drop(conn);
        let read = consumer.read(slice.events());
        let mut tx = store.begin_soft().await?;
        lease.hold_in(&mut tx).await?;
        if from == 0 {
            on!(tx, conn => {
                sqlx::query(ADD_CURSOR).bind(consumer.name()).execute(conn).await.map(drop)?;
            });
        }
        // First, so that on PostgreSQL the row is locked for all that follows.
        move_cursor(&mut tx, consumer.name(), (from, slice.to)).await?;
        let blame = self.failures >= ATTEMPTS;
        let now = store.clock().now();
        apply(&mut tx, consumer, (slice.events(), read), (blame, now)).await?;
        tx.commit().await?;
        Ok(Step::Moved(slice.to))
    }
}

/// What a consumer made of some events before the transaction.
pub(super) type Read<'a> = Result<Box<dyn Effect + 'a>, ConsumeError>;

/// Applies events that were read, and sets aside those that can not be applied.
async fn apply(
    tx: &mut Tx,
    consumer: &dyn Consumer,
    (events, read): (&[Event], Read<'_>),
    (blame, now): (bool, Timestamp),
) -> Result<(), StoreError> {
    let mut parts = vec![events];
    let mut read = Some(read);
    while let Some(part) = parts.pop() {
        if part.is_empty() {
            continue;
        }
        let read = read.take().unwrap_or_else(|| consumer.read(part));
        match attempt(tx, read).await {
            Ok(()) => {}
            Err(ConsumeError::Poison { position, reason }) => {
                let at = part.iter().position(|event| event.position == position);
                // A consumer that names an event it was not given: the first one stands for it.
                let (before, rest) = part.split_at(at.unwrap_or(0));
                let (poison, after) = rest.split_at(1);
                put_aside(tx, consumer.name(), poison, (&reason, now)).await?;
                parts.extend([after, before]);
            }
            Err(ConsumeError::Store(error)) if blame && error.kind() != FaultKind::Unavailable => {
                if part.len() == 1 {
                    put_aside(tx, consumer.name(), part, (&error.to_string(), now)).await?;
                } else {
                    let (first, second) = part.split_at(part.len() / 2);
                    parts.extend([second, first]);
                }
            }
            Err(ConsumeError::Store(error)) => return Err(error),
        }
    }
    Ok(())
}

/// Applies what was read, or changes nothing.
pub(super) async fn attempt(tx: &mut Tx, read: Read<'_>) -> Result<(), ConsumeError> {
    let effect = read?;
    run(tx, "savepoint step").await?;
    let applied = effect.apply(tx).await;
    match &applied {
        // The transaction is lost anyway.
        Err(ConsumeError::Store(error)) if error.kind() == FaultKind::Unavailable => {}
        Ok(()) => run(tx, "release savepoint step").await?,
        Err(_) => {
            run(tx, "rollback to savepoint step").await?;
            run(tx, "release savepoint step").await?;
        }
    }
    applied
}

async fn run(tx: &mut Tx, statement: &'static str) -> Result<(), StoreError> {
    on!(tx, conn => sqlx::query(statement).execute(conn).await.map(drop))?;
    Ok(())
}
