//! How fast the log takes events and a consumer follows, on SQLite; `benches/events.py` sets it beside bare inserts of the same rows.
//!
//! `cargo run --release -p store --example log_rates -- FOLDER EVENTS STORED` makes FOLDER/log.db with STORED small events, then appends
//! EVENTS more, and prints what it measured as JSON.
#![expect(clippy::print_stdout, reason = "a program for a benchmark's script")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use kernel::{Clock, SystemClock};
use store::log::{Follower, Step};
use store::{
    ConsumeError, Consumer, Effect, Event, Log, NewEvent, Store, StoreError, StoreUrl, Tx,
    catch_up, on,
};

/// Events of one call.
const BATCH: u64 = 100;
/// Callers at once.
const CALLERS: u64 = 8;
/// Single events, 500 a second for ten seconds.
const SINGLES: u64 = 5_000;
const SINGLE_EVERY: Duration = Duration::from_millis(2);
/// Small events of one transaction when the log is filled beforehand.
const FILL: u64 = 20_000;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Counts, so that a step has an effect.
struct Counter;

const COUNT: &str = "insert into setting (key, value) values ('counted', $1)
on conflict (key) do update set value = $1";

#[async_trait::async_trait]
impl Consumer for Counter {
    fn name(&self) -> &'static str {
        "counter"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        let last = events.last().map_or(0, |event| event.position);
        Ok(Box::new(Counted(last.to_string())))
    }

    async fn reset(&self, _tx: &mut Tx) -> Result<(), StoreError> {
        Ok(())
    }
}

struct Counted(String);

#[async_trait::async_trait]
impl Effect for Counted {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        on!(tx, conn => sqlx::query(COUNT).bind(&self.0).execute(conn).await.map(drop)?);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, events, stored] = words.as_slice() else {
        return Err("usage: log_rates FOLDER EVENTS STORED".into());
    };
    let (events, stored): (u64, u64) = (events.parse()?, stored.parse()?);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
    let url = StoreUrl::sqlite(Path::new(folder).join("log.db"));
    let log = Log::open(Store::open(&url, Arc::clone(&clock)).await?);
    fill(&log, stored).await?;
    catch_up(&log, &Counter).await?;

    let began = clock.elapsed_since_start();
    append(&log, events).await?;
    let appended = clock.elapsed_since_start().saturating_sub(began);

    let mut follower = Follower::new(&log);
    let began = clock.elapsed_since_start();
    while let Step::Moved(_) = follower.step(&Counter).await? {}
    let followed = clock.elapsed_since_start().saturating_sub(began);
    follower.stop().await?;

    let times = singles(&log, &clock).await?;
    let at = |share: usize| times[(times.len() - 1) * share / 1_000].as_secs_f64() * 1e3;
    println!(
        "{{\"events\": {events}, \"stored\": {stored}, \"append_seconds\": {:.3}, \"follow_seconds\": {:.3}, \
         \"single_p50_ms\": {:.3}, \"single_p99_ms\": {:.3}}}",
        appended.as_secs_f64(),
        followed.as_secs_f64(),
        at(500),
        at(990)
    );
    Ok(())
}

/// Ids in ascending order: the index grows at its end, which is quick, and is as large as any other.
async fn fill(log: &Log, stored: u64) -> Outcome<()> {
    let mut at = 0;
    while at < stored {
        let until = (at + FILL).min(stored);
        let events = (at..until).map(|at| NewEvent {
            body: "{}".to_owned(),
            ..event(at, &format!("{at:016x}"))
        });
        log.append(events.collect()).await?;
        at = until;
    }
    Ok(())
}

async fn append(log: &Log, events: u64) -> Outcome<()> {
    let callers: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let log = log.clone();
            tokio::spawn(async move {
                for call in (caller..events / BATCH).step_by(usize::try_from(CALLERS)?) {
                    let first = call * BATCH;
                    let batch = (first..first + BATCH).map(|at| event(at, &scattered(at)));
                    log.append(batch.collect()).await?;
                }
                Outcome::Ok(())
            })
        })
        .collect();
    for caller in callers {
        caller.await??;
    }
    Ok(())
}

/// How long each single event took, in order.
async fn singles(log: &Log, clock: &Arc<dyn Clock>) -> Outcome<Vec<Duration>> {
    let mut ticks = tokio::time::interval(SINGLE_EVERY);
    let mut calls = Vec::new();
    for at in 0..SINGLES {
        ticks.tick().await;
        let (log, clock) = (log.clone(), Arc::clone(clock));
        calls.push(tokio::spawn(async move {
            let began = clock.elapsed_since_start();
            let single = event(at, &format!("single-{}", scattered(at)));
            log.append(vec![single]).await?;
            Outcome::Ok(clock.elapsed_since_start().saturating_sub(began))
        }));
    }
    let mut times = Vec::with_capacity(calls.len());
    for call in calls {
        times.push(call.await??);
    }
    times.sort_unstable();
    Ok(times)
}

/// As libraries make ids: in no order.
fn scattered(at: u64) -> String {
    format!(
        "node-next-{:016x}-{at:08}",
        at.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    )
}

fn event(at: u64, message_id: &str) -> NewEvent {
    let (customer, visitor, product) = (at % 50_000, at % 200_000, at % 3_000);
    NewEvent {
        source_id: 1,
        message_id: message_id.to_owned(),
        kind: "track".to_owned(),
        happened_at: Timestamp::UNIX_EPOCH,
        body: format!(
            r#"{{"who":{{"user_id":"C{customer:06}","anonymous_id":"a{visitor:08}"}},"name":"Product Viewed","properties":{{"product_id":"P{product:05}","name":"A thing with a name","price":12.95,"currency":"EUR","url":"https://shop.example/p/{product}"}},"context":{{"page":{{"path":"/p/{product}","referrer":"https://search.example/"}},"locale":"en-GB","userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"}}}}"#
        ),
    }
}
