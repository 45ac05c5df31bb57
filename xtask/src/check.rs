//! What to run before a commit.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::command::{command, is_there, output, run as run_command};
use crate::steps::Steps;
use crate::{console, prerequisites, workspace};

/// The console's own checks: what they are, and the script that runs them.
pub(crate) const CONSOLE: [(&str, &str); 4] = [
    ("the console's types", "typecheck"),
    ("the console's lints", "lint"),
    ("the console's unit tests", "test"),
    ("the console's size", "size"),
];

/// Runs format, lints, tests of the changed crates, documents and the repository's rules.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let changed = changed_parts()?;
    let mut steps = Steps::default();
    let outcome = all(&mut steps, &changed);
    steps.print_times();
    outcome
}

fn all(steps: &mut Steps, changed: &BTreeSet<String>) -> Result<()> {
    steps.run("looking for what the build needs", prerequisites::check)?;
    steps.run("format", format)?;
    steps.run("lints", lint_all)?;
    let crates: Vec<&String> = changed
        .iter()
        .filter(|part| *part != "web" && *part != "tidy")
        .collect();
    if !crates.is_empty() {
        steps.run("tests of the changed crates", || {
            let mut cargo = command(&workspace::root(), &["cargo", "test"]);
            for name in &crates {
                cargo.args(["--package", name]);
            }
            run_command(cargo)
        })?;
    }
    steps.run("the repository's rules", || {
        run_command(command(
            &workspace::root(),
            &["cargo", "test", "--package", "tidy"],
        ))
    })?;
    steps.run("documents", || {
        let mut cargo = command(
            &workspace::root(),
            &["cargo", "doc", "--workspace", "--no-deps"],
        );
        cargo.env("RUSTDOCFLAGS", "-D warnings");
        run_command(cargo)
    })?;
    if is_there("cargo-deny") {
        steps.run("licences and advisories", || {
            run_command(command(&workspace::root(), &["cargo", "deny", "check"]))
        })?;
    }
    if changed.contains("web") {
        steps.run("installing the console's packages", console::install)?;
        steps.run("building the console", console::build)?;
        for (name, script) in CONSOLE {
            steps.run(name, || {
                run_command(command(&console::folder(), &["npm", "run", script]))
            })?;
        }
    }
    Ok(())
}

/// The sources are formatted.
pub(crate) fn format() -> Result<()> {
    run_command(command(
        &workspace::root(),
        &["cargo", "fmt", "--all", "--check"],
    ))
}

/// No lint warns, in any target of any crate.
pub(crate) fn lint_all() -> Result<()> {
    let words = [
        "cargo",
        "clippy",
        "--workspace",
        "--all-targets",
        "--keep-going",
        "--",
        "-D",
        "warnings",
    ];
    run_command(command(&workspace::root(), &words))
}

/// Crates (and `web`) with files that differ from the last commit, or from where this branch left `main`.
fn changed_parts() -> Result<BTreeSet<String>> {
    let root = workspace::root();
    let known = output(command(
        &root,
        &["git", "diff", "--name-only", "--merge-base", "main"],
    ));
    let known =
        known.or_else(|_| output(command(&root, &["git", "diff", "--name-only", "HEAD"])))?;
    let new = output(command(
        &root,
        &["git", "ls-files", "--others", "--exclude-standard"],
    ))?;
    Ok(known.lines().chain(new.lines()).filter_map(part).collect())
}

/// The crate that a path belongs to.
fn part(path: &str) -> Option<String> {
    let mut folders = path.split('/');
    let name = match folders.next()? {
        "crates" => folders.next()?,
        own @ ("web" | "xtask") => own,
        _ => return None,
    };
    folders.next().map(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_belongs_to_a_crate_or_to_the_console() {
        assert_eq!(part("crates/kernel/src/id.rs").as_deref(), Some("kernel"));
        assert_eq!(part("web/src/main.tsx").as_deref(), Some("web"));
        assert_eq!(part("xtask/agree.py").as_deref(), Some("xtask"));
        assert_eq!(part("docs/API.md"), None);
        assert_eq!(part("Cargo.toml"), None);
    }
}
