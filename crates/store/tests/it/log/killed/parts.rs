//! The parts that children play until they are killed.

use std::io::{Read, Write};
use std::sync::Arc;
use std::time::Duration;

use kernel::SystemClock;
use store::log::{Follower, Step};
use store::{Log, NewEvent, Store};

use super::Chance;
use super::checks::Chain;
use super::processes::{Part, Role};
use crate::log::event;

/// Tasks of a server that append at once, so that commits are shared.
const TASKS: u64 = 4;
/// Short, so that a killed worker's work goes on soon.
const TERM: Duration = Duration::from_millis(120);

pub(super) fn run(part: &Part) {
    std::thread::spawn(|| {
        // Until the parent is gone.
        drop(std::io::stdin().read_to_end(&mut Vec::new()));
        std::process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let clock = Arc::new(SystemClock::default());
        let store = Store::open(&part.store, clock).await.unwrap();
        let log = Log::open(store);
        println!("ready");
        match part.role {
            Role::Server => serve(&log, part.tag).await,
            Role::Worker => work(&log).await,
        }
    });
}

async fn serve(log: &Log, tag: u64) {
    let tasks = (0..TASKS).map(|task| {
        let log = log.clone();
        tokio::spawn(async move {
            let mut chance = Chance((tag + 1) * 1_000_003 + task);
            for number in 0_u64.. {
                let events = batch(tag * TASKS + task, number, &mut chance);
                let mut said = String::from("ack");
                for event in &events {
                    said.push(' ');
                    said.push_str(&event.message_id);
                }
                // What is not confirmed may be there or not; only what is said counts.
                if log.append(events).await.is_ok() {
                    said.push('\n');
                    std::io::stdout().write_all(said.as_bytes()).unwrap();
                }
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
}

/// Some new events, and now and then one that was there before, or that another server sends too.
fn batch(sender: u64, number: u64, chance: &mut Chance) -> Vec<NewEvent> {
    let size = 1 + chance.below(8);
    let mut events: Vec<NewEvent> = (0..size)
        .map(|at| event(&format!("{sender}-{number}-{at}"), "{}"))
        .collect();
    if number > 0 && chance.below(4) == 0 {
        events.push(event(&format!("{sender}-{}-0", chance.below(number)), "{}"));
    }
    if chance.below(4) == 0 {
        events.push(event(&format!("shared-{}", chance.below(20_000)), "{}"));
    }
    events
}

async fn work(log: &Log) {
    let mut follower = Follower::new(log).holding(TERM);
    loop {
        match follower.step(&Chain).await {
            Ok(Step::Moved(position)) => {
                writeln!(std::io::stdout(), "at {position}").unwrap();
            }
            Ok(Step::Idle(_) | Step::Elsewhere) | Err(_) => {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }
}
