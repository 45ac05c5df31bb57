//! Changes happen wholly or not at all, one after the other, and failures are situations.

use store::{Reading, Store, StoreError, ensure_affected_rows, on};

const PUT: &str = "insert into setting (key, value) values ($1, $2)";
const FIND: &str = "select value from setting where key = $1";
const COUNT: &str = "select cast(value as bigint) from setting where key = 'count'";
const LOCKED_COUNT: &str = "update setting set value = value where key = 'count'";
const SET_COUNT: &str = "update setting set value = $1 where key = 'count'";
const ADD_CUSTOMER: &str =
    "insert into customer (id, source_key, created_at, updated_at) values ($1, $2, 0, 0)";
const ADD_SESSION: &str =
    "insert into session (token_digest, user_id, csrf, created_at, expires_at, last_seen_at)
values ('digest', 1, 'csrf', 0, 0, 0)";

async fn put(store: &Store, key: &str, value: &str) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        sqlx::query(PUT).bind(key).bind(value).execute(conn).await?.rows_affected()
    });
    ensure_affected_rows(rows, 1)?;
    tx.commit().await
}

async fn find(store: &Store, key: &str) -> Option<String> {
    seen(&mut store.read().await.unwrap(), key).await
}

async fn seen(conn: &mut impl Reading, key: &str) -> Option<String> {
    on!(conn, conn => sqlx::query_scalar(FIND).bind(key).fetch_optional(conn).await).unwrap()
}

/// Reads the counter and writes it back larger: two of these at once lose one unless they take turns.
async fn count_up(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    on!(tx, conn => sqlx::query(LOCKED_COUNT).execute(conn).await.map(drop))?;
    let count: i64 = on!(tx, conn => sqlx::query_scalar(COUNT).fetch_one(conn).await?);
    let next = (count + 1).to_string();
    on!(tx, conn => sqlx::query(SET_COUNT).bind(&next).execute(conn).await.map(drop))?;
    tx.commit().await
}

store::contract! {
    async fn what_is_committed_is_seen(store: Store) {
        put(&store, "name", "shop").await.unwrap();
        assert_eq!(find(&store, "name").await.as_deref(), Some("shop"));
        store.ping().await.unwrap();
    }

    async fn what_is_rolled_back_or_dropped_is_not(store: Store) {
        let mut tx = store.begin().await.unwrap();
        on!(tx, conn => sqlx::query(PUT).bind("a").bind("1").execute(conn).await.map(drop)).unwrap();
        tx.rollback().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        on!(tx, conn => sqlx::query(PUT).bind("a").bind("2").execute(conn).await.map(drop)).unwrap();
        drop(tx);
        put(&store, "b", "3").await.unwrap();
        assert_eq!(find(&store, "a").await, None);
        assert_eq!(find(&store, "b").await.as_deref(), Some("3"));
    }

    async fn what_is_not_committed_is_not_seen(store: Store) {
        let mut tx = store.begin().await.unwrap();
        on!(tx, conn => sqlx::query(PUT).bind("a").bind("1").execute(conn).await.map(drop)).unwrap();
        assert_eq!(find(&store, "a").await, None);
        tx.commit().await.unwrap();
        assert_eq!(find(&store, "a").await.as_deref(), Some("1"));
    }

    async fn a_view_sees_one_state_keeps_no_writer_waiting_and_changes_nothing(store: Store) {
        put(&store, "a", "1").await.unwrap();
        let mut view = store.view().await.unwrap();
        assert_eq!(seen(&mut view, "a").await.as_deref(), Some("1"));
        put(&store, "b", "2").await.unwrap();
        assert_eq!(find(&store, "b").await.as_deref(), Some("2"));
        assert_eq!(seen(&mut view, "b").await, None);
        let put = on!(view, conn => sqlx::query(PUT).bind("c").bind("3").execute(conn).await.map(drop));
        assert!(put.is_err());
        drop(view);
        let mut view = store.view().await.unwrap();
        assert_eq!(seen(&mut view, "b").await.as_deref(), Some("2"));
        assert_eq!(seen(&mut view, "c").await, None);
    }

    async fn writers_take_turns_and_none_is_lost(store: Store) {
        put(&store, "count", "0").await.unwrap();
        let mut tasks = Vec::new();
        for _ in 0..8 {
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                for _ in 0..10 {
                    count_up(&store).await.unwrap();
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(find(&store, "count").await.as_deref(), Some("80"));
    }

    async fn a_value_that_must_be_there_once_is_named(store: Store) {
        for (id, key, is_new) in [(1_i64, "C1", true), (2, "C1", false), (1, "C2", false)] {
            let mut tx = store.begin().await.unwrap();
            let added = on!(tx, conn => {
                sqlx::query(ADD_CUSTOMER).bind(id).bind(key).execute(conn).await.map(drop)
            });
            match added.map_err(StoreError::from) {
                Ok(()) => assert!(is_new),
                Err(StoreError::Duplicate { constraint }) => {
                    assert!(!is_new && constraint.contains("customer"), "{constraint}");
                }
                Err(error) => panic!("{error:?}"),
            }
            if is_new {
                tx.commit().await.unwrap();
            }
        }
    }

    async fn a_reference_to_nothing_is_refused(store: Store) {
        let mut tx = store.begin().await.unwrap();
        let added = on!(tx, conn => sqlx::query(ADD_SESSION).execute(conn).await.map(drop));
        let error = StoreError::from(added.unwrap_err());
        assert!(matches!(error, StoreError::ReferenceBroken { .. }), "{error:?}");
    }
}

#[test]
fn a_reader_on_sqlite_does_not_write() {
    testkit::on_sqlite(|store| async move {
        let mut conn = store.read().await.unwrap();
        let written =
            on!(conn, conn => sqlx::query(PUT).bind("a").bind("1").execute(conn).await.map(drop));
        assert!(matches!(
            StoreError::from(written.unwrap_err()),
            StoreError::ReadOnly
        ));
    });
}

#[test]
fn a_file_that_is_no_database_is_refused_with_a_sentence() {
    testkit::on_sqlite(|store| async move {
        let path = store.url().sqlite_path().unwrap().with_extension("txt");
        std::fs::write(&path, "a letter, and not a database at all\n".repeat(200)).unwrap();
        let opened = Store::open(
            &store::StoreUrl::sqlite(path),
            std::sync::Arc::clone(store.clock()),
        )
        .await;
        assert!(matches!(opened.unwrap_err(), StoreError::Damaged(_)));
    });
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    testkit::on_sqlite(|store| async move {
        let url: store::StoreUrl = "sqlite:/does/not/exist/clientele.db".parse().unwrap();
        let error = Store::open(&url, std::sync::Arc::clone(store.clock()))
            .await
            .unwrap_err();
        assert!(
            error
                .to_string()
                .contains("/does/not/exist/clientele.db can not be opened"),
            "{error}"
        );
    });
}

#[test]
fn a_full_disk_is_told_in_a_sentence() {
    testkit::on_sqlite(|store| async move {
        let mut tx = store.begin().await.unwrap();
        // The file may not grow: what a full disk looks like to SQLite.
        on!(tx, conn => sqlx::raw_sql("pragma max_page_count = 1").execute(conn).await.map(drop))
            .unwrap();
        let value = "x".repeat(1 << 20);
        let written =
            on!(tx, conn => sqlx::query(PUT).bind("a").bind(&value).execute(conn).await.map(drop));
        let error = StoreError::from(written.unwrap_err());
        assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    });
}
