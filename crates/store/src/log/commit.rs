//! Group commit: one task writes what many have handed over in one transaction.

use std::sync::Arc;

use jiff::Timestamp;
use kernel::{Fault, FaultKind};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};

use super::insert::{Inserted, insert, lock};
use super::slices::{Slice, Slices};
use super::{Appended, NewEvent};
use crate::{Store, StoreError, Tx};

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
        let turn = take_turn(&store).await;
        let mut count = first.events.len();
        let mut group = vec![first];
        // Whoever came while others were writing is in it too: one commit for all of them.
        while count < GROUP {
            let Ok(next) = requests.try_recv() else { break };
            count += next.events.len();
            group.push(next);
        }
        serve(&store, turn, group, &seen).await;
    }
}

/// The transaction in which nobody else appends.
async fn take_turn(store: &Store) -> Result<Tx, StoreError> {
    let mut tx = store.begin().await?;
    lock(&mut tx).await?;
    Ok(tx)
}

async fn serve(store: &Store, turn: Result<Tx, StoreError>, group: Vec<Request>, seen: &Seen) {
    let committed = match turn {
        Ok(tx) => commit(store, tx, &group).await,
        Err(error) => Err(error),
    };
    match committed {
        Ok((inserted, now)) => answer(group, inserted, now, seen),
        // One of them may hold what the database does not take, and the others must not suffer from it.
        Err(error) if group.len() > 1 && error.kind() != FaultKind::Unavailable => {
            for request in group {
                let turn = take_turn(store).await;
                Box::pin(serve(store, turn, vec![request], seen)).await;
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

async fn commit(
    store: &Store,
    mut tx: Tx,
    group: &[Request],
) -> Result<(Inserted, Timestamp), StoreError> {
    let events: Vec<&NewEvent> = group.iter().flat_map(|request| &request.events).collect();
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
