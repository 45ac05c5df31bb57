//! The public tracking libraries against our server.

use std::path::PathBuf;

use anyhow::Result;

use crate::command::{command, run};
use crate::{console, python, workspace};

/// The folder of the libraries and of what drives them.
fn folder() -> PathBuf {
    workspace::root().join("clients")
}

/// How the libraries are installed. What they may use and do not need has builds for other machines, which a lock file
/// cannot always name: `npm ci` then refuses it.
const INSTALL: [&str; 6] = [
    "npm",
    "install",
    "--no-save",
    "--omit=optional",
    "--no-audit",
    "--no-fund",
];

/// Installs the libraries of the lock file and of `PyPI`, unless they are.
pub(crate) fn install() -> Result<()> {
    console::install_in(&folder(), &INSTALL)?;
    python::with_packages("clients", python::CLIENTS).map(drop)
}

/// Lets them send to the debug build, which is killed meanwhile.
pub(crate) fn check() -> Result<()> {
    let interpreter = python::with_packages("clients", python::CLIENTS)?;
    let mut node = command(&folder(), &["node", "run.mjs"]);
    node.arg(workspace::program("debug")).arg(interpreter);
    run(node)
}
