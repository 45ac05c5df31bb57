//! What requests that bring events share: the sources by their keys, how fast each may send, and the tally of what came.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use customers::{CustomersError, Source, SourceId, SourceTally, Sources};
use tokio_util::sync::CancellationToken;

use crate::state::AppState;

/// How long a source is known without asking the store: another server may have disabled it.
const KNOWN_FOR: Duration = Duration::from_secs(5);
const KNOWN_MAX: usize = 10_000;
/// How often the tally is written.
const WRITTEN_EVERY: Duration = Duration::from_secs(2);

/// What requests that bring events share.
#[derive(Debug, Default)]
pub(crate) struct Intake {
    known: Mutex<HashMap<String, (Source, Duration)>>,
    buckets: Mutex<HashMap<SourceId, Bucket>>,
    tally: Mutex<SourceTally>,
}

/// Events that a source may send now, and when this was true.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    room: f64,
    at: Duration,
}

impl Intake {
    /// The source that sends with a key.
    pub(crate) async fn source(
        &self,
        state: &AppState,
        key: &str,
    ) -> Result<Option<Source>, CustomersError> {
        let now = state.clock().elapsed_since_start();
        if let Some((source, since)) = lock(&self.known).get(key)
            && now.saturating_sub(*since) < KNOWN_FOR
        {
            return Ok(Some(source.clone()));
        }
        let found = sources(state).find_by_write_key(key).await?;
        let mut known = lock(&self.known);
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        match &found {
            Some(source) => known.insert(key.to_owned(), (source.clone(), now)),
            None => known.remove(key),
        };
        Ok(found)
    }

    /// Forgets what is known of sources, because one was changed.
    pub(crate) fn forget(&self) {
        lock(&self.known).clear();
    }

    /// Takes room for events, or tells that the source sends too fast. A second's worth may come at once.
    pub(crate) fn admit(&self, state: &AppState, source: SourceId, events: usize) -> bool {
        let rate = f64::from(state.config().events_per_second_max);
        let now = state.clock().elapsed_since_start();
        let mut buckets = lock(&self.buckets);
        let bucket = buckets.entry(source).or_insert(Bucket {
            room: rate,
            at: now,
        });
        let waited = now.saturating_sub(bucket.at).as_secs_f64();
        bucket.room = (bucket.room + waited * rate).min(rate);
        bucket.at = now;
        // A batch larger than a second's worth comes when the bucket is full, and is paid for afterwards.
        let events = f64::from(u32::try_from(events).unwrap_or(u32::MAX));
        let is_admitted = bucket.room >= events.min(rate);
        if is_admitted {
            bucket.room -= events;
        }
        is_admitted
    }

    /// Counts what came.
    pub(crate) fn tally(&self) -> MutexGuard<'_, SourceTally> {
        lock(&self.tally)
    }

    /// Writes the tally. What can not be written now is written the next time.
    pub(crate) async fn write(&self, state: &AppState) -> Result<(), CustomersError> {
        let taken = std::mem::take(&mut *self.tally());
        let written = sources(state).record(&taken).await;
        if written.is_err() {
            self.tally().absorb(taken);
        }
        written
    }
}

/// The sources of the state's workspace.
pub(crate) fn sources(state: &AppState) -> Sources {
    Sources::new(state.workspace().store().clone())
}

/// Writes the tally every few seconds, and once more when the server stops.
pub(crate) async fn keep_tally(state: AppState, stopping: CancellationToken) {
    let mut is_stopping = false;
    while !is_stopping {
        tokio::select! {
            () = stopping.cancelled() => is_stopping = true,
            () = tokio::time::sleep(WRITTEN_EVERY) => {}
        }
        if let Err(error) = state.intake().write(&state).await {
            tracing::warn!(%error, "the counts of events could not be written");
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
