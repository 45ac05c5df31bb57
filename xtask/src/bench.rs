//! Reports and import side by side with DuckDB and Polars, in one run on one machine.

use std::path::PathBuf;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::command::{command, run as run_command};
use crate::steps::Steps;
use crate::{console, demo, prerequisites, python, workspace};

/// Order lines of the reports' benchmark.
const LINES: u64 = 10_000_000;

/// Builds the release, makes the data once, runs everything and writes `docs/benchmarks.md`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let lines = arguments.value("--lines")?.unwrap_or(LINES);
    let folder = arguments.value::<PathBuf>("--keep")?;
    arguments.finish()?;
    let folder = folder.unwrap_or_else(|| workspace::target().join("bench"));

    let mut steps = Steps::default();
    steps.run("looking for what the build needs", prerequisites::check)?;
    steps.run("installing the console's packages", console::install)?;
    steps.run("building the console", console::build)?;
    steps.run("building the program", || demo::build("release"))?;
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
            .arg(&folder)
            .args(["--lines", &lines.to_string()]);
        script.args(["--write", "docs/benchmarks.md"]);
        run_command(script)
    })?;
    steps.print_times();
    Ok(())
}
