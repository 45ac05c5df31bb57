//! An import that is killed or interrupted at any moment leaves nothing behind and can be repeated.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use kernel::{Clock, SystemClock};
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

use crate::files::{five, history};
use crate::program::{Program, Ran};

/// The moments are the same in every run, as shares of how long a clean import takes.
const SEED: u64 = 9;
const KILLS: usize = 10;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// A workspace that holds a few lines before the import begins.
fn small_workspace() -> Program {
    let program = Program::with_workspace();
    let file = program.file("five.csv", five());
    program.run(&["import", "orders", &file]).succeeds();
    program
}

#[test]
fn an_import_killed_at_ten_moments_and_repeated_is_one_clean_import() {
    let clock = SystemClock::default();
    let clean = small_workspace();
    let before = Program::new();
    copy(clean.data(), before.data());
    let file = clean.file("history.csv", history());
    let import = ["import", "orders", file.as_str(), "--json"];
    let began = clock.elapsed_since_start();
    let reference = clean.run(&import).succeeds().json();
    let took = clock.elapsed_since_start().saturating_sub(began);
    let (contents, files) = (clean.contents(), clean.lake_files());

    let mut rng = SmallRng::seed_from_u64(SEED);
    let (mut was_in, mut was_out) = (0, 0);
    for _ in 0..KILLS {
        let delay = took.mul_f64(rng.random::<f64>());
        let program = Program::new();
        copy(before.data(), program.data());
        kill_after(&program, &import, delay, &clock);
        let repeated = program.run(&import).succeeds().json();
        let told = format!("seed {SEED}, killed after {delay:?} of {took:?}");
        println!("{told}: {}", repeated[0]["counts"]);
        assert_eq!(program.contents(), contents, "{told}");
        assert_eq!(program.lake_files(), files, "{told}");
        // Either it was all in before, or it is now; and the list of imports tells it once.
        let done: Vec<_> = done(&program)
            .into_iter()
            .filter(|counts| counts["added"] != 0)
            .collect();
        assert_eq!(done[0], reference[0]["counts"], "{told}");
        assert_eq!(done.len(), 2, "{told}: {done:?}");
        *if repeated[0]["counts"]["added"] == 0 {
            &mut was_in
        } else {
            &mut was_out
        } += 1;
    }
    println!("{was_out} were killed before their commit, {was_in} after it");
}

#[test]
fn a_workspace_killed_while_it_is_made_is_made_by_the_next_call() {
    let clock = SystemClock::default();
    let clean = Program::new();
    let file = clean.file("five.csv", five());
    let import = ["import", "orders", file.as_str()];
    let began = clock.elapsed_since_start();
    clean.run(&import).succeeds();
    let took = clock.elapsed_since_start().saturating_sub(began);
    let contents = clean.contents();

    let mut rng = SmallRng::seed_from_u64(SEED);
    for _ in 0..KILLS {
        let delay = took.mul_f64(rng.random::<f64>());
        let program = Program::new();
        kill_after(&program, &import, delay, &clock);
        program.run(&import).succeeds();
        let told = format!("seed {SEED}, killed after {delay:?} of {took:?}");
        assert_eq!(program.contents(), contents, "{told}");
        assert_eq!(program.lake_files(), clean.lake_files(), "{told}");
    }
}

/// What the imports counted that came to their end, latest first.
fn done(program: &Program) -> Vec<serde_json::Value> {
    let list = program.run(&["imports", "--json"]).succeeds().json();
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .filter(|item| item["state"] == "done")
        .map(|item| item["counts"].clone())
        .collect()
}

fn kill_after(program: &Program, call: &[&str], delay: Duration, clock: &SystemClock) {
    let began = clock.elapsed_since_start();
    let mut child = program.start(call);
    while clock.elapsed_since_start().saturating_sub(began) < delay
        && child.try_wait().unwrap().is_none()
    {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn ctrl_c_ends_an_import_and_changes_nothing() {
    let program = small_workspace();
    let (before, files) = (program.contents(), program.lake_files());
    // Long enough to hear of it in time, on any machine.
    let file = program.file("history.csv", history());
    let mut child = program.start(&["import", "orders", &file]);
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    // The first stage is told when the work has begun, and the signal is waited for by then.
    err.read_line(&mut said).unwrap();
    assert!(said.contains("history.csv: "), "{said}");
    let pid = child.id().to_string();
    assert!(
        Command::new("sh")
            .args(["-c", "kill -INT $0", &pid])
            .status()
            .unwrap()
            .success()
    );
    err.read_to_string(&mut said).unwrap();
    let ran = Ran {
        err: said,
        ..Ran::of(&child.wait_with_output().unwrap())
    };
    ran.fails(130, &["stopping", "interrupted; nothing was changed"]);
    assert_eq!(program.contents(), before);
    assert_eq!(program.lake_files(), files);
    program.run(&["import", "orders", &file]).succeeds();
}

/// A query that computes for minutes without a pause.
const ENDLESS: &str =
    "select count(*) from generate_series(1, 100000) a cross join generate_series(1, 10000000) b
    where a.value + b.value = 7";

#[test]
fn ctrl_c_ends_a_query() {
    let program = small_workspace();
    let clock = SystemClock::default();
    let mut child = program.start(&["query", ENDLESS]);
    // Nothing tells that it has begun but the time.
    while child.try_wait().unwrap().is_none()
        && clock.elapsed_since_start() < Duration::from_secs(2)
    {
        std::thread::sleep(Duration::from_millis(10));
    }
    let pid = child.id().to_string();
    let interrupted = Command::new("sh")
        .args(["-c", "kill -INT $0", &pid])
        .status();
    assert!(interrupted.unwrap().success());
    let ran = Ran::of(&child.wait_with_output().unwrap());
    // Before the signal is waited for, it ends the process as usual.
    assert!(matches!(ran.code, Some(130) | None), "{ran:?}");
    assert!(clock.elapsed_since_start() < Duration::from_secs(30));
}

#[test]
fn the_limit_of_time_ends_a_query() {
    let program = small_workspace();
    let clock = SystemClock::default();
    program
        .run(&["query", ENDLESS, "--timeout", "1"])
        .fails(1, &["stopped after 1 s", "query.timeout_seconds"]);
    assert!(clock.elapsed_since_start() < Duration::from_secs(30));
}
