//! A schema is made once, kept, and never changed by an older program.

use std::sync::Arc;

use store::{Store, StoreError, known_version, on};

const PUT: &str = "insert into setting (key, value) values ($1, $2)";
const FIND: &str = "select value from setting where key = $1";
const FUTURE: &str =
    "insert into schema_version (version, name, applied_at) values ($1, 'later', 0)";
const COUNT_STEPS: &str = "select count(*) from schema_version";
const TABLES: [&str; 15] = [
    "select count(*) from setting",
    "select count(*) from audit",
    "select count(*) from import",
    "select count(*) from mapping",
    "select count(*) from customer",
    "select count(*) from product",
    "select count(*) from goal",
    "select count(*) from account_user",
    "select count(*) from session",
    "select count(*) from api_key",
    "select count(*) from event",
    "select count(*) from consumer",
    "select count(*) from set_aside_event",
    "select count(*) from lease",
    "select count(*) from schema_version where version > 0",
];

store::contract! {
    async fn a_fresh_store_has_all_tables(store: Store) {
        assert_eq!(store.schema_version().await.unwrap(), known_version());
        let mut conn = store.read().await.unwrap();
        for statement in TABLES {
            let rows: i64 =
                on!(conn, conn => sqlx::query_scalar(statement).fetch_one(conn).await).unwrap();
            assert!(rows == 0 || rows == known_version(), "{statement}");
        }
    }

    async fn a_store_opened_again_keeps_what_it_had(store: Store) {
        let mut tx = store.begin().await.unwrap();
        on!(tx, conn => sqlx::query(PUT).bind("name").bind("shop").execute(conn).await.map(drop))
            .unwrap();
        tx.commit().await.unwrap();

        let again = Store::open(store.url(), Arc::clone(store.clock())).await.unwrap();
        let mut conn = again.read().await.unwrap();
        let value: String =
            on!(conn, conn => sqlx::query_scalar(FIND).bind("name").fetch_one(conn).await).unwrap();
        assert_eq!(value, "shop");
        drop(conn);
        again.close().await;
    }

    async fn a_newer_schema_is_refused_with_both_versions(store: Store) {
        let mut tx = store.begin().await.unwrap();
        on!(tx, conn => sqlx::query(FUTURE).bind(9_999_i64).execute(conn).await.map(drop)).unwrap();
        tx.commit().await.unwrap();

        let error = Store::open(store.url(), Arc::clone(store.clock())).await.unwrap_err();
        assert!(matches!(error, StoreError::SchemaNewer { found: 9_999, .. }), "{error:?}");
        let sentence = error.to_string();
        assert!(sentence.contains("has schema version 9999"), "{sentence}");
        assert!(sentence.contains(&format!("knows versions up to {}", known_version())), "{sentence}");
    }

    async fn a_store_made_by_many_at_once_is_made_once(store: Store) {
        // The same place under another name, so that all of them find nothing there.
        let url = match store.url().sqlite_path() {
            Some(path) => store::StoreUrl::sqlite(path.with_extension("raced")),
            None => format!("{}_raced", raw_url(&store)).parse().unwrap(),
        };
        let mut tasks = Vec::new();
        for _ in 0..6 {
            let (url, clock) = (url.clone(), Arc::clone(store.clock()));
            tasks.push(tokio::spawn(async move { Store::open(&url, clock).await }));
        }
        for task in tasks {
            let opened = task.await.unwrap().unwrap();
            let mut conn = opened.read().await.unwrap();
            let steps: i64 =
                on!(conn, conn => sqlx::query_scalar(COUNT_STEPS).fetch_one(conn).await).unwrap();
            assert_eq!(steps, known_version());
            drop(conn);
            opened.close().await;
        }
        if url.schema().is_some() {
            drop_schema(&store, url.schema().unwrap()).await;
        }
    }
}

/// The URL with the schema last, as `StoreUrl` reads it.
fn raw_url(store: &Store) -> String {
    let url = store.url().postgres_url().unwrap();
    let (base, _) = url.split_once("options=").unwrap();
    format!("{base}schema={}", store.url().schema().unwrap())
}

async fn drop_schema(store: &Store, schema: &str) {
    let mut tx = store.begin().await.unwrap();
    let statement = sqlx::AssertSqlSafe(format!("drop schema \"{schema}\" cascade"));
    on!(tx, conn => sqlx::raw_sql(statement).execute(conn).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}
