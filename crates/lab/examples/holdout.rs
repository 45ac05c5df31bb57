//! Forecasts of purchases held against what came: the published models, the same in the calendar's season, and the one that
//! would have been taken without a look at what came.
//!
//! ```text
//! holdout PURCHASES.csv AS_OF UNTIL
//! ```
//!
//! The file has a heading and the columns customer and day; days there are numbers of days since 1970-01-01, those of the arguments
//! dates.
#![expect(clippy::print_stdout, reason = "a program for people at a terminal")]

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::process::ExitCode;

use lab::{
    DatedHistory, Fitted, Histories, History, LabError, PurchaseKind, PurchaseModel, Season,
    count_to_f64, estimate_season,
};

/// The error of the total that is allowed.
const GOAL: f64 = 0.08;

/// Days with a purchase of each customer, rising.
type Purchases = Vec<Vec<i64>>;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [file, as_of, until] = &arguments[..] else {
        return Err("usage: holdout PURCHASES.csv AS_OF UNTIL".into());
    };
    let purchases = read(&fs::read_to_string(file)?)?;
    let (as_of, until) = (day_of(as_of)?, day_of(until)?);
    let first = purchases.iter().filter_map(|days| days.first()).min();
    let first = *first.ok_or("there are no purchases")?;

    // The choice: on the calibration alone, whose last third is held out; where no model fits its first part, by likelihood.
    let inner = as_of - (as_of - first + 1) / 3;
    let inner_season = Known::at(&purchases, inner).season();
    let inner_scores = score_all(&purchases, &inner_season, inner, as_of);
    let known = Known::at(&purchases, as_of);
    let season = known.season();

    let plain = score_all(&purchases, &Season::flat(), as_of, until);
    let seasonal = score_all(&purchases, &season, as_of, until);
    let taken = take(&inner_scores)
        .or_else(|| likeliest(&seasonal))
        .ok_or("no model fits")?;
    let made: u64 = known.later(&purchases, until).iter().sum();
    println!(
        "{} customers, {made} purchases in {} days",
        known.customers.len(),
        until - as_of
    );
    println!(
        "\n| model | total | RMSE | MAE | MAE of medians | correlation |\n|---|---|---|---|---|---|"
    );
    for (kind, score) in &plain {
        println!("| {kind} | {score} |");
    }
    for (kind, score) in &seasonal {
        let mark = if *kind == taken { ", **taken**" } else { "" };
        println!("| {kind}, season{mark} | {score} |");
    }
    let Some((_, score)) = seasonal.iter().find(|(kind, _)| *kind == taken) else {
        return Err("the model taken does not fit the whole calibration".into());
    };
    let least = |of: fn(&Score) -> f64| {
        plain
            .iter()
            .map(|(_, score)| of(score))
            .fold(f64::INFINITY, f64::min)
    };
    let mut misses = Vec::new();
    if score.total.abs() >= GOAL {
        misses.push("the total");
    }
    if score.squared > least(|score| score.squared) {
        misses.push("the root mean squared error of a customer");
    }
    if misses.is_empty() {
        println!("\nThe goal is reached.");
        Ok(ExitCode::SUCCESS)
    } else {
        println!("\nThe goal is missed by {}.", misses.join(" and by "));
        Ok(ExitCode::FAILURE)
    }
}

/// The number of a date after 1970-01-01, by counting.
fn day_of(date: &str) -> Result<i64, Box<dyn Error>> {
    let parts: Vec<i64> = date.split('-').map(str::parse).collect::<Result<_, _>>()?;
    let [year, month, day] = parts[..] else {
        return Err("a date is written as 1997-09-30".into());
    };
    let years = 365 * (year - 1970) + (year - 1969) / 4;
    let lengths = [
        31,
        28 + i64::from(year % 4 == 0),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let months: i64 = (1..)
        .zip(lengths)
        .filter(|(place, _)| *place < month)
        .map(|(_, days)| days)
        .sum();
    Ok(years + months + day - 1)
}

fn read(text: &str) -> Result<Purchases, Box<dyn Error>> {
    let mut purchases: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let (customer, day) = line.split_once(',').ok_or("a line has no comma")?;
        purchases
            .entry(customer)
            .or_default()
            .push(day.trim().parse()?);
    }
    let customers = purchases.into_values().map(|mut days| {
        days.sort_unstable();
        days.dedup();
        days
    });
    Ok(customers.collect())
}

/// What is known at the end of a day.
struct Known {
    as_of: i64,
    customers: Vec<DatedHistory>,
    repeats_by_day: Vec<(i64, u64)>,
}

impl Known {
    fn at(purchases: &Purchases, as_of: i64) -> Self {
        let mut by_day = BTreeMap::new();
        let mut customers = Vec::new();
        for days in purchases {
            let known = &days[..days.partition_point(|day| *day <= as_of)];
            let (Some(&first_day), Some(&last_day)) = (known.first(), known.last()) else {
                continue;
            };
            for day in &known[1..] {
                *by_day.entry(*day).or_default() += 1;
            }
            customers.push(DatedHistory {
                first_day,
                last_day,
                repeat_purchases: known.len() as u64 - 1,
            });
        }
        let repeats_by_day = by_day.into_iter().collect();
        Self {
            as_of,
            customers,
            repeats_by_day,
        }
    }

