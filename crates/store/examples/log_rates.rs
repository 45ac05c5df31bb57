//! How fast the log takes events, and how fast SQLite takes the same rows without it.
//!
//! `cargo run --release -p store --example log_rates -- FOLDER EVENTS`

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use kernel::{Clock, SystemClock};
use store::log::{Follower, Step};
use store::{ConsumeError, Consumer, Event, Log, NewEvent, Store, StoreError, StoreUrl, Tx, on};

const BATCH: usize = 100;

fn events(from: usize, count: usize) -> Vec<NewEvent> {
    (from..from + count)
        .map(|at| NewEvent {
            source_id: 1,
            message_id: format!("node-next-{:016x}-{at:08}", (at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)),
            kind: "track".to_owned(),
            happened_at: Timestamp::UNIX_EPOCH,
            body: format!(
                r#"{{"who":{{"user_id":"C{:06}","anonymous_id":"a{:08}"}},"name":"Product Viewed","properties":{{"product_id":"P{:05}","name":"A thing with a name","price":12.95,"currency":"EUR","url":"https://shop.example/p/{at}"}},"context":{{"page":{{"path":"/p/{at}","referrer":"https://search.example/"}},"locale":"en-GB","userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"}}}}"#,
                at % 50_000, at % 200_000, at % 3_000
            ),
        })
        .collect()
}

struct Nothing;

#[async_trait::async_trait]
impl Consumer for Nothing {
    fn name(&self) -> &'static str {
        "nothing"
    }
    async fn apply(&self, _tx: &mut Tx, _events: &[Event]) -> Result<(), ConsumeError> {
        Ok(())
    }
    async fn reset(&self, _tx: &mut Tx) -> Result<(), StoreError> {
        Ok(())
    }
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let folder = words.next().unwrap();
    let count: usize = words.next().unwrap().parse().unwrap();
    let clock = Arc::new(SystemClock::default());
    for group in [BATCH, 1_000] {
        println!(
            "bare, {group} a transaction: {:.0} events/s",
            bare(&folder, count, group, &clock).await
        );
    }
    let store = open(&folder, "log", &clock).await;
    let log = Log::open(store.clone());
    for tasks in [1, 4, 16] {
        let began = clock.elapsed_since_start();
        let each = count / tasks / BATCH;
        let mut running = Vec::new();
        for task in 0..tasks {
            let log = log.clone();
            running.push(tokio::spawn(async move {
                for batch in 0..each {
                    let from = tasks * 100_000_000 + (task * each + batch) * BATCH;
                    log.append(events(from, BATCH)).await.unwrap();
                }
            }));
        }
        for task in running {
            task.await.unwrap();
        }
        let took = clock.elapsed_since_start() - began;
        println!(
            "log, {tasks} at once: {:.0} events/s",
            (each * tasks * BATCH) as f64 / took.as_secs_f64()
        );
    }
    let mut follower = Follower::new(&log);
    let began = clock.elapsed_since_start();
    let mut at = 0;
    while let Step::Moved(to) = follower.step(&Nothing).await.unwrap() {
        at = to;
    }
    let took = clock.elapsed_since_start() - began;
    println!("followed: {:.0} events/s", at as f64 / took.as_secs_f64());
    singles(&log, &clock).await;
}

async fn open(folder: &str, name: &str, clock: &Arc<SystemClock>) -> Store {
    let path = Path::new(folder).join(format!("{name}.db"));
    for suffix in ["db", "db-wal", "db-shm"] {
        drop(std::fs::remove_file(path.with_extension(suffix)));
    }
    let clock: Arc<dyn Clock> = Arc::<SystemClock>::clone(clock);
    Store::open(&StoreUrl::sqlite(path), clock).await.unwrap()
}

async fn bare(folder: &str, count: usize, group: usize, clock: &Arc<SystemClock>) -> f64 {
    const ONE: &str = "insert into event values (?, ?, ?, ?, ?, ?, ?)";
    let store = open(folder, "bare", clock).await;
    let mut took = Duration::ZERO;
    for batch in 0..count / group {
        let events = events(batch * group, group);
        let began = clock.elapsed_since_start();
        let mut tx = store.begin().await.unwrap();
        for (at, event) in events.iter().enumerate() {
            on!(tx, conn => sqlx::query(ONE).bind((batch * group + at + 1) as i64).bind(1_i64).bind(&event.message_id).bind(&event.kind).bind(0_i64).bind(0_i64).bind(&event.body).execute(conn).await.map(drop)).unwrap();
        }
        tx.commit().await.unwrap();
        took += clock.elapsed_since_start() - began;
    }
    count as f64 / took.as_secs_f64()
}

async fn singles(log: &Log, clock: &Arc<SystemClock>) {
    let mut ticks = tokio::time::interval(Duration::from_millis(2));
    let mut running = Vec::new();
    for at in 0..5_000_usize {
        ticks.tick().await;
        let (log, clock) = (log.clone(), Arc::clone(clock));
        running.push(tokio::spawn(async move {
            let began = clock.elapsed_since_start();
            log.append(events(900_000_000 + at, 1)).await.unwrap();
            clock.elapsed_since_start() - began
        }));
    }
    let mut times = Vec::new();
    for task in running {
        times.push(task.await.unwrap());
    }
    times.sort();
    println!(
        "500 single events a second: p50 {:?}, p99 {:?}, max {:?}",
        times[2_500], times[4_950], times[4_999]
    );
}
