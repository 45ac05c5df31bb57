//! Python with packages from `PyPI`, in an environment of its own below the build folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::command::{command, run};
use crate::workspace;

/// The independent engine that reports are compared with.
pub(crate) const AGREE: &[&str] = &["duckdb==2.0.0"];

/// The public tracking library that programs in Python use.
pub(crate) const CLIENTS: &[&str] = &["segment-analytics-python==2.4.0"];

/// What makes requests from the OpenAPI document.
pub(crate) const SCHEMATHESIS: &[&str] = &["schemathesis==4.32.5"];

/// The peers of the benchmark.
pub(crate) const PEERS: &[&str] = &["duckdb==2.0.0", "polars==2.1.0", "numpy==2.4.6"];

/// The peer of the models of value; each peer has an environment of its own, as their needs collide.
pub(crate) const LIFETIMES: &[&str] = &[
    "lifetimes==0.11.3",
    "numpy==2.4.6",
    "pandas==3.1.1",
    "scipy==1.17.1",
];

/// The other one.
pub(crate) const PYMC: &[&str] = &["pymc-marketing==0.19.2"];

/// The interpreter of an environment that has these packages; made when it is missing or has others.
pub(crate) fn with_packages(name: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = workspace::target().join("python").join(name);
    let interpreter = folder.join("bin/python");
    let stamp = folder.join("packages.txt");
    let wanted = packages.join("\n");
    if interpreter.is_file() && fs::read_to_string(&stamp).is_ok_and(|has| has == wanted) {
        return Ok(interpreter);
    }
    let here = Path::new(".");
    let path = folder.display().to_string();
    run(command(here, &["python3", "-m", "venv", "--clear", &path]))?;
    let program = interpreter.display().to_string();
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ];
    let mut install = command(here, &[&program]);
    install.args(pip).args(packages);
    run(install)?;
    fs::write(stamp, wanted)?;
    Ok(interpreter)
}
