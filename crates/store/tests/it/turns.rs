//! Who waits for the disk comes after one soft writer at most.

use std::sync::{Arc, Mutex};

use kernel::SystemClock;
use store::{Store, StoreUrl};

#[tokio::test]
async fn who_waits_for_the_disk_comes_after_one_soft_writer_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let url = StoreUrl::sqlite(folder.path().join("store.db"));
    let store = Store::open(&url, Arc::new(SystemClock::default()))
        .await
        .unwrap();
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
