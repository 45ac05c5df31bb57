//! Requests made from the OpenAPI document: every answer is as the document says.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::command::{command, run as run_command};
use crate::{python, workspace};

/// Builds the program and asks it, for two minutes or, with `--long`, for half an hour.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let long = arguments.flag("--long");
    arguments.finish()?;
    install()?;
    let words = ["cargo", "build", "--package", "cli"];
    run_command(command(&workspace::root(), &words))?;
    ask(long)
}

/// Installs schemathesis, unless it is.
pub(crate) fn install() -> Result<()> {
    python::with_packages("schemathesis", python::SCHEMATHESIS).map(drop)
}

/// Lets it ask the debug build.
pub(crate) fn check() -> Result<()> {
    ask(false)
}

fn ask(long: bool) -> Result<()> {
    let interpreter = python::with_packages("schemathesis", python::SCHEMATHESIS)?;
    let interpreter = interpreter.display().to_string();
    let words = [interpreter.as_str(), "xtask/schemathesis.py"];
    let mut asking = command(&workspace::root(), &words);
    asking.arg(workspace::program("debug"));
    if long {
        asking.arg("--long");
    }
    run_command(asking)
}
