//! A progress bar for long work, when somebody looks.

use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Duration;

use app::{Progress, ProgressCell};
use indicatif::{ProgressBar, ProgressStyle};

use crate::print;

/// How often the bar is drawn.
const EVERY: Duration = Duration::from_millis(100);

/// Shows how far `work` is until it ends: a bar on a terminal, one line a stage elsewhere.
pub(crate) async fn watch<T>(
    label: &str,
    cell: &Arc<ProgressCell>,
    work: impl Future<Output = T>,
) -> T {
    let is_seen = std::io::stderr().is_terminal();
    let bar = if is_seen {
        ProgressBar::new(0)
    } else {
        ProgressBar::hidden()
    };
    bar.set_style(style());
    bar.set_prefix(label.to_owned());
    let mut stage = "";
    let mut ticks = tokio::time::interval(EVERY);
    tokio::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => {
                bar.finish_and_clear();
                return done;
            }
            _ = ticks.tick() => {
                let progress = cell.read();
                if !is_seen && progress.stage != stage && progress.stage != "waiting" {
                    print::err(&format!("{label}: {}", progress.stage));
                }
                stage = progress.stage;
                draw(&bar, &progress);
            }
        }
    }
}

fn draw(bar: &ProgressBar, progress: &Progress) {
    bar.set_length(progress.total.unwrap_or(progress.done));
    bar.set_position(progress.done);
    let lines = match progress.lines {
        0 => String::new(),
        lines => format!(" {} lines", print::count(i128::from(lines))),
    };
    let left = progress
        .remaining_seconds
        .map(|seconds| format!(", {seconds:.0} s left"))
        .unwrap_or_default();
    bar.set_message(format!("{}{lines}{left}", progress.stage));
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{prefix} {bar:30} {percent:>3} % {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
