//! LOG-1 with transactions that overlap: whoever reads on from the last position that it saw sees every event.

use std::sync::Arc;

use store::log::Lease;
use store::{Log, NewEvent, Store, catch_up, on};
use tokio::sync::Notify;

use super::{Writer, applied, event};

const FIND: &str = "select count(*) from event";

fn one(task: usize, number: usize) -> NewEvent {
    event(&format!("{task}-{number:03}"), "{}")
}

store::contract! {
    async fn a_later_commit_never_has_an_earlier_place(store: Store) {
        let log = Log::open(store.clone());
        // The first has its place and is not committed; the second wants one meanwhile.
        let mut first = store.begin().await.unwrap();
        let now = store.clock().now();
        let place = Log::append_in(&mut first, &[one(1, 1)], now).await.unwrap()[0].position;
        let other = Log::open(store.clone());
        let begun = Arc::new(Notify::new());
        let second = tokio::spawn({
            let begun = Arc::clone(&begun);
            async move {
                begun.notify_one();
                other.append(vec![one(2, 1)]).await.unwrap()[0].position
            }
        });
        begun.notified().await;
        for _ in 0..20 {
            assert_eq!(log.last_position().await.unwrap(), 0);
            assert!(log.read(0, 10).await.unwrap().is_empty());
            assert!(!second.is_finished());
        }
        first.commit().await.unwrap();
        assert!(second.await.unwrap() > place);
        assert_eq!(log.read(0, 10).await.unwrap().len(), 2);
    }

    async fn a_reader_among_many_writers_skips_nothing(store: Store) {
        const WRITERS: usize = 5;
        const EACH: usize = 40;
        let log = Log::open(store.clone());
        let mut tasks = Vec::new();
        for task in 0..WRITERS {
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                for number in 0..EACH {
                    let mut tx = store.begin().await.unwrap();
                    let now = store.clock().now();
                    Log::append_in(&mut tx, &[one(task, number)], now).await.unwrap();
                    // Some hold their transaction open for longer than others.
                    for _ in 0..(task * 7 + number) % 5 {
                        let _: i64 = on!(tx, conn => sqlx::query_scalar(FIND).fetch_one(conn).await).unwrap();
                        tokio::task::yield_now().await;
                    }
                    if (task + number) % 9 == 8 {
                        tx.rollback().await.unwrap();
                    } else {
                        tx.commit().await.unwrap();
                    }
                }
            }));
        }
        let (mut seen, mut after) = (Vec::new(), 0);
        loop {
            let all_done = tasks.iter().all(tokio::task::JoinHandle::is_finished);
            let events = log.read(after, 3).await.unwrap();
            if events.is_empty() && all_done {
                break;
            }
            after = events.last().map_or(after, |event| event.position);
            seen.extend(events.into_iter().map(|event| event.message_id));
            catch_up(&log, &Writer).await.unwrap();
        }
        let all = log.read(0, 1_000).await.unwrap();
        let all: Vec<String> = all.into_iter().map(|event| event.message_id).collect();
        assert_eq!(seen, all);
        let rolled_back = (0..WRITERS * EACH).filter(|at| (at / EACH + at % EACH) % 9 == 8).count();
        assert_eq!(all.len(), WRITERS * EACH - rolled_back);
        let mut sorted = all.clone();
        sorted.sort();
        catch_up(&log, &Writer).await.unwrap();
        assert_eq!(applied(&store).await, sorted);
    }

    async fn who_has_lost_the_lease_moves_no_cursor(store: Store) {
        let term = std::time::Duration::ZERO;
        let old = Lease::take(&store, "flush", "old", term).await.unwrap().unwrap();
        let new = Lease::take(&store, "flush", "new", term).await.unwrap().unwrap();
        let mut tx = store.begin().await.unwrap();
        old.hold_in(&mut tx).await.unwrap_err();
        tx.rollback().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        new.hold_in(&mut tx).await.unwrap();
        store::log::set_cursor(&mut tx, "flush", 7).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store::log::cursor(&store, "flush").await.unwrap(), 7);
        let mut tx = store.begin().await.unwrap();
        let error = store::log::move_cursor(&mut tx, "flush", (6, 9)).await.unwrap_err();
        assert!(matches!(error, store::StoreError::CursorMoved { position: 6, .. }), "{error:?}");
    }
}
