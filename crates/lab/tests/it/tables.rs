//! The tables of the tests on durations.

#![expect(
    clippy::expect_used,
    reason = "a fixture that does not parse must stop the test"
)]

use lab::{Covariates, Durations};

/// Rows of a file with `#` lines and a heading, by column name.
fn column(text: &str, name: &str) -> Vec<f64> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let heading = lines.next().expect("a heading");
    let place = heading
        .split(',')
        .position(|cell| cell == name)
        .expect("a column");
    lines
        .map(|line| {
            let cell = line.split(',').nth(place).expect("a cell");
            cell.parse().expect("a number")
        })
        .collect()
}

fn marks(text: &str, name: &str) -> Vec<bool> {
    column(text, name)
        .into_iter()
        .map(|mark| mark > 0.0)
        .collect()
}

/// The seven covariates of the men released from prison.
pub(crate) const ROSSI: [&str; 7] = ["fin", "age", "race", "wexp", "mar", "paro", "prio"];

/// The men released from prison, with some of their covariates.
pub(crate) fn rossi(names: &[&str]) -> Durations {
    let text = include_str!("../../testdata/rossi.csv");
    let mut covariates = Covariates::new(432);
    for name in names {
        covariates = covariates
            .with_number(name, &column(text, name))
            .expect("varies");
    }
    Durations::new(column(text, "week"), marks(text, "arrest"), covariates).expect("432 men")
}

/// Days of survival of the lung patients, and whether they died.
pub(crate) fn lung() -> (Vec<f64>, Vec<bool>) {
    let text = include_str!("../../testdata/lung.csv");
    (column(text, "time_days"), marks(text, "died"))
}

/// The telephone company's customers.
pub(crate) fn telco() -> Durations {
    let text = include_str!("../../testdata/telco.csv");
    let mut covariates = Covariates::new(7043);
    for name in ["contract", "internet", "payment"] {
        let levels: Vec<String> = column(text, name).iter().map(f64::to_string).collect();
        let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
        covariates = covariates
            .with_levels_against(name, &levels, "0")
            .expect("levels");
    }
    for name in ["charges", "senior", "partner", "paperless"] {
        covariates = covariates
            .with_number(name, &column(text, name))
            .expect("varies");
    }
    Durations::new(column(text, "months"), marks(text, "left"), covariates).expect("7,043")
}
