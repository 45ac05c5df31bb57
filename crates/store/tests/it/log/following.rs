//! A consumer sees every event once, whatever happens to it.

use std::sync::Mutex;

use jiff::Timestamp;
use store::log::{Follower, Step, cursor, set_cursor};
use store::{ConsumeError, Consumer, Effect, Event, Log, Store, StoreError, Tx, catch_up, on};

use super::{Writer, applied, event, events};

const ASIDE: &str =
    "select position, reason from set_aside_event where consumer = $1 order by position";

async fn aside(store: &Store) -> Vec<(i64, String)> {
    let mut conn = store.read().await.unwrap();
    on!(conn, conn => sqlx::query_as(ASIDE).bind("writer").fetch_all(conn).await).unwrap()
}

/// Remembers the events that it was given.
#[derive(Default)]
struct Watcher(Mutex<Vec<Event>>);

struct Nothing;

#[async_trait::async_trait]
impl Consumer for Watcher {
    fn name(&self) -> &'static str {
        "watcher"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        self.0.lock().unwrap().extend_from_slice(events);
        Ok(Box::new(Nothing))
    }

    async fn reset(&self, _tx: &mut Tx) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait::async_trait]
impl Effect for Nothing {
    async fn apply(self: Box<Self>, _tx: &mut Tx) -> Result<(), ConsumeError> {
        Ok(())
    }
}

store::contract! {
    async fn a_consumer_applies_everything_once(store: Store) {
        let log = Log::open(store.clone());
        assert_eq!(catch_up(&log, &Writer).await.unwrap(), 0);
        log.append(events(1_234)).await.unwrap();
        assert_eq!(catch_up(&log, &Writer).await.unwrap(), 1_234);
        assert_eq!(cursor(&store, "writer").await.unwrap(), 1_234);
        assert_eq!(applied(&store).await.len(), 1_234);
        assert_eq!(catch_up(&log, &Writer).await.unwrap(), 1_234);
    }

    async fn what_a_consumer_finds_in_memory_is_what_the_log_keeps(store: Store) {
        let log = Log::open(store.clone());
        let at = |nanos| Timestamp::from_nanosecond(nanos).unwrap();
        let mut all = events(3);
        (all[0].happened_at, all[1].happened_at) = (at(1_234_567), at(-1_234_567));
        log.append(all[..2].to_vec()).await.unwrap();
        log.append(all).await.unwrap();
        let watcher = Watcher::default();
        catch_up(&log, &watcher).await.unwrap();
        let found = watcher.0.lock().unwrap().clone();
        assert_eq!(found.len(), 3);
        assert_eq!(found, log.read(0, 10).await.unwrap());
    }

    async fn gaps_do_not_hold_a_cursor_back(store: Store) {
        let log = Log::open(store.clone());
        log.append(vec![event("a", "{}"), event("a", "{}"), event("b", "{}")]).await.unwrap();
        let last = log.last_position().await.unwrap();
        assert_eq!(catch_up(&log, &Writer).await.unwrap(), last);
        assert_eq!(applied(&store).await, ["a", "b"]);
    }

    async fn poison_is_set_aside_and_the_others_go_on(store: Store) {
        let log = Log::open(store.clone());
        let mut all = events(600);
        for at in [0, 7, 8, 599] {
            all[at].body = "\"poison\"".to_owned();
        }
        log.append(all).await.unwrap();
        assert_eq!(catch_up(&log, &Writer).await.unwrap(), 600);
        assert_eq!(applied(&store).await.len(), 596);
        let aside = aside(&store).await;
        assert_eq!(aside.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1, 8, 9, 600]);
        assert_eq!(aside[0].1, "it says so itself");
    }

    async fn an_event_that_breaks_the_store_is_found_and_set_aside(store: Store) {
        let log = Log::open(store.clone());
        let mut all = events(50);
        all[20].body = "\"twice\"".to_owned();
        log.append(all).await.unwrap();
        let mut follower = Follower::new(&log);
        for _ in 0..3 {
            follower.step(&Writer).await.unwrap_err();
            assert_eq!(cursor(&store, "writer").await.unwrap(), 0);
        }
        assert_eq!(follower.step(&Writer).await.unwrap(), Step::Moved(50));
        assert_eq!(applied(&store).await.len(), 49);
        let aside = aside(&store).await;
        assert_eq!(aside.len(), 1);
        assert_eq!(aside[0].0, 21);
        assert!(aside[0].1.contains("there is one already"), "{}", aside[0].1);
    }

    async fn two_workers_share_one_consumer(store: Store) {
        let log = Log::open(store.clone());
        let mut tasks = Vec::new();
        for _ in 0..3 {
            let log = Log::open(store.clone());
            tasks.push(tokio::spawn(async move {
                let mut end = 0;
                for _ in 0..20 {
                    end = catch_up(&log, &Writer).await.unwrap();
                }
                end
            }));
        }
        for chunk in events(300).chunks(7) {
            log.append(chunk.to_vec()).await.unwrap();
        }
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(catch_up(&log, &Writer).await.unwrap(), 300);
        assert_eq!(applied(&store).await.len(), 300);
        assert!(aside(&store).await.is_empty());
    }

    async fn a_cursor_moved_by_somebody_else_is_seen(store: Store) {
        let log = Log::open(store.clone());
        log.append(events(10)).await.unwrap();
        let mut follower = Follower::new(&log);
        assert_eq!(follower.step(&Writer).await.unwrap(), Step::Moved(10));
        assert_eq!(follower.step(&Writer).await.unwrap(), Step::Idle(10));
        let mut tx = store.begin().await.unwrap();
        Writer.reset(&mut tx).await.unwrap();
        set_cursor(&mut tx, "writer", 0).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(follower.step(&Writer).await.unwrap(), Step::Moved(10));
        assert_eq!(applied(&store).await.len(), 10);
    }
}
