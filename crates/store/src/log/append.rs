//! Handing events over to the log.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Semaphore, mpsc, oneshot, watch};

use super::commit::{self, Request};
use super::insert::{insert, lock};
use super::slices::Slices;
use super::{Appended, NewEvent};
use crate::{Store, StoreError, Tx};

/// Calls that may wait for their commit.
const QUEUE: usize = 4_096;
/// Bytes of events that may wait for their commit.
const QUEUE_BYTES: usize = 64 << 20;
/// How long a call waits for room in the queue.
const PATIENCE: Duration = Duration::from_secs(5);

/// The log of a store. Clones share the one task that commits; it ends with the last of them.
#[derive(Clone, Debug)]
pub struct Log {
    store: Store,
    queue: mpsc::Sender<Request>,
    room: Arc<Semaphore>,
    appended: Arc<watch::Sender<i64>>,
    slices: Arc<Slices>,
}

impl Log {
    /// Opens the log, and starts the task that commits what is handed over: call it inside a Tokio run time.
    pub fn open(store: Store) -> Self {
        let (queue, requests) = mpsc::channel(QUEUE);
        let appended = Arc::new(watch::Sender::new(0));
        let slices = Arc::<Slices>::default();
        let seen = (Arc::clone(&appended), Arc::clone(&slices));
        tokio::spawn(commit::run(store.clone(), requests, seen));
        Self {
            store,
            queue,
            room: Arc::new(Semaphore::new(QUEUE_BYTES)),
            appended,
            slices,
        }
    }

    /// The store that it is part of.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What this process knows of its end.
    pub(super) fn slices(&self) -> &Slices {
        &self.slices
    }

    /// Appends events, all or none, together with what others hand over meanwhile. They are durable when it returns, each
    /// once: those that were there before are answered with their place. When the answer is not awaited, they may be kept
    /// all the same.
    ///
    /// # Errors
    ///
    /// [`StoreError::LogBusy`] when there is no room in the queue for five seconds, [`StoreError::NotAppended`] when the
    /// database did not confirm: send them again.
    pub async fn append(&self, events: Vec<NewEvent>) -> Result<Vec<Appended>, StoreError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let weight = weight(&events);
        let (answer, answered) = oneshot::channel();
        let handed_over = async {
            let room = Arc::clone(&self.room).acquire_many_owned(weight).await;
            let request = Request {
                events,
                answer,
                room: room.map_err(|_| StoreError::LogBusy)?,
            };
            let sent = self.queue.send(request).await;
            sent.map_err(|_| StoreError::LogBusy)
        };
        tokio::time::timeout(PATIENCE, handed_over)
            .await
            .unwrap_or(Err(StoreError::LogBusy))?;
        // The task is gone only when the run time is about to end.
        answered.await.unwrap_or(Err(StoreError::LogBusy))
    }

    /// Appends events in a transaction of somebody else, as the last thing that it does: until it ends, nobody else can
    /// append. Call [`Log::wake`] once it is committed.
    ///
    /// # Errors
    ///
    /// When the database does not take them; then the transaction is of no further use.
    pub async fn append_in(
        tx: &mut Tx,
        events: &[NewEvent],
        now: Timestamp,
    ) -> Result<Vec<Appended>, StoreError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let events: Vec<&NewEvent> = events.iter().collect();
        lock(tx).await?;
        Ok(insert(tx, &events, now).await?.appended)
    }

    /// Tells the consumers of this process that there may be something new.
    pub fn wake(&self) {
        self.appended.send_modify(|_| {});
    }

    /// Changes whenever something was appended in this process. Other processes must be asked: [`Log::last_position`].
    pub fn watch(&self) -> watch::Receiver<i64> {
        self.appended.subscribe()
    }
}

/// What the events take in memory, about; more than the whole room counts as the whole.
fn weight(events: &[NewEvent]) -> u32 {
    let bytes: usize = events.iter().map(NewEvent::bytes).sum();
    u32::try_from(bytes.min(QUEUE_BYTES)).unwrap_or(u32::MAX)
}
