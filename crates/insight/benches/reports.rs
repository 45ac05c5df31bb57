//! Times the reports over a base of orders, or prints one.
//!
//! ```text
//! cargo bench -p insight --bench reports                                 4 million made-up orders in memory
//! cargo bench -p insight --bench reports -- ORDERS.parquet RETURNS.parquet
//! cargo bench -p insight --bench reports -- ORDERS.parquet RETURNS.parquet base     prints the report as JSON
//! ```
//!
//! Under the test harness, which passes no `--bench`, it does nothing.

#![expect(
    clippy::print_stdout,
    reason = "a program that prints what it measured"
)]

use std::error::Error;
use std::sync::Arc;

use datafusion::arrow::array::{Array, Date32Array, Float64Array, Int64Array};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::datasource::MemTable;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use insight::{BaseQuery, CohortQuery, RfmQuery, Source, base, cohorts, rfm};
use kernel::{Clock, SystemClock};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Orders and customers of the made-up base.
const ORDERS: u32 = 4_000_000;
const CUSTOMERS: u32 = 500_000;

/// How often each report is made; the fastest counts.
const TIMES: u32 = 5;

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let files: Vec<&String> = arguments
        .iter()
        .filter(|one| !one.starts_with("--"))
        .collect();
    let session = SessionContext::new_with_config(SessionConfig::new());
    if let [orders, returns, ..] = files[..] {
        session
            .register_parquet("orders", orders, ParquetReadOptions::default())
            .await?;
        session
            .register_parquet("order_return", returns, ParquetReadOptions::default())
            .await?;
    } else {
        made_up(&session)?;
    }
    let source = Source {
        session: &session,
        currency: "EUR".parse()?,
        time_zone: "UTC",
        snapshot: 1,
    };
    match files.get(2).map(|name| name.as_str()) {
        Some("base") => print(&base(&source, &BaseQuery::default()).await?),
        Some("rfm") => print(&rfm(&source, &RfmQuery::default()).await?),
        Some("cohorts") => print(&cohorts(&source, &CohortQuery::default()).await?),
        _ => time(&source).await,
    }
}

fn print(report: &impl serde::Serialize) -> Outcome<()> {
    println!("{}", serde_json::to_string(report)?);
    Ok(())
}

async fn time(source: &Source<'_>) -> Outcome<()> {
    let clock = SystemClock::default();
    for name in ["base", "rfm", "rfm_migration", "cohorts", "cohorts_week"] {
        let mut best = None;
        for _ in 0..TIMES {
            let start = clock.elapsed_since_start();
            let what = one(source, name).await?;
            let took = clock.elapsed_since_start().saturating_sub(start);
            best = best
                .filter(|&(fastest, _)| fastest < took)
                .or(Some((took, what)));
        }
        if let Some((took, what)) = best {
            println!("{name}: {:.3} s, {what}", took.as_secs_f64());
        }
    }
    Ok(())
}

async fn one(source: &Source<'_>, name: &str) -> Outcome<String> {
    Ok(match name {
        "base" => format!(
            "{} months",
            base(source, &BaseQuery::default()).await?.months.len()
        ),
        "rfm" => format!(
            "{} customers",
            rfm(source, &RfmQuery::default()).await?.customers
        ),
        "rfm_migration" => {
            let as_of = rfm(source, &RfmQuery::default()).await?.as_of;
            let compare = as_of.and_then(|as_of| as_of.first_of_month().yesterday().ok());
            let report = rfm(
                source,
                &RfmQuery {
                    compare,
                    ..RfmQuery::default()
                },
            )
            .await?;
            format!(
                "{} flows, twice the report",
                report.migration.map_or(0, |to| to.flows.len())
            )
        }
        "cohorts_week" => {
            let by = insight::Unit::Week;
            let report = cohorts(
                source,
                &CohortQuery {
                    by,
                    ..CohortQuery::default()
                },
            )
            .await?;
            format!("{} cohorts", report.cohorts.len())
        }
        _ => format!(
            "{} cohorts",
            cohorts(source, &CohortQuery::default())
                .await?
                .cohorts
                .len()
        ),
    })
}

/// Two years of orders in order of day, from customers with ids like ours.
fn made_up(session: &SessionContext) -> Outcome<()> {
    let mut state = 20_240_601_u64;
    let mut chance = move |below: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(((state >> 33) * u64::from(below)) >> 31).unwrap_or(0)
    };
    let mut rows = |from: u32, to: u32, sign: i64| {
        let (mut ids, mut days, mut units, mut amounts) = (vec![], vec![], vec![], vec![]);
        for order in from..to {
            // The smaller of two numbers: some customers order often, many seldom.
            let customer = i64::from(chance(CUSTOMERS).min(chance(CUSTOMERS)));
            ids.push((7_000_000_000 + customer * 97) << 22 | ((customer * 7_919) & 0x3f_ffff));
            days.push(
                19_358 + i32::try_from(u64::from(order) * 730 / u64::from(ORDERS)).unwrap_or(0),
            );
            units.push(f64::from(1 + chance(9)));
            amounts.push(sign * i64::from(100 + chance(20_000)));
        }
        let columns: Vec<Arc<dyn Array>> = vec![
            Arc::new(Int64Array::from(ids)),
            Arc::new(Date32Array::from(days)),
            Arc::new(Float64Array::from(units)),
            Arc::new(Int64Array::from(amounts)),
        ];
        columns
    };
    for (name, amount, each, sign) in [
        ("orders", "revenue_minor", 1, 1),
        ("order_return", "amount_minor", 50, -1),
    ] {
        let schema = Arc::new(Schema::new(vec![
            Field::new("customer_id", DataType::Int64, true),
            Field::new("day", DataType::Date32, false),
            Field::new("units", DataType::Float64, false),
            Field::new(amount, DataType::Int64, false),
        ]));
        let mut partitions = vec![Vec::new(), Vec::new()];
        for from in (0..ORDERS).step_by(8_192 * each) {
            let until = (from + 8_192).min(ORDERS);
            let batch = RecordBatch::try_new(Arc::clone(&schema), rows(from, until, sign))?;
            partitions[usize::from(from >= ORDERS / 2)].push(batch);
        }
        session.register_table(name, Arc::new(MemTable::try_new(schema, partitions)?))?;
    }
    Ok(())
}
