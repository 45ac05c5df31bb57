//! Reads a file of orders and tells how fast: `cargo run --release -p customers --example read_orders -- FILE`.
#![expect(
    clippy::print_stdout,
    reason = "an example talks to the one who runs it"
)]

use std::error::Error;
use std::ops::ControlFlow;
use std::path::Path;

use customers::{Kind, Mapping, ReadOptions, read_orders};
use jiff::tz::TimeZone;
use kernel::{Clock, SystemClock};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("give a file")?;
    let clock = SystemClock::default();
    let options = ReadOptions::new(TimeZone::get("Europe/London")?, "GBP".parse()?, clock.now());
    for _ in 0..3 {
        let start = clock.elapsed_since_start().as_secs_f64();
        let mut reports = 0_u32;
        let read = read_orders(
            Path::new(&file),
            &Mapping::new(Kind::Orders),
            &options,
            &mut |_| {
                reports += 1;
                ControlFlow::Continue(())
            },
        )?;
        let seconds = clock.elapsed_since_start().as_secs_f64() - start;
        let lines = u32::try_from(read.counts.read)?;
        println!(
            "{:.3} s, {:.0} lines/s, {reports} reports",
            seconds,
            f64::from(lines) / seconds
        );
        println!("{:?}", read.counts);
        if let Some(refusal) = read.refusals.first() {
            println!("{refusal:?}");
        }
    }
    Ok(())
}
