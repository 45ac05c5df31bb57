//! The reports against the same figures computed by DuckDB, from the bundled files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::command::{command, run as run_command};
use crate::steps::Steps;
use crate::{console, demo, prerequisites, python, workspace};

/// Compares the reports of the demo's workspace, or of a given one that holds the same orders.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let folder = arguments.value::<PathBuf>("--data")?;
    arguments.finish()?;
    println!(
        "No predictive model exists yet: what can be judged is whether the reports are right."
    );
    let mut steps = Steps::default();
    steps.run("looking for what the build needs", prerequisites::check)?;
    steps.run("installing the console's packages", console::install)?;
    steps.run("building the console", console::build)?;
    steps.run("building the program", || demo::build("release"))?;
    let program = workspace::program("release");
    if let Some(folder) = folder {
        let folder = fs::canonicalize(&folder)
            .with_context(|| format!("there is no workspace in {}", folder.display()))?;
        steps.run("the reports against DuckDB", || {
            agreement(&program, &folder)
        })?;
    } else {
        let folder = workspace::target().join("eval");
        let mut make = demo::program(&program, &folder, 0);
        make.arg("--no-serve");
        steps.run("making a workspace", || run_command(make))?;
        steps.run("the reports against DuckDB", || {
            agreement(&program, &folder)
        })?;
    }
    steps.print_times();
    Ok(())
}

/// Runs the comparison; every figure that differs is named.
pub(crate) fn agreement(program: &Path, folder: &Path) -> Result<()> {
    if !program.is_file() {
        bail!("{} has not been built", program.display());
    }
    let interpreter = python::with_packages("agree", python::AGREE)?;
    let root = workspace::root();
    let mut script = command(
        &root,
        &[&interpreter.display().to_string(), "xtask/agree.py"],
    );
    script.arg(program).arg(folder).args(workspace::ORDERS);
    run_command(script)
}
