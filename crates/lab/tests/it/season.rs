//! The calendar's season against a simulated truth, the CDNOW cohort, and laws.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lab::{
    BgNbd, DatedHistory, Histories, History, LabError, PurchaseKind, PurchaseModel, Season,
    SeasonFit, count_to_f64, estimate_season, forecast_season_total,
};
use proptest::prelude::*;

use crate::random::Random;

/// 1997-01-01.
const NEW_YEAR: i64 = 9_862;

/// Days with a purchase of each customer, rising.
type Purchases = Vec<Vec<i64>>;

/// Customers, each with the number of those who are alike.
type Customers = Vec<(DatedHistory, u64)>;

/// Repeat purchases of each day.
type ByDay = Vec<(i64, u64)>;

/// What is known at the end of a day: the customers, and the repeat purchases of each day.
fn known(purchases: &Purchases, as_of: i64) -> (Customers, ByDay) {
    let mut by_day = BTreeMap::new();
    let customers = purchases.iter().filter_map(|days| {
        let known: Vec<i64> = days.iter().copied().filter(|day| *day <= as_of).collect();
        for day in known.iter().skip(1) {
            *by_day.entry(*day).or_default() += 1;
        }
        let history = DatedHistory {
            first_day: *known.first()?,
            last_day: *known.last()?,
            repeat_purchases: known.len() as u64 - 1,
        };
        Some((history, 1))
    });
    let customers = customers.collect();
    (customers, by_day.into_iter().collect())
}

#[expect(
    clippy::unwrap_used,
    reason = "data that do not parse must stop the test"
)]
fn estimated(purchases: &Purchases, as_of: i64) -> SeasonFit {
    let (customers, by_day) = known(purchases, as_of);
    estimate_season(&customers, &by_day, as_of).unwrap()
}

/// BG/NBD customers (r 0.8, alpha 60 days, a 0.9, b 4), acquired over two years from 1997 on, for three years.
fn simulated(customers: i64, pace: impl Fn(usize) -> f64) -> Purchases {
    let starts: Vec<i64> = (0..38).map(start_of).collect();
    let month_of = |day: i64| starts.partition_point(|start| *start <= day) - 1;
    let mut random = Random(17);
    let mut customer = |number: i64| {
        let first = NEW_YEAR + number * 7 % 730;
        let rate = random.gamma(0.8) / 60.0;
        let leaves = random.beta(0.9, 4.0);
        let mut days = vec![first];
        for day in first + 1..NEW_YEAR + 1_095 {
            if random.uniform() < -(-rate * pace(month_of(day))).exp_m1() {
                days.push(day);
                if random.uniform() < leaves {
                    break;
                }
            }
        }
        days
    };
    (0..customers).map(&mut customer).collect()
}

/// The first day of a month of 1997 to 1999, and of 2000-01 and 2000-02.
fn start_of(month: i64) -> i64 {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    NEW_YEAR
        + month / 12 * 365
        + (0..)
            .zip(lengths)
            .filter(|(place, _)| *place < month % 12)
            .map(|(_, days)| days)
            .sum::<i64>()
}

#[test]
fn a_simulated_season_is_found_again() {
    let truth = |month: usize| match month % 12 {
        0 => 0.7,
        5 => 0.85,
        10 => 1.7,
        11 => 1.4,
        _ => 1.0,
    };
    let as_of = NEW_YEAR + 1_094;
    let purchases = simulated(6_000, truth);
    let fit = estimated(&purchases, as_of);
    assert!(fit.evidence > 100.0, "{}", fit.evidence);
    let season = fit.into_taken();
    // The level of all months together and alpha say the same.
    let found: Vec<f64> = season.months().map(|(_, pace)| pace).collect();
    let level = |paces: &[f64]| {
        paces.iter().map(|pace| pace.ln()).sum::<f64>() / count_to_f64(paces.len() as u64)
    };
    let true_paces: Vec<f64> = (0..36).map(truth).collect();
    let off = level(&found) - level(&true_paces);
    for (month, (found, truth)) in found.iter().zip(&true_paces).enumerate().skip(3) {
        let error = found.ln() - truth.ln() - off;
        assert!(error.abs() < 0.17, "month {month}: {found} for {truth}");
    }
    // A November to come is like the three seen, shrunk somewhat to the usual, and the parameters are those of the simulation.
    let november = season.pace(NEW_YEAR + 1_095 + 320) / season.pace(NEW_YEAR + 1_095 + 200);
    assert!((1.35..1.75).contains(&november), "{november}");
    let (customers, _) = known(&purchases, as_of);
    let histories = customers
        .iter()
        .map(|(customer, count)| (season.history(customer, as_of).unwrap(), *count));
    let fitted = BgNbd::fit(&Histories::compress(histories)).unwrap();
    let errors = fitted.standard_errors.unwrap();
    for (place, truth) in [(0, 0.8), (2, 0.9), (3, 4.0)] {
        let found = fitted.model.parameters()[place];
        assert!(
            (found - truth).abs() < 3.5 * errors[place],
            "{found} for {truth}"
        );
    }
}

