//! An event is durable when it is answered, and is there once.

use std::sync::Arc;

use jiff::Timestamp;
use store::{Appended, Log, Store, StoreError};

use super::{event, events};

fn new(position: i64) -> Appended {
    Appended {
        position,
        is_new: true,
        differs: false,
    }
}

store::contract! {
    async fn events_are_kept_in_the_order_in_which_they_came(store: Store) {
        let log = Log::open(store.clone());
        assert_eq!(log.last_position().await.unwrap(), 0);
        assert_eq!(log.append(Vec::new()).await.unwrap(), []);
        let appended = log.append(events(100)).await.unwrap();
        assert_eq!(appended, (1..=100).map(new).collect::<Vec<_>>());
        assert_eq!(log.last_position().await.unwrap(), 100);

        let read = log.read(90, 5).await.unwrap();
        assert_eq!(read.iter().map(|event| event.position).collect::<Vec<_>>(), [91, 92, 93, 94, 95]);
        assert_eq!(read[0].message_id, "m00090");
        assert_eq!(read[0].body, r#"{"at":90}"#);
        assert_eq!(read[0].kind, "track");
        assert_eq!(read[0].happened_at, Timestamp::UNIX_EPOCH);
        assert_eq!(read[0].received_at, store.clock().now());
        assert_eq!(log.read(100, 5).await.unwrap(), []);
    }

    async fn however_many_come_at_once_each_is_kept_in_its_place(store: Store) {
        let log = Log::open(store.clone());
        let mut last = 0;
        for count in [1, 8, 41, 128, 169] {
            let mut given = events(count);
            for event in &mut given {
                event.message_id = format!("{} of {count}", event.message_id);
            }
            let ids: Vec<String> = given.iter().map(|event| event.message_id.clone()).collect();
            let appended = log.append(given).await.unwrap();
            assert_eq!(appended, (last + 1..).take(ids.len()).map(new).collect::<Vec<_>>());
            let kept = log.read(last, 1_000).await.unwrap();
            assert_eq!(kept.into_iter().map(|event| event.message_id).collect::<Vec<_>>(), ids);
            last = log.last_position().await.unwrap();
        }
    }

    async fn the_same_id_again_is_the_same_event(store: Store) {
        let log = Log::open(store.clone());
        log.append(vec![event("a", "{}"), event("b", "{}")]).await.unwrap();
        // Another log on the same store, as after a restart.
        let log = Log::open(store.clone());
        let mut elsewhere = event("a", "{}");
        elsewhere.source_id = 2;
        let again = vec![event("c", "{}"), event("b", "{}"), event("a", "[]"), elsewhere, event("c", "1")];
        let appended = log.append(again).await.unwrap();
        assert_eq!(appended[0], new(3));
        assert_eq!(appended[1], Appended { position: 2, is_new: false, differs: false });
        assert_eq!(appended[2], Appended { position: 1, is_new: false, differs: true });
        assert!(appended[3].is_new);
        assert_eq!(appended[4], Appended { position: 3, is_new: false, differs: true });
        let kept = log.read(0, 10).await.unwrap();
        assert_eq!(kept.len(), 4);
        assert_eq!(kept[0].body, "{}");
    }

    async fn many_at_once_are_all_kept_once(store: Store) {
        let logs = [Log::open(store.clone()), Log::open(store.clone())];
        let mut tasks = Vec::new();
        for task in 0..16_usize {
            let log = logs[task % 2].clone();
            // Every event comes from two tasks.
            let mine = events(600).into_iter().skip(task / 2 * 75).take(75).collect::<Vec<_>>();
            tasks.push(tokio::spawn(async move {
                let mut is_new = 0;
                for event in mine {
                    let appended = log.append(vec![event]).await.unwrap();
                    is_new += usize::from(appended[0].is_new);
                }
                is_new
            }));
        }
        let mut new = 0;
        for task in tasks {
            new += task.await.unwrap();
        }
        assert_eq!(new, 600);
        let kept = logs[0].read(0, 1_000).await.unwrap();
        assert_eq!(kept.len(), 600);
        assert!(kept.is_sorted_by(|one, next| one.position < next.position));
    }

    async fn what_is_appended_in_a_transaction_shares_its_fate(store: Store) {
        let log = Log::open(store.clone());
        let now = store.clock().now();
        let mut tx = store.begin().await.unwrap();
        Log::append_in(&mut tx, &[event("a", "{}")], now).await.unwrap();
        tx.rollback().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let appended = Log::append_in(&mut tx, &[event("b", "{}"), event("b", "{}")], now).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(appended.iter().map(|one| one.is_new).collect::<Vec<_>>(), [true, false]);
        let kept = log.read(0, 10).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].message_id, "b");
    }

    async fn those_who_wait_are_woken(store: Store) {
        let log = Log::open(store);
        let mut watch = log.watch();
        log.append(events(3)).await.unwrap();
        watch.changed().await.unwrap();
        assert_eq!(*watch.borrow_and_update(), 3);
        log.append(events(3)).await.unwrap();
        assert!(!watch.has_changed().unwrap());
        log.wake();
        assert!(watch.has_changed().unwrap());
    }

    async fn what_the_database_does_not_take_does_not_harm_others(store: Store) {
        let log = Log::open(store.clone());
        // Both are handed over before the one that holds the store gives it back, so they are in one group.
        let held = store.begin().await.unwrap();
        let (first, second) = (Arc::new(log.clone()), log.clone());
        let bad = tokio::spawn(async move { first.append(vec![event("nul \0", "{}")]).await });
        let good = tokio::spawn(async move { second.append(vec![event("good", "{}")]).await });
        held.rollback().await.unwrap();
        good.await.unwrap().unwrap();
        // SQLite takes it, PostgreSQL does not.
        if let Err(error) = bad.await.unwrap() {
            assert!(matches!(error, StoreError::NotAppended(_)), "{error:?}");
        }
    }
}
