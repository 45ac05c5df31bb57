//! Debian's packages that the tests need: installed when they are missing and we may.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::command::{command, is_there, run};
use crate::postgres;

/// Programs that a browser's package may install.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Where Debian puts the queue that tests read from, which root's path has and others' has not.
const NATS: &str = "/usr/sbin/nats-server";

/// Makes sure of PostgreSQL, NATS, a browser, fonts and Python.
pub(crate) fn ensure_packages() -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        println!("PostgreSQL, NATS, browser, fonts and Python are here");
        return Ok(());
    }
    let list = missing.join(" ");
    if !is_there("apt-get") || !is_root() {
        bail!("this machine lacks {list}; as root: apt-get install {list}");
    }
    let here = Path::new("/");
    let mut update = command(here, &["apt-get", "update", "-q"]);
    update.env("DEBIAN_FRONTEND", "noninteractive");
    run(update)?;
    let mut install = command(
        here,
        &["apt-get", "install", "-q", "-y", "--no-install-recommends"],
    );
    install
        .args(&missing)
        .env("DEBIAN_FRONTEND", "noninteractive");
    run(install)
}

fn missing() -> Vec<&'static str> {
    let mut packages = Vec::new();
    if postgres::programs().is_none() {
        packages.push("postgresql");
    }
    if !Path::new(NATS).is_file() && in_path("nats-server").is_none() {
        packages.push("nats-server");
    }
    if browser().is_none() {
        packages.push("chromium");
    }
    if !has_fonts() {
        packages.extend(["fontconfig", "fonts-dejavu-core"]);
    }
    if !is_there("python3") || !succeeds("python3", &["-c", "import venv, ensurepip"]) {
        packages.extend(["python3", "python3-venv"]);
    }
    packages
}

/// The browser that the journeys use.
pub(crate) fn browser() -> Option<PathBuf> {
    BROWSERS.into_iter().find_map(in_path)
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path).map(|folder| folder.join(program));
    places.find(|place| place.is_file())
}

/// Whether there is a font for Persian, which the console speaks.
fn has_fonts() -> bool {
    let listed = Command::new("fc-list")
        .args([":lang=fa", "family"])
        .output();
    listed.is_ok_and(|output| !output.stdout.is_empty())
}

fn succeeds(program: &str, words: &[&str]) -> bool {
    let quiet = Command::new(program)
        .args(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_in_the_path() {
        assert!(in_path("sh").is_some_and(|place| place.ends_with("sh")));
        assert_eq!(in_path("no-such-program-anywhere"), None);
    }
}