#[test]
fn where_there_is_no_season_none_is_taken() {
    let fit = estimated(&simulated(3_000, |_| 1.0), NEW_YEAR + 1_094);
    assert!(fit.evidence < 0.0, "{}", fit.evidence);
    assert!(fit.into_taken().is_flat());
}

/// The days with a purchase of the 23,570 customers of CDNOW.
#[expect(
    clippy::unwrap_used,
    reason = "data that do not parse must stop the test"
)]
fn cdnow() -> Purchases {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cdnow.csv");
    let text = fs::read_to_string(file).unwrap();
    let mut purchases: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split([',', '-']).collect();
        let number = |place: usize| cells[place].parse::<i64>().unwrap();
        let month = (number(1) - 1997) * 12 + number(2) - 1;
        let day = start_of(month) + number(3) - 1;
        purchases.entry(cells[0]).or_default().push(day);
    }
    let customers = purchases.into_values();
    customers
        .map(|mut days| {
            days.sort_unstable();
            days.dedup();
            days
        })
        .collect()
}

/// Error of the total and root mean squared error of a customer.
#[expect(
    clippy::unwrap_used,
    reason = "data that do not parse must stop the test"
)]
fn errors(
    kind: PurchaseKind,
    season: &Season,
    purchases: &Purchases,
    as_of: i64,
    until: i64,
) -> (f64, f64) {
    let (customers, _) = known(purchases, as_of);
    let histories: Vec<History> = customers
        .iter()
        .map(|(customer, _)| season.history(customer, as_of).unwrap())
        .collect();
    let compressed = Histories::compress(histories.iter().map(|history| (*history, 1)));
    let model = PurchaseModel::fit(kind, &compressed).unwrap().model;
    let (mut forecast, mut actual, mut squared) = (0.0, 0.0, 0.0);
    for ((history, (customer, _)), days) in histories.iter().zip(&customers).zip(purchases) {
        let horizon = season.horizon(customer.first_day, as_of, until);
        let expected = model.expected_purchases(history, horizon).unwrap();
        let made = days
            .iter()
            .filter(|day| (as_of + 1..=until).contains(day))
            .count();
        forecast += expected;
        actual += count_to_f64(made as u64);
        squared += (expected - count_to_f64(made as u64)).powi(2);
    }
    (
        forecast / actual - 1.0,
        (squared / count_to_f64(customers.len() as u64)).sqrt(),
    )
}

#[test]
fn cdnow_has_no_longer_too_few_purchases_in_its_second_half() {
    let purchases = cdnow();
    let (as_of, until) = (NEW_YEAR + 272, NEW_YEAR + 545);
    let fit = estimated(&purchases, as_of);
    assert!((fit.evidence - 200.0).abs() < 10.0, "{}", fit.evidence);
    let season = fit.into_taken();
    for (kind, plain, seasonal) in [
        (PurchaseKind::BgNbd, -0.143, 0.017),
        (PurchaseKind::MbgNbd, -0.190, -0.031),
        (PurchaseKind::ParetoNbd, -0.129, 0.026),
    ] {
        let (total, of_customer) = errors(kind, &Season::flat(), &purchases, as_of, until);
        assert!((total - plain).abs() < 1e-3, "{kind}: {total}");
        let (seasonal_total, of_customer_seasonal) =
            errors(kind, &season, &purchases, as_of, until);
        assert!(
            (seasonal_total - seasonal).abs() < 1e-2,
            "{kind}: {seasonal_total}"
        );
        assert!(
            of_customer_seasonal < of_customer,
            "{kind}: {of_customer_seasonal} and {of_customer}"
        );
    }
}

#[test]
fn the_interval_of_a_total_holds_what_came() {
    let purchases = cdnow();
    let (as_of, until) = (NEW_YEAR + 272, NEW_YEAR + 545);
    let (customers, _) = known(&purchases, as_of);
    let forecast = |season: &Season| {
        let histories = customers
            .iter()
            .map(|(customer, count)| (season.history(customer, as_of).unwrap(), *count));
        let fitted =
            PurchaseModel::fit(PurchaseKind::MbgNbd, &Histories::compress(histories)).unwrap();
        forecast_season_total(&fitted, season, &customers, (as_of, until), 0.95).unwrap()
    };
    let actual = 19_684.0;
    let seasonal = forecast(&estimated(&purchases, as_of).into_taken());
    assert!(
        seasonal.low < actual && actual < seasonal.high,
        "{seasonal:?}"
    );
    let plain = forecast(&Season::flat());
    assert!(plain.high < actual, "{plain:?}");
}

