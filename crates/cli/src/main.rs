//! The program `clientele`: commands, progress, printing, exit codes.
//!
//! Exit codes: 0 done, 1 it could not be done, 2 the call was wrong, 130 interrupted.

mod command;
mod context;
mod failure;
mod interrupt;
mod print;
mod progress;

use std::process::ExitCode;

use clap::Parser;

use crate::command::Command;
use crate::context::Globals;

/// Rows of the store and values in JSON are small and many, and one thread frees what another took: with glibc's allocator events
/// take a third more processor time and the program more memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Knows your customers: imports what they bought, computes what they are worth, serves the console.
#[derive(Debug, Parser)]
#[command(name = "clientele", version, about, max_term_width = 100)]
struct Call {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let call = Call::parse();
    let is_json = call.globals.json;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome = runtime.block_on(interrupt::guarded(call.command.run(&call.globals)));
            // What must end by itself has ended; what was given up, such as a query, is not waited for.
            runtime.shutdown_background();
            outcome
        }
        Err(error) => Err(anyhow::Error::new(error).context("the program could not be started")),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => failure::report(&error, is_json),
    }
}
