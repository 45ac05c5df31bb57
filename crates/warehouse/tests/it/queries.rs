//! A person's own queries: what they may, and how they fail.

use std::time::Duration;

use warehouse::{QueryLimits, WarehouseError};

use crate::sample;

const LIMITS: QueryLimits = QueryLimits {
    max_rows: 10,
    timeout: Duration::from_secs(20),
};

async fn refused(text: &str) -> WarehouseError {
    let lake = sample::open().await;
    lake.lake
        .snapshot()
        .await
        .unwrap()
        .query(text, LIMITS)
        .await
        .unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_would_change_something_is_refused() {
    for text in [
        "delete from order_line",
        "insert into customer values (1, 'x', null, null)",
        "create table t as select 1",
        "drop table customer",
        "copy orders to '/tmp/x.csv'",
        "create external table t stored as csv location '/etc/passwd'",
        "set datafusion.execution.batch_size = 1",
    ] {
        let error = refused(text).await;
        assert!(
            matches!(
                error,
                WarehouseError::NotReadOnly | WarehouseError::Query(_)
            ),
            "{text}: {error:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_query_says_what_is_wrong() {
    let error = refused("select nothing from order_line").await.to_string();
    assert!(error.contains("nothing"), "{error}");
    assert!(
        refused("select * from nowhere")
            .await
            .to_string()
            .contains("nowhere")
    );
    assert!(matches!(refused("selec 1").await, WarehouseError::Query(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_stops_at_its_limits() {
    let lake = sample::open().await;
    let snapshot = lake.lake.snapshot().await.unwrap();
    let long = "select a.value from generate_series(1, 1000000) a";
    let answer = snapshot.query(long, LIMITS).await.unwrap();
    assert_eq!((answer.rows(), answer.is_truncated()), (10, true));
    let endless =
        "select count(*) from generate_series(1, 10000000) a, generate_series(1, 1000000) b
        where a.value + b.value = 7";
    let limits = QueryLimits {
        timeout: Duration::from_millis(300),
        ..LIMITS
    };
    let error = snapshot.query(endless, limits).await.unwrap_err();
    assert!(
        matches!(error, WarehouseError::TimedOut { .. }),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_takes_every_form() {
    let lake = sample::open().await;
    let text = "select 1 as a, cast(null as varchar) as b";
    let answer = lake
        .lake
        .snapshot()
        .await
        .unwrap()
        .query(text, LIMITS)
        .await
        .unwrap();
    assert_eq!(
        String::from_utf8(answer.to_json().unwrap()).unwrap(),
        r#"[{"a":1,"b":null}]"#
    );
    assert_eq!(
        String::from_utf8(answer.to_csv().unwrap()).unwrap(),
        "a,b\n1,\n"
    );
    assert!(answer.to_table().unwrap().contains("| 1 |"));
    assert_eq!(&answer.to_parquet().unwrap()[..4], b"PAR1");
    let none = "select order_key from orders";
    let answer = lake
        .lake
        .snapshot()
        .await
        .unwrap()
        .query(none, LIMITS)
        .await
        .unwrap();
    assert_eq!(answer.to_json().unwrap(), b"[]");
    assert_eq!(answer.to_csv().unwrap(), b"order_key\n");
    assert!(answer.to_table().unwrap().contains("order_key"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tables_can_be_listed() {
    let lake = sample::open().await;
    let tables = lake.rows("select table_name from information_schema.tables where table_schema = 'main' order by 1").await;
    assert_eq!(
        tables,
        "customer\nevent\norder\norder_line\norder_return\norders\nproduct\nsubscription\nsubscription_told"
    );
}