#[test]
fn the_order_of_customers_and_days_does_not_matter() {
    let purchases = simulated(300, |month| if month % 12 == 10 { 2.0 } else { 1.0 });
    let as_of = NEW_YEAR + 800;
    let (mut customers, mut by_day) = known(&purchases, as_of);
    let straight = estimate_season(&customers, &by_day, as_of).unwrap();
    customers.reverse();
    by_day.reverse();
    assert_eq!(
        estimate_season(&customers, &by_day, as_of).unwrap(),
        straight
    );
}

#[test]
fn a_season_that_was_kept_is_the_same() {
    let months = [1.2, 0.8, 1.0, 1.5];
    let season = Season::new(1997 * 12 + 10, &months, &[1.3, 0.9]).unwrap();
    let kept: Vec<f64> = season.months().map(|(_, pace)| pace).collect();
    let again = Season::new(season.first_month(), &kept, season.quarters()).unwrap();
    let (from, until) = (NEW_YEAR + 330, NEW_YEAR + 900);
    assert!((again.span(from, until) - season.span(from, until)).abs() < 1e-9);
    assert!((season.pace_of_acquired(NEW_YEAR + 310) - 1.3).abs() < 1e-12);
    assert!((season.pace_of_acquired(NEW_YEAR + 2_000) - 1.0).abs() < 1e-12);
}

#[test]
fn the_further_ahead_the_less_is_known() {
    let season = Season::new(1997 * 12, &[1.0; 9], &[1.0; 3]).unwrap();
    let as_of = NEW_YEAR + 272;
    assert!(season.span_error(NEW_YEAR, as_of) < 1e-12);
    let errors: Vec<f64> = [1, 31, 92]
        .map(|days| season.span_error(as_of, as_of + days))
        .to_vec();
    assert!(
        (errors[0] - errors[1]).abs() < 1e-9,
        "one month, one pace: {errors:?}"
    );
    assert!(errors[0] > 0.2 && errors[0] < 0.35, "{errors:?}");
    assert!(errors[2] < errors[1], "months average out: {errors:?}");
    assert!(Season::flat().span_error(0, 100) < 1e-12);
}

#[test]
fn what_can_not_be_is_refused() {
    let customer = DatedHistory {
        first_day: 100,
        last_day: 120,
        repeat_purchases: 1,
    };
    let differ = estimate_season(&[(customer, 2)], &[(120, 1)], 200).unwrap_err();
    assert_eq!(
        differ.to_string(),
        "the days have 1 repeat purchases, the customers 2"
    );
    let nobody = estimate_season(&[], &[], 200).unwrap_err();
    assert_eq!(
        nobody.to_string(),
        "the estimate of a season needs at least one value, none was given"
    );
    let idle = DatedHistory {
        first_day: 100,
        last_day: 100,
        repeat_purchases: 0,
    };
    assert!(matches!(
        estimate_season(&[(idle, 5)], &[], 200),
        Err(LabError::Empty { .. })
    ));
    assert!(estimate_season(&[(customer, 1)], &[(120, 1)], 110).is_err());
    assert!(estimate_season(&[(customer, 1)], &[(300, 1)], 200).is_err());
    let still = Season::new(0, &[1.0, 0.0], &[]).unwrap_err();
    assert_eq!(
        still.to_string(),
        "the pace of a month or a quarter must be above 0, 0 was given"
    );
    assert!(
        Season::new(0, &[1.0], &[1.0])
            .unwrap()
            .history(&customer, 110)
            .is_err()
    );
}

proptest! {
    #[test]
    fn spans_add_up(
        first_month in -100_i64..30_000,
        paces in proptest::collection::vec(0.2_f64..4.0, 0..30),
        from in -2_000_i64..2_000,
        lengths in (0_i64..800, 0_i64..800),
    ) {
        let season = Season::new(first_month, &paces, &[]).unwrap();
        let from = (first_month - 1970 * 12) * 30 + from;
        let (middle, until) = (from + lengths.0, from + lengths.0 + lengths.1);
        let whole = season.span(from, until);
        prop_assert!(whole >= 0.0 && whole.is_finite());
        prop_assert!((season.span(from, middle) + season.span(middle, until) - whole).abs() < 1e-6 * (1.0 + whole));
        let by_day: f64 = (from + 1..=until).map(|day| season.pace(day)).sum();
        prop_assert!((by_day - whole).abs() < 1e-6 * (1.0 + whole));
        if paces.is_empty() {
            prop_assert!((whole - count_to_f64((until - from).cast_unsigned())).abs() < 1e-9);
        }
    }
}

#[test]
fn months_that_hardly_differ_are_no_season_however_many_speak_for_it() {
    let fit = |months: &[f64]| SeasonFit {
        season: Season::new(2024 * 12, months, &[]).expect("a season"),
        evidence: 300.0,
        iterations: 1,
    };
    assert!(!fit(&[1.06, 1.09, 1.0, 0.95]).is_taken());
    assert!(fit(&[1.06, 1.09, 1.0, 0.95]).into_taken().is_flat());
    assert!(fit(&[1.3, 1.1, 0.9, 0.8]).is_taken());
}
