//! The published aggregates of Online Retail (second year, bundled in `data/`), by the reports.
//!
//! Source of the figures: computed independently from the same public data, lines with a positive
//! quantity and price and a customer, reference day 2011-12-10.

use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use insight::{CohortQuery, MoneyKind, RfmQuery, Unit, cohorts, rfm};
use jiff::civil::date;

use crate::lake::source;

const ORDERS: &str = r#"
create view orders as
select
    cast(max("CustomerID") as bigint) as customer_id,
    cast(min("InvoiceDate") as date) as day,
    cast(sum("Quantity") as double) as units,
    sum(cast(round(cast("Quantity" * "UnitPrice" as double) * 100) as bigint)) as revenue_minor
from line
where "Quantity" > 0 and "UnitPrice" > 0 and "InvoiceNo" is not null
group by "InvoiceNo"
"#;

const RETURNS: &str = r#"
create view order_return as
select
    cast("CustomerID" as bigint) as customer_id,
    cast("InvoiceDate" as date) as day,
    cast(round(cast("Quantity" * "UnitPrice" as double) * 100) as bigint) as amount_minor
from line
where "Quantity" < 0
"#;

async fn second_year() -> SessionContext {
    let session = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(2));
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/online_retail_2010_2011.parquet"
    );
    session
        .register_parquet("line", file, ParquetReadOptions::default())
        .await
        .unwrap();
    for view in [ORDERS, RETURNS] {
        session.sql(view).await.unwrap().collect().await.unwrap();
    }
    session
}

/// Whether a figure is the published one, to the digits that were printed.
#[track_caller]
fn assert_printed(found: f64, printed: f64, digits: f64) {
    assert!(
        (found - printed).abs() <= 0.5 * 10_f64.powf(-digits) + 1e-9,
        "{found} is not {printed}"
    );
}

#[tokio::test]
async fn rfm_has_the_published_aggregates() {
    let session = second_year().await;
    let query = RfmQuery {
        as_of: Some(date(2011, 12, 10)),
        money: MoneyKind::Gross,
        ..RfmQuery::default()
    };
    let report = rfm(&source(&session), &query).await.unwrap();
    assert_eq!(report.customers, 4_338);
    let means = report.means.unwrap();
    assert_printed(means.recency_days, 93.0595, 4.0);
    assert_printed(means.frequency, 4.272, 4.0);
    assert_printed(means.monetary_minor / 100.0, 2_054.266_5, 4.0);
    let cuts = report.cuts.unwrap();
    for (found, printed) in [
        (cuts.recency_days, [13.8, 33.0, 72.0, 180.0]),
        (cuts.frequency, [1.0, 2.0, 3.0, 6.0]),
        (
            cuts.monetary_minor.map(|minor| minor / 100.0),
            [250.194, 490.096, 942.276, 2_058.426],
        ),
    ] {
        for (found, printed) in found.into_iter().zip(printed) {
            assert_printed(found, printed, 3.0);
        }
    }
    assert_printed(report.repeat_rate.unwrap(), 0.65583, 5.0);
    assert_printed(report.top20_share.unwrap(), 0.74617, 5.0);
}

#[tokio::test]
async fn the_cohort_of_december_2010_is_the_published_one() {
    let session = second_year().await;
    let query = CohortQuery {
        as_of: Some(date(2011, 12, 10)),
        by: Unit::Month,
        money: MoneyKind::Gross,
    };
    let report = cohorts(&source(&session), &query).await.unwrap();
    let first = &report.cohorts[0];
    assert_eq!((first.cohort.as_str(), first.size), ("2010-12", 885));
    let customers: Vec<u64> = first.cells.iter().map(|cell| cell.customers).collect();
    assert_eq!(
        customers,
        [
            885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235
        ]
    );
}
