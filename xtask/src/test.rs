//! Everything, as the continuous build runs it.

use std::env;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::command::{command, run as run_command};
use crate::journeys::Served;
use crate::postgres::Cluster;
use crate::steps::Steps;
use crate::{check, clients, console, eval, prerequisites, schemathesis, system, workspace};

/// Runs all tests; with `CI=true`, warnings are errors.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let strict = env::var_os("CI").is_some_and(|value| value == "true");
    let mut steps = Steps::default();
    let outcome = all(&mut steps, strict);
    steps.print_times();
    outcome
}

fn all(steps: &mut Steps, strict: bool) -> Result<()> {
    steps.run("looking for what the build needs", prerequisites::check)?;
    steps.run("looking for what the tests need", system::ensure_packages)?;
    steps.run("installing the console's packages", console::install)?;
    steps.run("installing the public tracking libraries", clients::install)?;
    steps.run("installing schemathesis", schemathesis::install)?;
    // The program embeds the console, so it is built first.
    steps.run("building the console", console::build)?;
    if strict {
        steps.run("format", check::format)?;
        steps.run("lints", check::lint_all)?;
    }
    steps.run("Rust, on SQLite and PostgreSQL", || {
        let cluster = Cluster::start()?;
        println!("a private PostgreSQL listens on {}", cluster.url());
        // All of them run, so that one run names every failure.
        let words = ["cargo", "test", "--workspace", "--no-fail-fast"];
        let mut cargo = command(&workspace::root(), &words);
        cargo.env("TEST_POSTGRES_URL", cluster.url());
        run_command(cargo)
    })?;
    for (name, script) in check::CONSOLE {
        steps.run(name, || {
            run_command(command(&console::folder(), &["npm", "run", script]))
        })?;
    }
    // With all targets the features are those of the tests, so that nothing is compiled again.
    steps.run("building the program", || {
        let words = ["cargo", "build", "--workspace", "--all-targets"];
        run_command(command(&workspace::root(), &words))
    })?;
    steps.run(
        "the public tracking libraries, the server killed",
        clients::check,
    )?;
    steps.run(
        "requests made from the OpenAPI document",
        schemathesis::check,
    )?;
    let mut served = steps.run("making and serving the demo", Served::start)?;
    // Before the browser's journeys send orders of their own.
    steps.run("the reports against DuckDB", || {
        eval::agreement(&workspace::program("debug"), served.folder())
    })?;
    steps.run("the console in a browser", || served.browse())?;
    steps.run("stopping the demo", || served.stop())
}
