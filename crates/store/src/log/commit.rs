//! Group commit: one task writes what many have handed over in one transaction.

use std::sync::Arc;

use jiff::Timestamp;
use kernel::{Fault, FaultKind};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};

use super::insert::{Inserted, insert};
use super::slices::{Slice, Slices};
use super::{Appended, NewEvent};
use crate::{Store, StoreError};

/// Events of one transaction; a single call may bring more.
const GROUP: usize = 1_000;

/// Events that somebody waits for.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) events: Vec<NewEvent>,
    pub(super) answer: oneshot::Sender<Result<Vec<Appended>, StoreError>>,
    /// Room in the queue, given back when the request is dropped.
    #[expect(dead_code, reason = "held, not read")]
    pub(super) room: OwnedSemaphorePermit,
}

/// Where consumers of this process see that there is something new, and find it.
type Seen = (Arc<watch::Sender<i64>>, Arc<Slices>);

/// Commits what is handed over, until nobody can hand over any more.
pub(super) async fn run(store: Store, mut requests: mpsc::Receiver<Request>, seen: Seen) {
    while let Some(first) = requests.recv().await {
        let mut count = first.events.len();
        let mut group = vec![first];
        // Those whom the last commit answered are about to hand over more: one commit for all of them instead of one for the first.
        tokio::task::yield_now().await;
        while count < GROUP {
            let Ok(next) = requests.try_recv() else { break };
            count += next.events.len();
            group.push(next);
        }
        serve(&store, group, &seen).await;
    }
}

async fn serve(store: &Store, group: Vec<Request>, seen: &Seen) {
    match commit(store, &group).await {
        Ok((inserted, now)) => answer(group, inserted, now, seen),
        // One of them may hold what the database does not take, and the others must not suffer from it.
        Err(error) if group.len() > 1 && error.kind() != FaultKind::Unavailable => {
            for request in group {
                Box::pin(serve(store, vec![request], seen)).await;
            }
        }
        Err(error) => {
            let error = Arc::new(error);
            for request in group {
                // Nobody waits any more: nothing to tell.
                drop(
                    request
                        .answer
                        .send(Err(StoreError::NotAppended(Arc::clone(&error)))),
                );
            }
        }
    }
}

async fn commit(store: &Store, group: &[Request]) -> Result<(Inserted, Timestamp), StoreError> {
    let events: Vec<&NewEvent> = group.iter().flat_map(|request| &request.events).collect();
    let mut tx = store.begin().await?;
    let now = store.clock().now();
    let inserted = insert(&mut tx, &events, now).await?;
    tx.commit().await?;
    Ok((inserted, now))
}

/// Answers everybody, then shows the consumers what is new.
fn answer(group: Vec<Request>, inserted: Inserted, now: Timestamp, (newest, slices): &Seen) {
    let mut new = Vec::with_capacity(inserted.appended.len());
    let mut all = inserted.appended.into_iter();
    for request in group {
        let appended: Vec<Appended> = all.by_ref().take(request.events.len()).collect();
        let events = request.events.into_iter().zip(&appended);
        let events = events.filter(|(_, appended)| appended.is_new);
        new.extend(events.map(|(event, appended)| event.at(appended.position, now)));
        // Nobody waits any more: they are kept all the same.
        drop(request.answer.send(Ok(appended)));
    }
    if let Some(last) = new.last().map(|event| event.position) {
        slices.keep(Slice::new(new, (inserted.after, last)));
        newest.send_modify(|newest| *newest = last.max(*newest));
    }
}
