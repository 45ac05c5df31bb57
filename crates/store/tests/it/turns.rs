//! Who comes when: those who write take turns on SQLite's one writer.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use kernel::{Clock, SystemClock};
use store::{Log, NewEvent, Store, StoreUrl};

/// A clock that no two look at in the same second.
#[derive(Debug, Default)]
struct Ticking {
    seconds: AtomicI64,
    since: SystemClock,
}

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.seconds.fetch_add(1, Ordering::Relaxed)).unwrap()
    }

    fn elapsed_since_start(&self) -> Duration {
        self.since.elapsed_since_start()
    }
}

async fn open(folder: &Path, clock: Arc<dyn Clock>) -> Store {
    let url = StoreUrl::sqlite(folder.join("store.db"));
    Store::open(&url, clock).await.unwrap()
}

#[tokio::test]
async fn who_waits_for_the_disk_comes_after_one_soft_writer_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), Arc::new(SystemClock::default())).await;
    let order = Mutex::new(Vec::new());
    let soft = async |name| {
        let tx = store.begin_soft().await.unwrap();
        order.lock().unwrap().push(name);
        tx.commit().await.unwrap();
    };
    let durable = async {
        let tx = store.begin().await.unwrap();
        order.lock().unwrap().push("durable");
        tx.commit().await.unwrap();
    };
    let before = store.begin_soft().await.unwrap();
    // Asked in this order: all of them wait before the one before them ends.
    tokio::join!(
        biased;
        soft("first"),
        soft("second"),
        soft("third"),
        durable,
        async { before.commit().await.unwrap() },
    );
    let order = order.into_inner().unwrap();
    assert_eq!(order, ["first", "durable", "second", "third"]);
    store.close().await;
}

#[tokio::test]
async fn events_that_come_while_others_write_are_committed_together() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), Arc::new(Ticking::default())).await;
    let log = Log::open(store.clone());
    let append = async |id: &str| {
        let event = NewEvent {
            source_id: 1,
            message_id: id.to_owned(),
            kind: "track".to_owned(),
            happened_at: Timestamp::UNIX_EPOCH,
            body: "{}".to_owned(),
        };
        log.append(vec![event]).await.unwrap();
    };
    let before = store.begin_soft().await.unwrap();
    tokio::join!(
        biased;
        append("a"),
        append("b"),
        append("c"),
        async { before.commit().await.unwrap() },
    );
    append("d").await;
    let kept = log.read(0, 10).await.unwrap();
    let times: Vec<Timestamp> = kept.iter().map(|event| event.received_at).collect();
    assert_eq!(times.len(), 4);
    assert_eq!((times[1], times[2]), (times[0], times[0]));
    assert!(times[3] > times[0]);
    store.close().await;
}
