//! One job over the customers of a CSV file, timed inside the process: what `benches/value.py` runs beside its peers.
//!
//! usage: `value bg_nbd|mbg_nbd|pareto_nbd|gamma_gamma|score|forecast FILE`

use std::fmt::Write as _;
use std::time::Instant;

use lab::{
    Histories, History, LabError, PurchaseKind, PurchaseModel, Score, SpendHistory,
    fit_gamma_gamma, forecast_total,
};

/// Weeks that are forecast.
const HORIZON: f64 = 52.0;

/// Not yet scored.
const NONE: Score = Score {
    p_alive: 0.0,
    purchases: 0.0,
};

/// Columns of the file.
#[derive(Default)]
struct Customers {
    frequency: Vec<u64>,
    recency: Vec<f64>,
    age: Vec<f64>,
    spend: Vec<f64>,
}

#[expect(clippy::print_stdout, reason = "a program that reports")]
#[expect(
    clippy::disallowed_methods,
    reason = "what is measured is the time that passes"
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [job, path] = words.as_slice() else {
        return Err("usage: value JOB FILE".into());
    };
    let customers = read(&std::fs::read_to_string(path)?)?;
    let start = Instant::now();
    let report = run(job, &customers)?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{{\"seconds\": {seconds}, {report}}}");
    Ok(())
}

fn read(text: &str) -> Result<Customers, Box<dyn std::error::Error>> {
    let mut customers = Customers::default();
    for line in text.lines().skip(1) {
        let mut cells = line.split(',');
        let mut cell = || cells.next().ok_or("four columns are needed");
        customers.frequency.push(cell()?.parse()?);
        customers.recency.push(cell()?.parse()?);
        customers.age.push(cell()?.parse()?);
        customers.spend.push(cell()?.parse()?);
    }
    Ok(customers)
}

fn run(job: &str, customers: &Customers) -> Result<String, LabError> {
    let mut report = String::new();
    if let Some(kind) = PurchaseKind::from_name(job) {
        let fit = PurchaseModel::fit(kind, &Histories::compress(histories(customers)?))?;
        let parameters = fit.model.parameters();
        let _ = write!(
            report,
            "\"parameters\": {parameters:?}, \"log_likelihood\": {}",
            fit.log_likelihood
        );
    } else if job == "gamma_gamma" {
        let pairs = customers.frequency.iter().zip(&customers.spend);
        let spend: Vec<SpendHistory> = pairs
            .map(|(&repeat_purchases, &mean_value)| SpendHistory {
                repeat_purchases,
                mean_value,
            })
            .collect();
        let fit = fit_gamma_gamma(&spend)?;
        let parameters = fit.model.parameters();
        let _ = write!(
            report,
            "\"parameters\": {parameters:?}, \"log_likelihood\": {}",
            fit.log_likelihood
        );
    } else if job == "forecast" {
        let histories = Histories::compress(histories(customers)?);
        let fit = PurchaseModel::fit(PurchaseKind::BgNbd, &histories)?;
        let total = forecast_total(&fit, &histories, HORIZON, 0.95)?;
        let _ = write!(
            report,
            "\"expected\": {}, \"low\": {}, \"high\": {}",
            total.mean, total.low, total.high
        );
    } else {
        let scores = score(customers)?;
        let alive: f64 = scores.iter().map(|score| score.p_alive).sum();
        let expected: f64 = scores.iter().map(|score| score.purchases).sum();
        let _ = write!(report, "\"alive\": {alive}, \"expected\": {expected}");
    }
    Ok(report)
}

fn histories(customers: &Customers) -> Result<impl Iterator<Item = (History, u64)>, LabError> {
    let times = customers.recency.iter().zip(&customers.age);
    let rows: Result<Vec<_>, _> = customers
        .frequency
        .iter()
        .zip(times)
        .map(|(&repeats, (&recency, &age))| History::new(repeats, recency, age).map(|row| (row, 1)))
        .collect();
    Ok(rows?.into_iter())
}

/// Chance to be there and purchases of the next year of every customer, on all cores.
fn score(customers: &Customers) -> Result<Vec<Score>, LabError> {
    let model = PurchaseModel::new(PurchaseKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let mut scores = vec![NONE; customers.frequency.len()];
    let piece = scores.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let pieces = scores.chunks_mut(piece).enumerate();
        let workers: Vec<_> = pieces
            .map(|(index, scores)| {
                scope.spawn(move || {
                    let mut scorer = model.scorer(HORIZON, 0.0)?;
                    for (score, row) in scores.iter_mut().zip(index * piece..) {
                        let history = History::new(
                            customers.frequency[row],
                            customers.recency[row],
                            customers.age[row],
                        )?;
                        *score = scorer.score(&history);
                    }
                    Ok(())
                })
            })
            .collect();
        for worker in workers {
            worker.join().unwrap_or(Ok(()))?;
        }
        Ok(())
    })?;
    Ok(scores)
}
