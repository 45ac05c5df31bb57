//! A person's own queries: what they may, and how they fail.

use std::time::Duration;

use warehouse::{QUERY_BYTES_MAX, QueryDays, QueryLimits, TextPlace, WarehouseError};

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
        .query(text, None, LIMITS)
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
    let answer = snapshot.query(long, None, LIMITS).await.unwrap();
    assert_eq!((answer.rows(), answer.is_truncated()), (10, true));
    let endless =
        "select count(*) from generate_series(1, 10000000) a, generate_series(1, 1000000) b
        where a.value + b.value = 7";
    let limits = QueryLimits {
        timeout: Duration::from_millis(300),
        ..LIMITS
    };
    let error = snapshot.query(endless, None, limits).await.unwrap_err();
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
        .query(text, None, LIMITS)
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
        .query(none, None, LIMITS)
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

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_query_says_where_it_is_wrong() {
    let at = |line, column| Some(TextPlace { line, column });
    for (text, place, words) in [
        ("select day,\n  from orders where and", at(2, 21), "and"),
        ("select day,\n  dya from orders", at(2, 3), "dya"),
        ("select day from\n  ordres", at(2, 3), "'ordres' not found"),
        (
            "select\n  montth_of(day) from orders",
            at(2, 3),
            "montth_of",
        ),
        (
            "select day,\n  lines from orders group by day",
            at(2, 3),
            "lines",
        ),
    ] {
        match refused(text).await {
            WarehouseError::Query(mistake) => {
                assert_eq!(mistake.place, place, "{text}: {mistake}");
                assert!(mistake.reason.contains(words), "{text}: {mistake}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_of_any_length_and_depth_is_answered_or_refused() {
    let sum = format!("select 1{} as n", "+1".repeat(30_000));
    let nested = format!("select {}1{} as n", "(".repeat(20_000), ")".repeat(20_000));
    let listed = format!("select 1 as n where 1 in ({}1)", "1,".repeat(30_000));
    let chained = format!("select 1{} as n", "+1".repeat(300));
    let either = format!("select 1 as n where true{}", " or 1 = 2".repeat(200));
    let united = format!(
        "select count(*) from (select 1 as n{})",
        " union all select 1".repeat(60)
    );
    for text in [sum, nested, listed, chained, either, united] {
        let lake = sample::open().await;
        let snapshot = lake.lake.snapshot().await.unwrap();
        match snapshot.query(&text, None, LIMITS).await {
            Ok(answer) => assert_eq!(answer.rows(), 1),
            Err(error) => assert!(
                matches!(
                    error,
                    WarehouseError::Query(_) | WarehouseError::TimedOut { .. }
                ),
                "{error:?}"
            ),
        }
    }
    let long = format!("select '{}'", "x".repeat(QUERY_BYTES_MAX));
    assert!(matches!(
        refused(&long).await,
        WarehouseError::QueryTooLong { .. }
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_can_name_the_days_that_its_reader_chooses() {
    let lake = sample::open().await;
    let snapshot = lake.lake.snapshot().await.unwrap();
    let days = QueryDays {
        from: "2024-01-01".parse().unwrap(),
        as_of: "2024-02-29".parse().unwrap(),
    };
    for text in [
        "select $as_of as d where date '2024-02-01' between $from and $as_of",
        "select month_of($as_of) + interval '28 days' as d",
    ] {
        let answer = snapshot.query(text, Some(days), LIMITS).await.unwrap();
        let rows = String::from_utf8(answer.to_csv().unwrap()).unwrap();
        assert!(rows.starts_with("d\n2024-02-29"), "{rows}");
        assert!(QueryDays::named_in(text));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guide_names_what_there_is() {
    let lake = sample::open().await;
    for table in warehouse::tables_guide() {
        let columns: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let text = format!("select {} from {} limit 0", columns.join(", "), table.name);
        assert_eq!(lake.rows(&text).await, "", "{text}");
    }
    let named = warehouse::functions_guide()
        .iter()
        .map(|function| function.name);
    for name in named {
        let text = format!("select {name}(null) is null");
        assert_eq!(lake.rows(&text).await, "true", "{text}");
    }
}
