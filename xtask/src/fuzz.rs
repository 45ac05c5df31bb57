//! Bodies that nobody should send, made by a fuzzer: what it finds becomes a test.

use std::fs;

use anyhow::{Context, Result};

use crate::arguments::Arguments;
use crate::command::{command, run as run_command};
use crate::workspace;

/// What is fuzzed: the programs in `fuzz/targets`.
const TARGETS: [&str; 4] = ["tracking", "mapping", "commerceml", "webhook"];
const SECONDS: u32 = 180;
const FUZZER: &str = "cargo-fuzz@0.13.2";

/// Fuzzes each target for a while; the first crash ends it, and its input stays in `fuzz/artifacts`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let seconds = arguments.value::<u32>("--seconds")?.unwrap_or(SECONDS);
    let only = arguments.value::<String>("--target")?;
    arguments.finish()?;
    let targets: Vec<&str> = match only.as_deref() {
        Some(only) => vec![only],
        None => TARGETS.to_vec(),
    };
    let root = workspace::root();
    let tools = workspace::target().join("tools");
    let fuzzer = tools.join("bin/cargo-fuzz");
    if !fuzzer.is_file() {
        let mut install = command(&root, &["cargo", "install", "--locked", FUZZER, "--root"]);
        install.arg(&tools);
        run_command(install)?;
    }
    let fuzzer = fuzzer
        .to_str()
        .context("the build folder's name is not UTF-8")?;
    for target in targets {
        // What was found before is where the next run begins.
        let corpus = format!("fuzz/corpus/{target}");
        fs::create_dir_all(root.join(&corpus))?;
        let seeds = match target {
            // The files that the tests read.
            "commerceml" => "crates/customers/testdata/commerceml".to_owned(),
            _ => format!("fuzz/seeds/{target}"),
        };
        let words = [
            fuzzer,
            "run",
            "--sanitizer",
            "none",
            target,
            &corpus,
            &seeds,
            "--",
        ];
        let mut fuzz = command(&root, &words);
        fuzz.arg(format!("-max_total_time={seconds}"));
        // Words that chance would be long in finding.
        let words = root.join(format!("fuzz/words/{target}"));
        if words.is_file() {
            fuzz.arg(format!("-dict={}", words.display()));
        }
        // The fuzzer's instruments are not in a stable compiler's options.
        fuzz.env("RUSTC_BOOTSTRAP", "1");
        run_command(fuzz)?;
    }
    Ok(())
}
