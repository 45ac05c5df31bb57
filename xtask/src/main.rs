//! The desk's and the newcomer's commands: `cargo xtask demo | test | check | soak | fuzz | schemathesis | bench | eval | help`.
//!
//! Nothing heavy may be imported here: this program is compiled before anything else can happen.
#![expect(clippy::print_stdout, reason = "a program for people at a terminal")]

mod arguments;
mod bench;
mod check;
mod clients;
mod command;
mod console;
mod demo;
mod eval;
mod fuzz;
mod guarded;
mod journeys;
mod postgres;
mod prerequisites;
mod python;
mod schemathesis;
mod soak;
mod steps;
mod system;
mod test;
mod workspace;

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::arguments::Arguments;

const HELP: &str = "\
usage: cargo xtask COMMAND

  demo [--data DIR] [--port N] [--no-serve]
           Builds the console and the program, makes a workspace in ./demo-data from the bundled orders,
           and serves it on http://127.0.0.1:7070. Run again, it starts at once.
  test     Everything: Rust on SQLite and on a PostgreSQL of its own, the console, the browser,
           and the reports against DuckDB. With CI=true, warnings are errors.
  check    What to run before a commit: format, lints, tests of the changed crates, documents, rules.
  soak [--rounds N]
           Kills servers and workers of the log at random, 1,000 times on SQLite and on a PostgreSQL of its own, and checks that
           no acknowledged event is missing and none is applied twice.
  fuzz [--seconds N] [--target NAME]
           Lets a fuzzer make bodies of the tracking specification, files and mappings, exchange files, webhooks; three minutes
           each unless told otherwise. Installs cargo-fuzz.
  schemathesis [--long]
           Asks a served workspace what its OpenAPI document allows and what it does not; `test` does this too.
  bench [--lines N] [--customers N] [--keep DIR] [--value | --events | --console | --large]
           Reports and import side by side with DuckDB and Polars, models of value with lifetimes and PyMC-Marketing;
           the log of events with bare inserts; the console's pages over a large workspace; writes docs/benchmarks.md.
           With --value, --events or --console, these alone. --large is a base of ten million customers.
  eval [--forecasts] [--data DIR]
           Forecasts against what came (only these with --forecasts), and the reports against the same figures
           computed by DuckDB.
  help     This text.
";

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let command = words.next().unwrap_or_else(|| "help".to_owned());
    match run(&command, Arguments::new(words)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nerror: {error}");
            error
                .chain()
                .skip(1)
                .for_each(|cause| println!("cause: {cause}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, arguments: Arguments) -> Result<()> {
    match command {
        "demo" => demo::run(arguments),
        "test" => test::run(arguments),
        "check" => check::run(arguments),
        "soak" => soak::run(arguments),
        "fuzz" => fuzz::run(arguments),
        "schemathesis" => schemathesis::run(arguments),
        "bench" => bench::run(arguments),
        "eval" => eval::run(arguments),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    }
}
