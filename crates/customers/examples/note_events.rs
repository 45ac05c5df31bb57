//! Lets the catalogue and the figures of quality follow events, and tells how fast:
//! `cargo run --release -p customers --example note_events -- 200000`. Some events are hostile: each has 400 names of its own.
#![expect(
    clippy::print_stdout,
    reason = "an example talks to the one who runs it"
)]

use std::error::Error;
use std::sync::Arc;

use customers::{Cataloguer, Fact, FactKind, QualityKeeper, SourceId, Who};
use jiff::tz::TimeZone;
use kernel::{Clock, SystemClock};
use serde_json::{Map, json};
use store::{Consumer, Log, Store, StoreUrl, catch_up};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let count: i64 = std::env::args().nth(1).ok_or("give a number")?.parse()?;
    let clock = Arc::new(SystemClock::default());
    let folder = tempfile::tempdir()?;
    let url = StoreUrl::sqlite(folder.path().join("clientele.db"));
    let store = Store::open(&url, Arc::<SystemClock>::clone(&clock)).await?;
    let log = Log::open(store);
    for (what, total, make) in [
        ("usual", count, usual as fn(i64, &SystemClock) -> Fact),
        ("hostile", count / 100, hostile),
    ] {
        for from in (0..total).step_by(5_000) {
            let facts = (from..total.min(from + 5_000)).map(|at| make(at, &clock));
            let source = SourceId::from_raw(1)?;
            log.append(facts.map(|fact| fact.into_event(source)).collect())
                .await?;
        }
        let cataloguer = Cataloguer::new(TimeZone::UTC);
        for consumer in [&cataloguer as &dyn Consumer, &QualityKeeper] {
            let start = clock.elapsed_since_start().as_secs_f64();
            catch_up(&log, consumer).await?;
            let seconds = clock.elapsed_since_start().as_secs_f64() - start;
            let rate = f64::from(u32::try_from(total)?) / seconds;
            println!("{what}, {}: {rate:.0} events/s", consumer.name());
        }
    }
    Ok(())
}

fn usual(at: i64, clock: &SystemClock) -> Fact {
    let names = [
        "Product Viewed",
        "Product Added",
        "Order Completed",
        "Searched",
    ];
    let name = usize::try_from(at % 4).ok().and_then(|at| names.get(at));
    let mut fact = fact(format!("u{at}"), name.copied().unwrap_or_default(), clock);
    for (name, value) in [
        ("product_id", json!(format!("p{}", at % 1_000))),
        ("name", json!("A kettle of steel")),
        ("category", json!("kitchen")),
        ("price", json!(19.99)),
        ("quantity", json!(at % 5)),
        ("currency", json!("EUR")),
        ("url", json!(format!("https://shop.example/p/{at}"))),
        ("position", json!(at % 20)),
    ] {
        fact.properties.insert(name.to_owned(), value);
    }
    fact
}

fn hostile(at: i64, clock: &SystemClock) -> Fact {
    let mut fact = fact(format!("h{at}"), &format!("Event {at}"), clock);
    let own = (0..400).map(|name| (format!("p{at}_{name}"), json!(name)));
    fact.properties = own.collect::<Map<_, _>>();
    fact
}

fn fact(id: String, name: &str, clock: &SystemClock) -> Fact {
    let who = Who {
        anonymous_id: Some(id.clone()),
        ..Who::default()
    };
    let mut fact = Fact::new(FactKind::Track, id, clock.now(), who);
    fact.name = Some(name.to_owned());
    fact
}
