//! From stored orders to every customer's value by BG/NBD and Gamma-Gamma, timed inside the process; `benches/value.py` sets it
//! beside lifetimes.
//!
//! `cargo run --release -p cli -p app --example plain_value -- FOLDER RUNS` opens the workspace in FOLDER, asks RUNS times, and
//! prints the least time and what was found as JSON. The time begins before the lake is opened for reading.
#![expect(clippy::print_stdout, reason = "a program for a benchmark's script")]

use std::path::PathBuf;
use std::sync::Arc;

use app::{Places, Workspace};
use insight::{MoneyKind, PlainQuery};
use kernel::{Clock, SystemClock};
use store::StoreUrl;

/// Twelve months of thirty days at 1 % a month, as lifetimes counts.
const QUERY: PlainQuery = PlainQuery {
    as_of: None,
    horizon_days: 360.0,
    yearly_discount: 0.128_695_294,
    money: MoneyKind::Net,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, runs] = words.as_slice() else {
        return Err("usage: plain_value FOLDER RUNS".into());
    };
    let (folder, runs): (PathBuf, u32) = (folder.into(), runs.parse()?);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
    let places = Places {
        store: StoreUrl::sqlite(folder.join("clientele.db")),
        lake: folder.join("lake"),
        memory_mb: 1024,
        folder,
    };
    let workspace = Workspace::open(places, Arc::clone(&clock)).await?;
    let mut best = None;
    for _ in 0..runs {
        let began = clock.elapsed_since_start();
        let values = workspace.plain_values(&QUERY).await?;
        let took = clock.elapsed_since_start().saturating_sub(began);
        if best.as_ref().is_none_or(|(least, _)| took < *least) {
            best = Some((took, values));
        }
    }
    let (took, values) = best.ok_or("at least one run is needed")?;
    let worth: f64 = values.customers.iter().map(|(_, worth)| worth).sum();
    println!(
        "{{\"seconds\": {}, \"customers\": {}, \"purchases\": {:?}, \"spend\": {:?}, \"value\": {}}}",
        took.as_secs_f64(),
        values.customers.len(),
        values.purchases,
        values.spend,
        worth / 100.0
    );
    Ok(())
}
