//! Steps with their names and the time that each took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Runs steps one after the other and remembers their times.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// Runs one step; a fault carries its name.
    pub(crate) fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {name}");
        let start = now();
        let outcome = step();
        let took = start.elapsed();
        let word = if outcome.is_ok() { "done" } else { "failed" };
        println!("== {name}: {word} after {}", seconds(took));
        self.done.push((name.to_owned(), took));
        outcome.with_context(|| format!("{name} failed"))
    }

    /// Prints the steps and their times.
    pub(crate) fn print_times(&self) {
        println!("\nsteps and their times");
        let width = self
            .done
            .iter()
            .map(|(name, _)| name.chars().count())
            .max()
            .unwrap_or(0);
        for (name, took) in &self.done {
            println!("  {name:<width$}  {:>9}", seconds(*took));
        }
        let total = self.done.iter().map(|(_, took)| *took).sum();
        println!("  {:<width$}  {:>9}", "together", seconds(total));
    }
}

/// Now, for measuring how long something takes.
#[expect(
    clippy::disallowed_methods,
    reason = "durations of a tool's steps; no business time"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// A duration as a person reads it.
pub(crate) fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_carries_the_name_of_its_step() {
        let mut steps = Steps::default();
        let error = steps
            .run::<()>("build", || anyhow::bail!("no compiler"))
            .unwrap_err();
        assert_eq!(error.to_string(), "build failed");
        assert_eq!(error.root_cause().to_string(), "no compiler");
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(seconds(Duration::from_millis(1_234)), "1.2 s");
        assert_eq!(seconds(Duration::from_millis(125_900)), "2 min 05 s");
    }
}
