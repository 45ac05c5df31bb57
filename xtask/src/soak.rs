//! The log under `kill -9`, for as long as it takes.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::command::{command, run as run_command};
use crate::postgres::Cluster;
use crate::steps::Steps;
use crate::workspace;

/// Kills on each engine.
const ROUNDS: u32 = 1_000;

/// Kills servers and workers at random while events are appended and followed: on SQLite, and on a PostgreSQL of its own with two of
/// each.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let rounds = arguments.value::<u32>("--rounds")?.unwrap_or(ROUNDS);
    arguments.finish()?;
    let mut steps = Steps::default();
    let outcome = all(&mut steps, rounds);
    steps.print_times();
    outcome
}

fn all(steps: &mut Steps, rounds: u32) -> Result<()> {
    let cluster = steps.run("starting a PostgreSQL", Cluster::start)?;
    for (name, test) in [
        ("SQLite: a server and a worker", "log::killed::on_sqlite"),
        (
            "PostgreSQL: two servers and two workers",
            "log::killed::on_postgres",
        ),
    ] {
        steps.run(name, || {
            let words = ["cargo", "test", "--package", "store", "--test", "it", "--"];
            let mut cargo = command(&workspace::root(), &words);
            cargo.args([test, "--nocapture", "--test-threads=1"]);
            cargo.env("CLIENTELE_SOAK_ROUNDS", rounds.to_string());
            cargo.env("TEST_POSTGRES_URL", cluster.url());
            run_command(cargo)
        })?;
    }
    Ok(())
}
