//! Imports, repeated, overlapping, refused and undone.

use jiff::Timestamp;
use warehouse::{Created, Lake, StagedLines, Table, WarehouseError};

use crate::sample::{self, Line};

const FIRST: [Line; 5] = [
    (Some("1"), Some(10), 100, "a", 1.0, 500),
    (Some("1"), Some(10), 100, "a", 1.0, 500),
    (Some("1"), Some(10), 100, "gift", 1.0, 0),
    (Some("2"), None, 101, "b", 2.0, 300),
    (None, Some(10), 102, "a", -1.0, -500),
];

#[tokio::test(flavor = "multi_thread")]
async fn lines_add_up_to_orders_and_returns() {
    let lake = sample::open().await;
    let outcome = lake.import(1, &FIRST).await;
    assert_eq!((outcome.added, outcome.known, outcome.orders), (5, 0, 2));
    assert_eq!((outcome.returns, outcome.anonymous), (1, 1));
    let orders =
        "select order_key, customer_id, lines, units, revenue_minor from orders order by 1";
    assert_eq!(lake.rows(orders).await, "1,10,3,3.0,1000\n2,,1,2.0,300");
    assert_eq!(
        lake.rows("select customer_id, amount_minor from order_return")
            .await,
        "10,-500"
    );
    assert_eq!(
        lake.rows("select major(sum(amount_minor)) from order_line")
            .await,
        "8.0"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_lines_again_add_nothing() {
    let lake = sample::open().await;
    lake.import(1, &FIRST).await;
    let before = lake.contents().await;
    let again = lake.import(2, &FIRST).await;
    assert_eq!((again.added, again.known, again.snapshot), (0, 5, None));
    assert_eq!(lake.contents().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overlapping_file_adds_its_new_lines_to_known_orders() {
    let lake = sample::open().await;
    lake.import(1, &FIRST).await;
    let second: [Line; 5] = [
        (Some("1"), Some(10), 100, "a", 1.0, 500),
        (Some("1"), Some(10), 100, "a", 1.0, 500),
        (Some("1"), Some(10), 100, "a", 1.0, 500),
        (Some("2"), None, 101, "c", 1.0, 50),
        (Some("3"), Some(11), 103, "a", 1.0, 500),
    ];
    let outcome = lake.import(2, &second).await;
    assert_eq!((outcome.added, outcome.known), (3, 2));
    assert_eq!((outcome.orders, outcome.orders_changed), (1, 2));
    let orders = "select order_key, lines, revenue_minor from orders order by 1";
    assert_eq!(lake.rows(orders).await, "1,4,1500\n2,2,350\n3,1,500");
    // Either order of the two files gives the same lake.
    let other = sample::open().await;
    other.import(1, &second).await;
    other.import(2, &FIRST).await;
    assert_eq!(other.contents().await, lake.contents().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undone_import_leaves_what_the_others_brought() {
    let lake = sample::open().await;
    lake.import(1, &FIRST).await;
    let before = lake.contents().await;
    let second: [Line; 3] = [
        (Some("1"), Some(10), 100, "c", 1.0, 70),
        (Some("9"), Some(12), 104, "a", 1.0, 500),
        (Some("C9"), Some(12), 105, "a", -1.0, -500),
    ];
    lake.import(2, &second).await;
    let undone = lake
        .lake
        .undo(2, created(&[10, 12]), &kept(&["d"]))
        .await
        .unwrap();
    assert_eq!(undone.lines, 3);
    assert_eq!(undone.customers, [12]);
    assert_eq!(undone.products, ["c"]);
    assert_eq!(lake.contents().await, before);
    let again = lake.lake.undo(2, created(&[]), &kept(&[])).await.unwrap();
    assert_eq!(again.lines, 0);
}

/// What a table is made of changes with its rows, and with no other table's.
#[tokio::test(flavor = "multi_thread")]
async fn the_state_of_a_table_is_that_of_its_rows() {
    let lake = sample::open().await;
    let state = async || {
        let snapshot = lake.lake.snapshot().await.unwrap();
        [Table::OrderLine, Table::Order, Table::OrderReturn]
            .map(|table| snapshot.state_of(&[table]).unwrap())
    };
    lake.import(1, &FIRST).await;
    let before = state().await;
    assert_eq!(state().await, before);
    lake.import(2, &[(None, Some(12), 105, "a", -1.0, -500)])
        .await;
    let after = state().await;
    assert_ne!(after[0], before[0]);
    assert_eq!(after[1], before[1], "no order came");
    assert_ne!(after[2], before[2]);
    lake.lake
        .undo(2, created(&[]), &kept(&["a", "b", "gift"]))
        .await
        .unwrap();
    assert_ne!(state().await[2], after[2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_commit_leaves_no_row_and_no_file() {
    let lake = sample::open().await;
    let lines = sample::lines(&FIRST);
    let staged = StagedLines {
        import_id: 1,
        lines: &lines,
        customers: &[],
        products: &[],
    };
    let refused = lake
        .lake
        .import(&staged, async |_| Err(WarehouseError::Cancelled))
        .await;
    assert!(matches!(refused, Err(WarehouseError::Cancelled)));
    assert_eq!(lake.rows("select count(*) from order_line").await, "0");
    assert_eq!(parquet_files(lake.lake.folder()), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_rows_leave_no_byte() {
    let lake = sample::open().await;
    lake.import(1, &FIRST).await;
    let secret: [Line; 1] = [(Some("SECRET-RECEIPT"), Some(77), 100, "SECRET", 1.0, 1)];
    lake.import(2, &secret).await;
    assert!(bytes_contain(lake.folder.path(), b"SECRET"));
    lake.lake.undo(2, created(&[77]), &kept(&[])).await.unwrap();
    let later = Timestamp::MAX - jiff::SignedDuration::from_hours(24 * 365);
    let done = lake.lake.maintain(later).await.unwrap();
    assert!(done.deleted > 0);
    assert!(!bytes_contain(lake.lake.folder(), b"SECRET"));
    assert_eq!(lake.rows("select count(*) from order_line").await, "5");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_small_imports_are_merged() {
    let lake = sample::open().await;
    for day in 0..10 {
        lake.import(
            day + 1,
            &[(
                Some(KEYS[usize::try_from(day).unwrap()]),
                Some(1),
                day,
                "a",
                1.0,
                5,
            )],
        )
        .await;
    }
    let before = lake.contents().await;
    let done = lake.lake.maintain(Timestamp::UNIX_EPOCH).await.unwrap();
    assert!(done.merged >= 20, "{done:?}");
    assert_eq!(lake.contents().await, before);
}

const KEYS: [&str; 10] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_does_not_see_later_commits_and_a_lake_can_be_opened_again() {
    let lake = sample::open().await;
    let early = lake.lake.snapshot().await.unwrap();
    lake.import(1, &FIRST).await;
    let count = early
        .sql("select count(*) as n from order_line")
        .await
        .unwrap();
    assert!(format!("{:?}", count[0].column(0)).contains("\n  0,"));
    let before = lake.contents().await;
    let again = Lake::open(sample::options(lake.folder.path()))
        .await
        .unwrap();
    let again = sample::TempLake {
        lake: again,
        folder: tempfile::tempdir().unwrap(),
    };
    assert_eq!(again.contents().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn leftovers_of_a_killed_write_are_swept() {
    let lake = sample::open().await;
    lake.import(1, &FIRST).await;
    let files = parquet_files(lake.lake.folder());
    std::fs::write(
        lake.lake.folder().join("main/order_line/left.parquet"),
        b"x",
    )
    .unwrap();
    std::fs::write(
        lake.lake.folder().join("main/order_line/cut.parquet#1"),
        b"x",
    )
    .unwrap();
    let now = Timestamp::try_from(
        std::fs::metadata(lake.lake.folder())
            .unwrap()
            .modified()
            .unwrap(),
    );
    assert_eq!(lake.lake.sweep(now.unwrap()).await.unwrap(), 2);
    assert_eq!(parquet_files(lake.lake.folder()), files);
    assert_eq!(lake.rows("select count(*) from order_line").await, "5");
}

fn created(customers: &[i64]) -> Created<'_> {
    Created {
        customers,
        products: &[],
    }
}

fn kept(keys: &[&str]) -> std::collections::HashSet<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn parquet_files(folder: &std::path::Path) -> usize {
    files(folder)
        .iter()
        .filter(|path| path.to_string_lossy().contains(".parquet"))
        .count()
}

fn bytes_contain(folder: &std::path::Path, needle: &[u8]) -> bool {
    files(folder).iter().any(|path| {
        std::fs::read(path)
            .unwrap()
            .windows(needle.len())
            .any(|window| window == needle)
    })
}
