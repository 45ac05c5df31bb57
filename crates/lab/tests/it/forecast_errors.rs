//! The forecast errors of the published models on the bundled CDNOW sample: fitted to 39 weeks, held against the next 39.

#![expect(
    clippy::expect_used,
    reason = "a fixture that does not parse must stop the test"
)]

use std::collections::{BTreeMap, BTreeSet};

use lab::{Histories, History, PurchaseKind, PurchaseModel, count_to_f64};

/// The last day of the calibration and of the forecast, counted from the first of January 1997.
const CALIBRATION: u32 = 272;
const END: u32 = 545;

/// Days before each month of a year without the 29th of February, as 1997 and 1998 are.
const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

fn day(text: &str) -> u32 {
    let parts: Vec<u32> = text
        .split('-')
        .map(|part| part.parse().expect("a number"))
        .collect();
    let month = usize::try_from(parts[1]).expect("a month");
    (parts[0] - 1997) * 365 + BEFORE[month - 1] + parts[2] - 1
}

/// What was known of each customer after 39 weeks, in weeks, and the days with an order since.
fn customers() -> Vec<(History, u64)> {
    let sample: BTreeSet<&str> = include_str!("../../../../data/cdnow_sample.csv")
        .lines()
        .skip(1)
        .collect();
    let mut days: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for line in include_str!("../../../../data/cdnow.csv").lines().skip(1) {
        let mut cells = line.split(',');
        let customer = cells.next().expect("a customer");
        if sample.contains(customer) {
            let date = cells.next().expect("a date");
            days.entry(customer).or_default().insert(day(date));
        }
    }
    let weeks = |days: u32| f64::from(days) / 7.0;
    let known = days.values().map(|days| {
        let seen: Vec<u32> = days.range(..=CALIBRATION).copied().collect();
        let (first, last) = (seen[0], seen[seen.len() - 1]);
        let repeats = u64::try_from(seen.len() - 1).expect("a count");
        let history = History::new(repeats, weeks(last - first), weeks(CALIBRATION - first));
        let later = days.range(CALIBRATION + 1..=END).count();
        (
            history.expect("a history"),
            u64::try_from(later).expect("a count"),
        )
    });
    known.collect()
}

/// Published: Fader, Hardie & Lee (2005) report −4 % and −2 % at week 78 in words; more digits, and the errors of customers, by
/// independent fits and formulas.
#[test]
fn the_sample_has_the_known_errors() {
    let customers = customers();
    let (mut before, mut after) = (0, 0);
    for (history, later) in &customers {
        before += history.repeat_purchases();
        after += later;
    }
    assert_eq!((customers.len(), before, after), (2_357, 2_457, 1_882));
    let histories = Histories::compress(customers.iter().map(|&(history, _)| (history, 1)));
    let known = [
        (
            PurchaseKind::BgNbd,
            [4160.64, 1653.42, 0.785_46, 2.585_69, 0.625_63],
        ),
        (
            PurchaseKind::MbgNbd,
            [4049.97, 1576.74, 0.764_78, 2.583_11, 0.627_24],
        ),
        (
            PurchaseKind::ParetoNbd,
            [4270.07, 1665.53, 0.754_53, 2.569_2, 0.630_21],
        ),
    ];
    for (kind, want) in known {
        let model = PurchaseModel::fit(kind, &histories).expect("a fit").model;
        for (got, want) in errors(&model, &customers).into_iter().zip(want) {
            assert!(
                (got / want - 1.0).abs() < 1e-4,
                "{kind}: {got} instead of {want}"
            );
        }
    }
}

/// Cumulative purchases by week 78 of customers of whom only the first day is known, the forecast of what is known, its mean
/// absolute and squared error a customer, and the correlation.
fn errors(model: &PurchaseModel, customers: &[(History, u64)]) -> [f64; 5] {
    let number = f64::from(u32::try_from(customers.len()).expect("a count"));
    let (mut cumulative, mut absolute) = (0.0, 0.0);
    // Of forecast and truth: sums, squares, product.
    let mut sums = [0.0; 5];
    for (history, later) in customers {
        let truth = count_to_f64(*later);
        let forecast = model.expected_purchases(history, 39.0).expect("39 weeks");
        cumulative += model.expected_new(history.age() + 39.0).expect("weeks");
        absolute += (forecast - truth).abs();
        let parts = [
            forecast,
            truth,
            forecast * forecast,
            truth * truth,
            forecast * truth,
        ];
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum += part;
        }
    }
    let [forecast, truth, forecasts, truths, product] = sums.map(|sum| sum / number);
    let spread = ((forecasts - forecast * forecast) * (truths - truth * truth)).sqrt();
    [
        cumulative,
        sums[0],
        absolute / number,
        forecasts - 2.0 * product + truths,
        (product - forecast * truth) / spread,
    ]
}
