//! What the product says, from the bundled files: forecasts against what came, and reports against DuckDB.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::command::{command, run as run_command};
use crate::steps::Steps;
use crate::{console, demo, prerequisites, python, workspace};

/// A base of customers, the day to forecast from, the day to forecast to: half a year, and the 39 weeks of the papers.
const FORECASTS: [[&str; 3]; 3] = [
    ["cdnow_sample", "1997-09-30", "1998-06-30"],
    ["cdnow", "1997-09-30", "1998-06-30"],
    ["online_retail", "2011-06-09", "2011-12-09"],
];

/// Holds forecasts against what came, then compares the reports of the demo's workspace, or of a given one that holds the same
/// orders.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let folder = arguments.value::<PathBuf>("--data")?;
    let forecasts_only = arguments.flag("--forecasts");
    arguments.finish()?;
    let mut steps = Steps::default();
    steps.run("looking for what the build needs", prerequisites::check)?;
    steps.run("forecasts against what came", forecasts)?;
    if forecasts_only {
        return Ok(());
    }
    steps.run("installing the console's packages", console::install)?;
    steps.run("building the console", console::build)?;
    steps.run("building the program", || demo::build("release"))?;
    let program = workspace::program("release");
    steps.run("the product's forecasts against what came", || {
        product_forecasts(&program)
    })?;
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

/// Forecasts each base from a part of its history; the model taken must reach the goal in all.
fn forecasts() -> Result<()> {
    let root = workspace::root();
    let interpreter = python::with_packages("agree", python::AGREE)?;
    let folder = workspace::target().join("forecasts");
    let mut export = command(
        &root,
        &[
            &interpreter.display().to_string(),
            "xtask/purchases.py",
            "data",
        ],
    );
    export.arg(&folder);
    run_command(export)?;
    let mut missed = Vec::new();
    for [base, as_of, until] in FORECASTS {
        println!("\n{base}: known to {as_of}, forecast to {until}\n");
        let purchases = folder.join(base).with_extension("csv");
        let cargo = ["cargo", "run", "--quiet", "--release", "--package", "lab"];
        let mut forecast = command(&root, &cargo);
        forecast
            .args(["--example", "holdout", "--"])
            .arg(purchases)
            .args([as_of, until]);
        if run_command(forecast).is_err() {
            missed.push(base);
        }
    }
    if !missed.is_empty() {
        bail!(
            "the goal of the forecasts is missed for {}",
            missed.join(", ")
        );
    }
    Ok(())
}

/// The same through the program, from its own import to its own choice.
fn product_forecasts(program: &Path) -> Result<()> {
    let root = workspace::root();
    let interpreter = python::with_packages("agree", python::AGREE)?;
    let mut script = command(
        &root,
        &[&interpreter.display().to_string(), "xtask/forecasts.py"],
    );
    script
        .arg(program)
        .arg("data")
        .arg(workspace::target().join("forecasts"));
    run_command(script)
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
