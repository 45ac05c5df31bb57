//! Group commit: one task writes what many have handed over in one transaction.

use std::sync::Arc;

use kernel::{Fault, FaultKind};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};

use super::insert::insert;
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

/// Commits what is handed over, until nobody can hand over any more.
pub(super) async fn run(
    store: Store,
    mut requests: mpsc::Receiver<Request>,
    appended: Arc<watch::Sender<i64>>,
) {
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
        serve(&store, group, &appended).await;
    }
}

async fn serve(store: &Store, group: Vec<Request>, appended: &watch::Sender<i64>) {
    match commit(store, &group).await {
        Ok(all) => answer(group, all, appended),
        // One of them may hold what the database does not take, and the others must not suffer from it.
        Err(error) if group.len() > 1 && error.kind() != FaultKind::Unavailable => {
            for request in group {
                Box::pin(serve(store, vec![request], appended)).await;
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

async fn commit(store: &Store, group: &[Request]) -> Result<Vec<Appended>, StoreError> {
    let events: Vec<&NewEvent> = group.iter().flat_map(|request| &request.events).collect();
    let mut tx = store.begin().await?;
    let appended = insert(&mut tx, &events, store.clock().now()).await?;
    tx.commit().await?;
    Ok(appended)
}

fn answer(group: Vec<Request>, mut all: Vec<Appended>, appended: &watch::Sender<i64>) {
    let newest = all.iter().filter(|one| one.is_new).map(|one| one.position);
    if let Some(newest) = newest.max() {
        appended.send_modify(|last| *last = newest.max(*last));
    }
    for request in group {
        let later = all.split_off(request.events.len().min(all.len()));
        // Nobody waits any more: they are kept all the same.
        drop(request.answer.send(Ok(std::mem::replace(&mut all, later))));
    }
}
