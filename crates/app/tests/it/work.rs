//! What happens behind the requests: consumers follow, jobs take turns, and all of it ends when told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use app::AppError;
use app::work::{Job, Next, Turn, Worker};
use jiff::Timestamp;
use kernel::ManualClock;
use store::log::{Lease, cursor};
use store::{
    Answer, Begun, ConsumeError, Consumer, Effect, Event, Log, NewEvent, Once, OnceKey, StoreError,
    Tx,
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::engine::on_both;

/// Tells how far it is, and breaks down at first.
struct Watched {
    calls: AtomicU32,
    clock: Arc<ManualClock>,
    position: watch::Sender<i64>,
}

#[async_trait::async_trait]
impl Consumer for Watched {
    fn name(&self) -> &'static str {
        "watched"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        Ok(Box::new(Watching(self, events)))
    }

    async fn reset(&self, _tx: &mut Tx) -> Result<(), StoreError> {
        Ok(())
    }
}

struct Watching<'a>(&'a Watched, &'a [Event]);

#[async_trait::async_trait]
impl Effect for Watching<'_> {
    async fn apply(self: Box<Self>, _tx: &mut Tx) -> Result<(), ConsumeError> {
        let Self(watched, events) = *self;
        match watched.calls.fetch_add(1, Ordering::Relaxed) {
            0 => {
                // What broke down gives no lease back: it runs out.
                watched.clock.advance(Duration::from_mins(1));
                panic!("a defect");
            }
            1 => return Err(StoreError::Busy.into()),
            _ => {}
        }
        if let Some(last) = events.last() {
            watched.position.send_replace(last.position);
        }
        Ok(())
    }
}

/// Counts its turns, and can not do the first.
struct Turns {
    taken: watch::Sender<u32>,
}

#[async_trait::async_trait]
impl Job for Turns {
    fn name(&self) -> &'static str {
        "turns"
    }

    async fn run(&self, turn: &Turn) -> Result<Next, AppError> {
        turn.lease.renew().await?;
        self.taken.send_modify(|taken| *taken += 1);
        if *self.taken.borrow() == 1 {
            return Err(StoreError::Busy.into());
        }
        Ok(Next::AtOnce)
    }
}

/// A job of the workspace, which tells when it has had a turn.
struct Told {
    job: Arc<dyn Job>,
    done: watch::Sender<bool>,
}

#[async_trait::async_trait]
impl Job for Told {
    fn name(&self) -> &'static str {
        self.job.name()
    }

    async fn run(&self, turn: &Turn) -> Result<Next, AppError> {
        let next = self.job.run(turn).await?;
        self.done.send_replace(true);
        Ok(next)
    }
}

fn event(number: i64) -> NewEvent {
    NewEvent {
        source_id: 1,
        message_id: number.to_string(),
        kind: "test".to_owned(),
        happened_at: Timestamp::UNIX_EPOCH,
        body: "{}".to_owned(),
    }
}

on_both! {
    async fn a_worker_goes_on_after_failures_and_ends_when_told_to(engine) {
        let home = engine.home().await;
        let workspace = home.create("UTC").await.unwrap();
        let clock = Arc::clone(&home.clock);
        let (position, mut positions) = watch::channel(0);
        let (taken, mut turns) = watch::channel(0);
        let watched = Arc::new(Watched { calls: AtomicU32::new(0), clock, position });
        let worker = Worker::with(&workspace, vec![watched], vec![Arc::new(Turns { taken })]);
        let stopping = CancellationToken::new();
        let running = tokio::spawn(worker.run(stopping.clone()));

        workspace.log().append(vec![event(1), event(2)]).await.unwrap();
        positions.wait_for(|position| *position == 2).await.unwrap();
        // Another process: this one is not woken, and looks by itself.
        let elsewhere = Log::open(workspace.store().clone());
        elsewhere.append(vec![event(3)]).await.unwrap();
        positions.wait_for(|position| *position == 3).await.unwrap();
        turns.wait_for(|turns| *turns >= 3).await.unwrap();

        stopping.cancel();
        running.await.unwrap();
        assert_eq!(cursor(workspace.store(), "watched").await.unwrap(), 3);
        for name in ["consumer watched", "job turns"] {
            let term = Duration::from_secs(1);
            let lease = Lease::take(workspace.store(), name, "heir", term).await.unwrap();
            assert!(lease.is_some(), "{name} was not given back");
        }
        let status = workspace.log_status().await.unwrap();
        assert_eq!(status.position, 3);
        let watched = status.consumers.iter().find(|consumer| consumer.name == "watched").unwrap();
        assert_eq!((watched.lag_events, watched.set_aside), (0, 0));
    }

    async fn answers_that_are_a_day_old_are_forgotten(engine) {
        let home = engine.home().await;
        let workspace = home.create("UTC").await.unwrap();
        let once = Once::new(workspace.store().clone());
        let asked = |key: &str| OnceKey { scope: "s".to_owned(), key: key.to_owned(), digest: "d".to_owned() };
        for key in ["old", "new"] {
            let begun = once.begin(asked(key)).await.unwrap();
            let turn = if let Begun::First(turn) = begun { Some(turn) } else { None };
            turn.unwrap().finish(&Answer { status: 201, body: "{}".to_owned() }).await.unwrap();
            home.clock.advance(Duration::from_hours(23));
        }
        let job = app::work::jobs(&workspace).into_iter().find(|job| job.name() == "answers").unwrap();
        let (done, mut told) = watch::channel(false);
        let worker = Worker::with(&workspace, Vec::new(), vec![Arc::new(Told { job, done })]);
        let stopping = CancellationToken::new();
        let running = tokio::spawn(worker.run(stopping.clone()));
        told.wait_for(|done| *done).await.unwrap();
        stopping.cancel();
        running.await.unwrap();
        // Nothing old is left to forget, and the newer answer is given again.
        assert_eq!(once.sweep().await.unwrap(), 0);
        assert!(matches!(once.begin(asked("new")).await.unwrap(), Begun::Again(_)));
    }

    async fn a_consumer_that_does_not_exist_is_refused_by_name(engine) {
        let workspace = engine.workspace().await;
        let error = workspace.replay_log("nobody", 0).await.unwrap_err();
        assert!(error.to_string().starts_with("there is no consumer `nobody`"), "{error}");
    }
}
