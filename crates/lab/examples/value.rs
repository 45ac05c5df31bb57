//! One job over the customers of a CSV file, timed inside the process: what `benches/value.py` runs beside its peers.
//!
//! usage: `value bg_nbd|mbg_nbd|pareto_nbd|gamma_gamma|score|forecast|intervals FILE`

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::sync::Mutex;
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
        let fit = PurchaseModel::fit(kind, &histories(customers)?)?;
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
        let histories = histories(customers)?;
        let fit = PurchaseModel::fit(PurchaseKind::BgNbd, &histories)?;
        let total = forecast_total(&fit, &histories, HORIZON, 0.95)?;
        let _ = write!(
            report,
            "\"expected\": {}, \"low\": {}, \"high\": {}",
            total.mean, total.low, total.high
        );
    } else if job == "intervals" {
        let ends = intervals(customers)?;
        let (low, high) = ends
            .iter()
            .fold((0, 0), |sums, ends| (sums.0 + ends.0, sums.1 + ends.1));
        let _ = write!(report, "\"low\": {low}, \"high\": {high}");
    } else {
        let scores = score(customers)?;
        let alive: f64 = scores.iter().map(|score| score.p_alive).sum();
        let expected: f64 = scores.iter().map(|score| score.purchases).sum();
        let _ = write!(report, "\"alive\": {alive}, \"expected\": {expected}");
    }
    Ok(report)
}

/// The histories of all, none of which may be wrong.
fn histories(customers: &Customers) -> Result<Histories, LabError> {
    let times = customers.recency.iter().zip(&customers.age);
    let mut wrong = None;
    let rows = customers
        .frequency
        .iter()
        .zip(times)
        .map_while(
            |(&repeats, (&recency, &age))| match History::new(repeats, recency, age) {
                Ok(history) => Some((history, 1)),
                Err(error) => {
                    wrong = Some(error);
                    None
                }
            },
        );
    let histories = Histories::compress(rows);
    wrong.map_or(Ok(histories), Err)
}

/// Chance to be there and purchases of the next year of every customer, on all cores.
fn score(customers: &Customers) -> Result<Vec<Score>, LabError> {
    let model = PurchaseModel::new(PurchaseKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
    on_all_cores(customers, NONE, || {
        let mut scorer = model.scorer(HORIZON, 0.0)?;
        Ok(move |history: &History| Ok(scorer.score(history)))
    })
}

/// Numbers between which 95 % of every customer's purchases of the next year lie.
fn intervals(customers: &Customers) -> Result<Vec<(u64, u64)>, LabError> {
    let model = PurchaseModel::new(PurchaseKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
    on_all_cores(customers, (0, 0), || {
        Ok(move |history: &History| model.interval(history, HORIZON, 0.95))
    })
}

/// One answer for every customer; each thread makes what it answers with, and takes the next piece that nobody has taken.
fn on_all_cores<A: Copy + Send, F: FnMut(&History) -> Result<A, LabError>>(
    customers: &Customers,
    none: A,
    answers: impl Fn() -> Result<F, LabError> + Sync,
) -> Result<Vec<A>, LabError> {
    const PIECE: usize = 16_384;
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut all = vec![none; customers.frequency.len()];
    let pieces = Mutex::new(all.chunks_mut(PIECE).enumerate());
    let work = || {
        let mut answer = answers()?;
        loop {
            let taken = pieces.lock().map_or(None, |mut pieces| pieces.next());
            let Some((piece, slots)) = taken else {
                return Ok(());
            };
            for (slot, row) in slots.iter_mut().zip(piece * PIECE..) {
                let (recency, age) = (customers.recency[row], customers.age[row]);
                *slot = answer(&History::new(customers.frequency[row], recency, age)?)?;
            }
        }
    };
    std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let done = work();
        let others = helpers
            .into_iter()
            .map(|helper| helper.join().unwrap_or(Ok(())));
        others.fold(done, Result::and)
    })?;
    Ok(all)
}
