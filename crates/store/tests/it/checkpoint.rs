//! What was written ahead reaches the file while writers go on.

use std::sync::Arc;

use kernel::SystemClock;
use store::{Store, StoreUrl, on};

const PUT: &str = "insert into setting (key, value) values ($1, $2)";
/// 32 KiB a transaction stay below what the writer itself moves (64 MiB).
const TRANSACTIONS: usize = 1_500;

#[tokio::test(flavor = "multi_thread")]
async fn the_file_grows_before_the_writer_itself_would_let_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let clock = Arc::new(SystemClock::default());
    let store = Store::open(&StoreUrl::sqlite(path.clone()), clock)
        .await
        .unwrap();
    let size = || std::fs::metadata(&path).unwrap().len();
    let before = size();
    let value = "v".repeat(32 * 1024);
    let mut written = 0;
    while size() <= before + 64 * 1024 {
        assert!(
            written < TRANSACTIONS,
            "nothing was moved beside the writer"
        );
        let mut tx = store.begin().await.unwrap();
        let key = written.to_string();
        on!(tx, conn => sqlx::query(PUT).bind(&key).bind(&value).execute(conn).await.map(drop))
            .unwrap();
        tx.commit().await.unwrap();
        written += 1;
    }
    store.close().await;
}
