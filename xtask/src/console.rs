//! The console's packages and its build.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;

use crate::command::{command, run};
use crate::workspace;

/// What the build is made of, below `web/`.
const SOURCES: [&str; 7] = [
    "src",
    "tracker",
    "public",
    "index.html",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
];

/// The console's folder.
pub(crate) fn folder() -> PathBuf {
    workspace::root().join("web")
}

/// Installs the packages of the console's lock file, unless they are.
pub(crate) fn install() -> Result<()> {
    install_in(&folder(), &["npm", "ci", "--no-audit", "--no-fund"])
}

/// Installs the packages of a folder's lock file, unless they are.
pub(crate) fn install_in(folder: &Path, words: &[&str]) -> Result<()> {
    let installed = newest(&folder.join("node_modules/.package-lock.json"));
    if installed > newest(&folder.join("package-lock.json")) {
        println!("the packages of {} are installed", folder.display());
        return Ok(());
    }
    run(command(folder, words))
}

/// Builds the console, unless its build is newer than its sources.
pub(crate) fn build() -> Result<()> {
    let web = folder();
    let built = newest(&web.join("dist/index.html")).min(newest(&web.join("dist/tracker.js")));
    let changed = SOURCES.iter().map(|source| newest(&web.join(source))).max();
    if built.is_some() && built > changed.flatten() {
        println!("the console is built");
        return Ok(());
    }
    run(command(&web, &["npm", "run", "build"]))
}

/// When a file, or the newest file below a folder, was changed; `None` when there is none.
fn newest(path: &Path) -> Option<SystemTime> {
    let about = fs::metadata(path).ok()?;
    if about.is_file() {
        return about.modified().ok();
    }
    let entries = fs::read_dir(path).ok()?.flatten();
    entries.filter_map(|entry| newest(&entry.path())).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_as_new_as_its_newest_file() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(newest(&manifest.join("src")) >= newest(&manifest.join("src/main.rs")));
        assert_eq!(newest(&manifest.join("no-such-file")), None);
    }
}
