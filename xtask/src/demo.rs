//! The newcomer's door: from a checkout to a page with figures.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow};

use crate::arguments::Arguments;
use crate::command::{command, run as run_command};
use crate::steps::Steps;
use crate::{console, prerequisites, workspace};

/// Where the demo's workspace is, unless told otherwise.
const FOLDER: &str = "demo-data";
/// Where the demo is served, unless told otherwise.
const PORT: u16 = 7070;

/// Builds what is missing, then hands over to `clientele demo`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let folder = arguments
        .value::<String>("--data")?
        .unwrap_or_else(|| FOLDER.to_owned());
    let port = arguments.value("--port")?.unwrap_or(PORT);
    let serve = !arguments.flag("--no-serve");
    arguments.finish()?;

    let mut steps = Steps::default();
    steps.run("looking for what the build needs", prerequisites::check)?;
    steps.run("installing the console's packages", console::install)?;
    steps.run("building the console", console::build)?;
    steps.run("building the program", || build("release"))?;
    steps.print_times();

    let mut demo = program(&workspace::program("release"), Path::new(&folder), port);
    if !serve {
        demo.arg("--no-serve");
        return run_command(demo);
    }
    println!();
    // The program takes this one's place: Ctrl-C and the end of the terminal reach it directly.
    Err(anyhow!(demo.exec()).context("the program could not be started"))
}

/// Builds the program `clientele`; the release profile is the newcomer's, `debug` the tests'.
pub(crate) fn build(profile: &str) -> Result<()> {
    let root = workspace::root();
    let mut cargo = command(&root, &["cargo", "build", "--package", "cli"]);
    if profile == "release" {
        cargo.arg("--release");
    }
    run_command(cargo)
}

/// The call that makes and serves a workspace with the bundled orders.
pub(crate) fn program(program: &Path, folder: &Path, port: u16) -> Command {
    let root = workspace::root();
    let mut demo = Command::new(program);
    demo.arg("--data")
        .arg(folder)
        .args(["demo", "--port", &port.to_string(), "--files"]);
    demo.args(workspace::ORDERS.map(|file| root.join(file)));
    demo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_told_folder_port_and_files() {
        let demo = program(Path::new("clientele"), Path::new("here"), 7071);
        let words: Vec<_> = demo.get_args().map(|word| word.to_string_lossy()).collect();
        assert_eq!(
            words[..6],
            ["--data", "here", "demo", "--port", "7071", "--files"]
        );
        assert!(
            words[6..]
                .iter()
                .all(|file| Path::new(file.as_ref()).is_file()),
            "{words:?}"
        );
    }
}
