//! Reports and import side by side with DuckDB and Polars, models of value beside lifetimes and PyMC-Marketing, and what the
//! console asks for, in one run on one machine.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::arguments::Arguments;
use crate::command::{command, run as run_command};
use crate::steps::Steps;
use crate::{console, demo, prerequisites, python, workspace};

/// Order lines of the reports' benchmark.
const LINES: u64 = 10_000_000;
/// Customers of the benchmark of the models of value.
const CUSTOMERS: u64 = 1_000_000;

/// Builds the release, makes the data once, runs everything and writes `docs/benchmarks.md`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let lines = arguments.value("--lines")?.unwrap_or(LINES);
    let customers = arguments.value("--customers")?.unwrap_or(CUSTOMERS);
    let folder = arguments.value::<PathBuf>("--keep")?;
    let only_value = arguments.flag("--value");
    let only_events = arguments.flag("--events");
    let only_console = arguments.flag("--console");
    let only_large = arguments.flag("--large");
    arguments.finish()?;
    let folder = folder.unwrap_or_else(|| workspace::target().join("bench"));

    let mut steps = Steps::default();
    steps.run("looking for what the build needs", prerequisites::check)?;
    steps.run("installing the console's packages", console::install)?;
    steps.run("building the console", console::build)?;
    steps.run("building the program", || demo::build("release"))?;
    let all = !(only_value || only_events || only_console || only_large);
    if all {
        reports(&mut steps, &folder, lines)?;
    }
    if all || only_value {
        value(&mut steps, &folder, customers)?;
    }
    if all || only_events {
        events(&mut steps, &folder)?;
    }
    if all || only_console {
        pages(&mut steps, &folder, lines, customers)?;
    }
    // It takes half an hour and 10 GB of disk, so only when it is asked for.
    if only_large {
        large(&mut steps, &folder)?;
    }
    steps.print_times();
    Ok(())
}

/// What every page of the console asks for.
fn pages(steps: &mut Steps, folder: &Path, lines: u64, customers: u64) -> Result<()> {
    let interpreter = steps.run("installing what makes the shop", || {
        python::with_packages("peers", python::PEERS)
    })?;
    steps.run("opening the console's pages", || {
        let interpreter = interpreter.display().to_string();
        let root = workspace::root();
        let mut script = command(&root, &[&interpreter, "benches/console.py"]);
        script.arg("--clientele").arg(workspace::program("release"));
        script.arg("--folder").arg(folder);
        script.args(["--lines", &lines.to_string()]);
        script.args(["--customers", &customers.to_string()]);
        script.args(["--write", "docs/benchmarks.md"]);
        run_command(script)
    })
}

/// A base of ten million customers.
fn large(steps: &mut Steps, folder: &Path) -> Result<()> {
    let interpreter = steps.run("installing what makes the base", || {
        python::with_packages("peers", python::PEERS)
    })?;
    steps.run("importing, fitting and asking", || {
        let interpreter = interpreter.display().to_string();
        let mut script = command(&workspace::root(), &[&interpreter, "benches/large.py"]);
        script.arg("--clientele").arg(workspace::program("release"));
        script.arg("--folder").arg(folder.join("large"));
        script.args(["--write", "docs/benchmarks.md"]);
        run_command(script)
    })
}

/// The log of events beside bare inserts.
fn events(steps: &mut Steps, folder: &Path) -> Result<()> {
    let root = workspace::root();
    let build = "cargo build --release --package store --example log_rates";
    steps.run("building the log's rates", || {
        let words: Vec<&str> = build.split(' ').collect();
        run_command(command(&root, &words))
    })?;
    steps.run("comparing the log", || {
        let mut script = command(&root, &["python3", "benches/events.py"]);
        let program = workspace::target().join("release/examples/log_rates");
        script.arg("--program").arg(program);
        script.arg("--clientele").arg(workspace::program("release"));
        script.arg("--folder").arg(folder.join("events"));
        script.args(["--write", "docs/benchmarks.md"]);
        run_command(script)
    })
}

/// Reports and import.
fn reports(steps: &mut Steps, folder: &Path, lines: u64) -> Result<()> {
    let interpreter = steps.run("installing the peers", || {
        python::with_packages("peers", python::PEERS)
    })?;
    steps.run("comparing", || {
        let root = workspace::root();
        let mut script = command(
            &root,
            &[&interpreter.display().to_string(), "benches/compare.py"],
        );
        script.arg("--program").arg(workspace::program("release"));
        script
            .arg("--folder")
            .arg(folder)
            .args(["--lines", &lines.to_string()]);
        script.args(["--write", "docs/benchmarks.md"]);
        run_command(script)
    })?;
    Ok(())
}

/// Fits and scores of customers; without PyMC-Marketing, which is large, its table is left out.
fn value(steps: &mut Steps, folder: &Path, customers: u64) -> Result<()> {
    let root = workspace::root();
    let build = "cargo build --release --package lab --example value";
    steps.run("building the models of value", || {
        let words: Vec<&str> = build.split(' ').collect();
        run_command(command(&root, &words))
    })?;
    // With the program's package, so that the engine is not built again with other features.
    let build = "cargo build --release --package cli --package app --example plain_value";
    steps.run("building the value by published models", || {
        let words: Vec<&str> = build.split(' ').collect();
        run_command(command(&root, &words))
    })?;
    let lifetimes = steps.run("installing lifetimes", || {
        python::with_packages("lifetimes", python::LIFETIMES)
    })?;
    let pymc = python::with_packages("pymc", python::PYMC);
    steps.run("comparing the models of value", || {
        let interpreter = lifetimes.display().to_string();
        let mut script = command(&root, &[&interpreter, "benches/value.py"]);
        let program = workspace::target().join("release/examples/value");
        script.arg("--program").arg(program);
        script.arg("--clientele").arg(workspace::program("release"));
        let plain = workspace::target().join("release/examples/plain_value");
        script.arg("--plain").arg(plain);
        script.arg("--lifetimes").arg(&lifetimes);
        match &pymc {
            Ok(pymc) => {
                script.arg("--pymc").arg(pymc);
            }
            Err(error) => println!("PyMC-Marketing is left out: {error}"),
        }
        script.arg("--folder").arg(folder);
        script.args(["--customers", &customers.to_string()]);
        script.args(["--write", "docs/benchmarks.md"]);
        run_command(script)
    })
}
