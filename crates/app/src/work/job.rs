//! Jobs: what is done again and again, by one process at a time.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use store::log::Lease;
use tokio_util::sync::CancellationToken;

use super::pause::{BackOff, wait};
use super::turns::Turns;
use crate::{AppError, Workspace};

/// How long a lease outlives a process that was killed.
const TERM: Duration = Duration::from_secs(45);
/// How often a running job's lease is prolonged.
const RENEW: Duration = Duration::from_secs(10);
/// How often a job that another process does is asked for.
const ELSEWHERE: Duration = Duration::from_secs(5);

/// Something that takes turns.
#[async_trait]
pub trait Job: Send + Sync {
    /// Its name, under which its lease is kept.
    fn name(&self) -> &'static str;

    /// Whether a turn brings something up to the end of the log, so that [`Workspace::catch_up`] takes one.
    fn follows_log(&self) -> bool {
        false
    }

    /// The cursors that it moves: bodies of events stay until these have passed.
    fn cursors(&self) -> &'static [&'static str] {
        &[]
    }

    /// Does its part, in transactions that check [`Turn::lease`]. It may be dropped at any await.
    ///
    /// # Errors
    ///
    /// Why it could not; it is tried again, later each time.
    async fn run(&self, turn: &Turn) -> Result<Next, AppError>;
}

/// What a job may use while it has its turn.
#[derive(Debug)]
pub struct Turn {
    /// The right to do it: [`Lease::hold_in`] checks it in a transaction.
    pub lease: Lease,
    /// Long work looks at this, and ends early.
    pub stopping: CancellationToken,
}

/// When a job has its next turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// There is more to do.
    AtOnce,
    /// After this time.
    After(Duration),
    /// When something is appended to the log, and after this time at the latest.
    Appended(Duration),
}

/// Takes the turns of a job until the order to stop.
pub(super) async fn take_turns(
    workspace: Workspace,
    job: Arc<dyn Job>,
    stopping: CancellationToken,
) {
    let mut back_off = BackOff::default();
    let mut appended = workspace.log().watch();
    let mut lease: Option<Lease> = None;
    let owner = Lease::owner(workspace.store());
    let mut turns = Turns::of(workspace.store(), job.name());
    while !stopping.is_cancelled() {
        appended.borrow_and_update();
        let taken = match lease.take() {
            Some(lease) => lease.renew().await.map(|()| Some(lease)),
            None => Lease::take(workspace.store(), &name(job.as_ref()), &owner, TERM).await,
        };
        let next = match taken {
            Ok(None) | Err(store::StoreError::LeaseLost { .. }) => {
                wait(&stopping, ELSEWHERE).await;
                continue;
            }
            Ok(Some(held)) => {
                let turn = Turn {
                    lease: held,
                    stopping: stopping.clone(),
                };
                let next = guarded(job.as_ref(), &turn).await;
                lease = Some(turn.lease);
                next
            }
            Err(error) => Err(error.into()),
        };
        turns.note(next.as_ref().err()).await;
        match next {
            Ok(next) => {
                back_off.reset();
                match next {
                    Next::AtOnce => {}
                    Next::After(pause) => wait(&stopping, pause).await,
                    Next::Appended(pause) => {
                        tokio::select! {
                            () = stopping.cancelled() => {}
                            _ = appended.changed() => {}
                            () = tokio::time::sleep(pause) => {}
                        }
                    }
                }
            }
            Err(error) => {
                let pause = back_off.next();
                tracing::warn!(
                    job = job.name(),
                    error = &error as &dyn std::error::Error,
                    ?pause,
                    "a job could not be done"
                );
                wait(&stopping, pause).await;
            }
        }
    }
    if let Some(lease) = lease
        && let Err(error) = lease.release().await
    {
        tracing::warn!(job = job.name(), %error, "a lease was not given back");
    }
}

/// One turn, when no other process has it: for tests and for calls that wait.
pub(super) async fn run_once(workspace: &Workspace, job: &dyn Job) -> Result<(), AppError> {
    let stopping = CancellationToken::new();
    let owner = Lease::owner(workspace.store());
    let mut attempts = 0;
    loop {
        if let Some(lease) = Lease::take(workspace.store(), &name(job), &owner, TERM).await? {
            let turn = Turn { lease, stopping };
            let mut done = guarded(job, &turn).await;
            while matches!(done, Ok(Next::AtOnce)) {
                done = guarded(job, &turn).await;
            }
            turn.lease.release().await?;
            return done.map(|_| ());
        }
        attempts += 1;
        if attempts > 600 {
            return Err(store::StoreError::Busy.into());
        }
        wait(&stopping, Duration::from_millis(50)).await;
    }
}

/// Runs a turn and prolongs its lease meanwhile; a turn whose lease is lost is dropped.
async fn guarded(job: &dyn Job, turn: &Turn) -> Result<Next, AppError> {
    let renewing = async {
        loop {
            tokio::time::sleep(RENEW).await;
            if let Err(error) = turn.lease.renew().await {
                break error;
            }
        }
    };
    tokio::select! {
        done = job.run(turn) => done,
        error = renewing => Err(error.into()),
    }
}

fn name(job: &dyn Job) -> String {
    format!("job {}", job.name())
}
