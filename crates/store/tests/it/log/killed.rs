//! LOG-1 under `kill -9`: servers and workers in processes of their own are killed at random while they work. No acknowledged event
//! is missing, none is applied twice, and what the consumer made equals a replay from zero.
//!
//! `cargo xtask soak` sets `CLIENTELE_SOAK_ROUNDS` to 1,000 kills; without it there are a few.

mod checks;
mod parts;
mod processes;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use kernel::SystemClock;
use store::{Store, StoreUrl};

use processes::{Part, Process, Role};

/// Kills of one run when nobody says otherwise.
const ROUNDS: u32 = 12;
/// Kills between two checks.
const CHECK_EVERY: u32 = 100;

#[test]
fn on_sqlite_a_server_and_a_worker_are_killed() {
    testkit::on_sqlite(|store| async move {
        // A server works on its own log too; here the worker is apart from it.
        soak(store.url().clone(), &[Role::Server, Role::Worker]).await;
    });
}

#[test]
fn on_postgres_two_servers_and_two_workers_are_killed() {
    testkit::on_postgres(|store| async move {
        let roles = [Role::Server, Role::Server, Role::Worker, Role::Worker];
        soak(store.url().clone(), &roles).await;
    });
}

/// What a child process runs; without a word from its parent it has nothing to do.
#[test]
fn part() {
    if let Some(part) = Part::of_this_process() {
        parts::run(&part);
    }
}

async fn soak(url: StoreUrl, roles: &[Role]) {
    let store = Store::open(&url, Arc::new(SystemClock::default()))
        .await
        .unwrap();
    let rounds = processes::variable("CLIENTELE_SOAK_ROUNDS")
        .map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15 ^ u64::from(std::process::id()));
    let mut acknowledged = BTreeSet::new();
    let mut kills = [0_u32; 2];
    let place = processes::place(&url);
    let mut running: Vec<Process> = (0_u32..)
        .zip(roles)
        .map(|(at, role)| Process::start(*role, &place, at))
        .collect();
    for round in 1..=rounds {
        let victim = usize::try_from(chance.below(running.len() as u64)).unwrap();
        // It works; it is killed after some answers, or some time without one.
        let lines = chance.below(12);
        let patience = Duration::from_millis(50 + chance.below(250));
        let role = roles[victim];
        let killed = &mut running[victim];
        killed.wait_until_ready();
        killed.wait_for(lines, patience);
        acknowledged.extend(killed.kill());
        kills[usize::from(role == Role::Worker)] += 1;
        *killed = Process::start(role, &place, round * 10);
        if round % CHECK_EVERY == 0 || round == rounds {
            for process in &mut running {
                acknowledged.extend(process.kill());
            }
            let events = checks::check(&store, &acknowledged).await;
            println!(
                "{round} kills ({} of servers, {} of workers): {} acknowledged events, {events} in the log, \
                 none missing, none twice, equal to a replay",
                kills[0],
                kills[1],
                acknowledged.len()
            );
            if round < rounds {
                running = (0_u32..)
                    .zip(roles)
                    .map(|(at, role)| Process::start(*role, &place, round * 10 + 1 + at))
                    .collect();
            }
        }
    }
    store.close().await;
}

/// Marsaglia's xorshift: the moments of the kills need not be more random than that.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
