//! What was set aside is tried again, a consumer is made anew, old bodies go.

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::{SignedDuration, Timestamp};
use store::log::{Retried, cursor, replay, retry, set_aside, status, trim};
use store::{ConsumeError, Consumer, Effect, Event, Log, Store, StoreError, Tx, catch_up};

use super::{Writer, applied, event, events};

/// A writer that knows better than [`Writer`] since it was repaired.
#[derive(Default)]
struct Repaired {
    is_repaired: AtomicBool,
}

#[async_trait::async_trait]
impl Consumer for Repaired {
    fn name(&self) -> &'static str {
        "writer"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        let mut events = events.to_vec();
        if self.is_repaired.load(Ordering::Relaxed) {
            for event in &mut events {
                event.body.clear();
            }
        }
        Ok(Box::new(Repairing(events)))
    }

    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError> {
        Writer.reset(tx).await
    }
}

struct Repairing(Vec<Event>);

#[async_trait::async_trait]
impl Effect for Repairing {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        Writer.apply(tx, &self.0).await
    }
}

fn with_poison(count: usize, at: usize) -> Vec<store::NewEvent> {
    let mut all = events(count);
    all[at].body = "\"poison\"".to_owned();
    all
}

fn later(store: &Store) -> Timestamp {
    store.clock().now() + SignedDuration::from_secs(1)
}

store::contract! {
    async fn what_was_set_aside_is_applied_once_it_can_be(store: Store) {
        let log = Log::open(store.clone());
        log.append(with_poison(10, 3)).await.unwrap();
        let writer = Repaired::default();
        catch_up(&log, &writer).await.unwrap();
        let listed = set_aside(&store, None, 0, 10).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].consumer.as_str(), listed[0].position), ("writer", 4));
        assert_eq!(listed[0].message_id, "m00003");
        assert_eq!(listed[0].reason, "it says so itself");
        assert!(set_aside(&store, Some("other"), 0, 10).await.unwrap().is_empty());

        let reason = "it says so itself".to_owned();
        assert_eq!(retry(&store, &writer, 4).await.unwrap(), Retried::StillAside { reason });
        writer.is_repaired.store(true, Ordering::Relaxed);
        assert_eq!(retry(&store, &writer, 4).await.unwrap(), Retried::Applied);
        assert_eq!(applied(&store).await.len(), 10);
        assert!(set_aside(&store, None, 0, 10).await.unwrap().is_empty());
        let error = retry(&store, &writer, 4).await.unwrap_err();
        assert_eq!(error.to_string(), "the consumer \"writer\" has set no event aside at position 4");
        assert_eq!(applied(&store).await.len(), 10);
    }

    async fn a_replay_makes_the_same_again(store: Store) {
        let log = Log::open(store.clone());
        log.append(with_poison(30, 7)).await.unwrap();
        catch_up(&log, &Writer).await.unwrap();
        let before = (applied(&store).await, set_aside(&store, None, 0, 10).await.unwrap());
        assert_eq!(replay(&store, &Writer, 0).await.unwrap(), 0);
        assert_eq!(cursor(&store, "writer").await.unwrap(), 0);
        assert!(applied(&store).await.is_empty());
        assert_eq!(catch_up(&log, &Writer).await.unwrap(), 30);
        let after = (applied(&store).await, set_aside(&store, None, 0, 10).await.unwrap());
        assert_eq!(before, after);

        let error = replay(&store, &Writer, 10).await.unwrap_err();
        assert!(matches!(error, StoreError::NotRepeatable { .. }), "{error:?}");
        assert_eq!(cursor(&store, "writer").await.unwrap(), 30);
    }

    async fn bodies_go_when_everybody_has_applied_them(store: Store) {
        let log = Log::open(store.clone());
        log.append(with_poison(30, 7)).await.unwrap();
        let nothing = trim(&store, later(&store), &["writer"]).await.unwrap();
        assert_eq!((nothing.position, nothing.events), (0, 0));
        catch_up(&log, &Writer).await.unwrap();
        let nothing = trim(&store, store.clock().now(), &["writer"]).await.unwrap();
        assert_eq!(nothing.events, 0, "not old enough");
        let nothing = trim(&store, later(&store), &["writer", "later"]).await.unwrap();
        assert_eq!(nothing.events, 0, "somebody has not begun");

        let done = trim(&store, later(&store), &["writer"]).await.unwrap();
        assert_eq!((done.position, done.events), (30, 29));
        let kept = log.read(0, 100).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].position, 8, "what is set aside keeps its body");
        let again = log.append(vec![event("m00000", "other"), event("new", "{}")]).await.unwrap();
        assert!(!again[0].is_new && !again[0].differs && again[1].is_new);
        catch_up(&log, &Writer).await.unwrap();
        assert_eq!(applied(&store).await.len(), 30);
        let error = replay(&store, &Writer, 0).await.unwrap_err();
        assert!(matches!(error, StoreError::Trimmed { trimmed: 30, .. }), "{error:?}");
        assert_eq!(log.last_position().await.unwrap(), 32);
    }

    async fn a_consumer_tells_how_far_it_is(store: Store) {
        let log = Log::open(store.clone());
        log.append(with_poison(30, 7)).await.unwrap();
        catch_up(&log, &Writer).await.unwrap();
        log.append(vec![event("more", "{}")]).await.unwrap();
        let (last, all) = status(&store).await.unwrap();
        assert_eq!((last, all.len()), (31, 1));
        assert_eq!((all[0].name.as_str(), all[0].position), ("writer", 30));
        assert_eq!((all[0].lag_events, all[0].lag_seconds, all[0].set_aside), (1, 0, 1));
        assert_eq!(all[0].owner, None);
    }
}