    /// The season for which the purchases speak, if they do.
    fn season(&self) -> Season {
        let alike: Vec<(DatedHistory, u64)> = self
            .customers
            .iter()
            .map(|customer| (*customer, 1))
            .collect();
        match estimate_season(&alike, &self.repeats_by_day, self.as_of) {
            Ok(fit) => fit.into_taken(),
            Err(_) => Season::flat(),
        }
    }

    /// What each of the customers bought afterwards.
    fn later(&self, purchases: &Purchases, until: i64) -> Vec<u64> {
        let known = purchases
            .iter()
            .filter(|days| days.first().is_some_and(|day| *day <= self.as_of));
        let later = |days: &Vec<i64>| {
            let until = days.partition_point(|day| *day <= until);
            (until - days.partition_point(|day| *day <= self.as_of)) as u64
        };
        known.map(later).collect()
    }
}

/// A forecast held against what came.
struct Score {
    log_likelihood: f64,
    total: f64,
    squared: f64,
    absolute: f64,
    absolute_of_medians: f64,
    correlation: f64,
}

impl std::fmt::Display for Score {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let total = 100.0 * self.total;
        let Self {
            squared,
            absolute,
            absolute_of_medians,
            correlation,
            ..
        } = self;
        write!(
            formatter,
            "{total:+.1} % | {squared:.4} | {absolute:.4} | {absolute_of_medians:.4} | {correlation:.4}"
        )
    }
}

fn score_all(
    purchases: &Purchases,
    season: &Season,
    as_of: i64,
    until: i64,
) -> Vec<(PurchaseKind, Score)> {
    let known = Known::at(purchases, as_of);
    let later = known.later(purchases, until);
    let scored = PurchaseKind::ALL.into_iter();
    scored
        .filter_map(|kind| Some((kind, score(kind, &known, &later, season, until).ok()?)))
        .collect()
}

fn score(
    kind: PurchaseKind,
    known: &Known,
    later: &[u64],
    season: &Season,
    until: i64,
) -> Result<Score, LabError> {
    let customers = known.customers.iter();
    let histories: Vec<History> = customers
        .map(|customer| season.history(customer, known.as_of))
        .collect::<Result<_, _>>()?;
    let compressed = Histories::compress(histories.iter().map(|history| (*history, 1)));
    let Fitted {
        model,
        log_likelihood,
        ..
    } = PurchaseModel::fit(kind, &compressed)?;
    let mut sums = [0.0; 7];
    for ((history, customer), made) in histories.iter().zip(&known.customers).zip(later) {
        let horizon = season.horizon(customer.first_day, known.as_of, until);
        let expected = model.expected_purchases(history, horizon)?;
        let mut median = 0;
        while model.purchases_at_least(history, horizon, median + 1)? > 0.5 {
            median += 1;
        }
        let made = count_to_f64(*made);
        let parts = [
            expected,
            made,
            expected * expected,
            made * made,
            expected * made,
            (expected - made).abs(),
            (count_to_f64(median) - made).abs(),
        ];
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum += part;
        }
    }
    let customers = count_to_f64(later.len() as u64);
    let [
        forecast,
        made,
        forecast_squared,
        made_squared,
        product,
        absolute,
        of_medians,
    ] = sums.map(|sum| sum / customers);
    let spread = (forecast_squared - forecast * forecast) * (made_squared - made * made);
    Ok(Score {
        log_likelihood,
        total: forecast / made - 1.0,
        squared: (forecast_squared - 2.0 * product + made_squared).sqrt(),
        absolute,
        absolute_of_medians: of_medians,
        correlation: (product - forecast * made) / spread.sqrt(),
    })
}

/// The model with the least loss: the size of the error of the total, and the share by which a customer's root mean squared error
/// lies above the least.
fn take(scores: &[(PurchaseKind, Score)]) -> Option<PurchaseKind> {
    let least = scores
        .iter()
        .map(|(_, score)| score.squared)
        .fold(f64::INFINITY, f64::min);
    let loss = |score: &Score| score.total.abs() + score.squared / least - 1.0;
    let best = scores
        .iter()
        .min_by(|left, right| loss(&left.1).total_cmp(&loss(&right.1)));
    best.map(|(kind, _)| *kind)
}

/// The model under which the calibration is most probable.
fn likeliest(scores: &[(PurchaseKind, Score)]) -> Option<PurchaseKind> {
    let likelihood = |score: &Score| score.log_likelihood;
    let best = scores
        .iter()
        .max_by(|left, right| likelihood(&left.1).total_cmp(&likelihood(&right.1)));
    best.map(|(kind, _)| *kind)
}
