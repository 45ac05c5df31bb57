//! Intervals against simulated customers, and the laws of the distribution of purchases to come.

use lab::{
    Fitted, Histories, History, LabError, PurchaseKind, PurchaseModel, count_to_f64, forecast_total,
};
use proptest::prelude::*;

use crate::random::Random;

/// A customer's history until `age`, and the purchases in the time `horizon` after it.
#[expect(
    clippy::expect_used,
    reason = "a history that is none must stop the test"
)]
pub(crate) fn simulate(
    draw: &mut Random,
    model: &PurchaseModel,
    age: f64,
    horizon: f64,
) -> (History, u64) {
    let [r, alpha, third, fourth] = model.parameters();
    let rate = draw.gamma(r) / alpha;
    let (leaves, stay) = match model.kind() {
        PurchaseKind::ParetoNbd => (0.0, draw.gamma(1.0) * fourth / draw.gamma(third)),
        _ => (draw.beta(third, fourth), f64::INFINITY),
    };
    let (mut time, mut last, mut repeats, mut later) = (0.0, 0.0, 0, 0);
    let mut there = model.kind() != PurchaseKind::MbgNbd || draw.uniform() >= leaves;
    while there {
        time += draw.gamma(1.0) / rate;
        if time > stay.min(age + horizon) {
            break;
        }
        if time <= age {
            (last, repeats) = (time, repeats + 1);
        } else {
            later += 1;
        }
        there = draw.uniform() >= leaves;
    }
    let history = History::new(repeats, last, age).expect("a history");
    (history, later)
}

#[expect(
    clippy::expect_used,
    reason = "a model that is none must stop the test"
)]
fn model(kind: PurchaseKind, parameters: [f64; 4]) -> PurchaseModel {
    PurchaseModel::new(kind, &parameters).expect("a model")
}

fn truths() -> [PurchaseModel; 3] {
    [
        model(PurchaseKind::BgNbd, [2.0, 5.0, 0.8, 6.0]),
        model(PurchaseKind::MbgNbd, [2.0, 5.0, 0.8, 6.0]),
        model(PurchaseKind::ParetoNbd, [2.0, 5.0, 0.8, 20.0]),
    ]
}

/// Whole numbers can not hold 95 % exactly; with a coin thrown at the ends they do.
#[test]
fn intervals_hold_what_they_promise_for_one_customer() {
    for model in truths() {
        let mut draw = Random(3);
        let (mut inside, mut fair) = (0.0, 0.0);
        let customers = 20_000;
        for _ in 0..customers {
            let (history, came) = simulate(&mut draw, &model, 40.0, 30.0);
            let (low, high) = model.interval(&history, 30.0, 0.95).expect("an interval");
            if (low..=high).contains(&came) {
                inside += 1.0;
            }
            let at_least = |number| {
                model
                    .purchases_at_least(&history, 30.0, number)
                    .expect("weeks")
            };
            let (from, above) = (at_least(came), at_least(came + 1));
            let place = above + draw.uniform() * (from - above);
            if place > 0.025 && place < 0.975 {
                fair += 1.0;
            }
        }
        let customers = f64::from(customers);
        assert!(inside / customers > 0.95, "{model:?}: {inside}");
        let fair = fair / customers;
        assert!((fair - 0.95).abs() < 0.006, "{model:?}: {fair}");
    }
}

/// Customers who buy often and seldom leave: there the whole numbers do little.
#[test]
fn intervals_of_frequent_buyers_hold_little_more() {
    for kind in PurchaseKind::ALL {
        let parameters = match kind {
            PurchaseKind::ParetoNbd => [5.0, 1.0, 2.0, 2000.0],
            _ => [5.0, 1.0, 0.5, 1000.0],
        };
        let (model, mut draw) = (model(kind, parameters), Random(5));
        let inside = (0..4000)
            .filter(|_| {
                let (history, came) = simulate(&mut draw, &model, 20.0, 10.0);
                let (low, high) = model.interval(&history, 10.0, 0.95).expect("an interval");
                (low..=high).contains(&came)
            })
            .count();
        let share = count_to_f64(inside as u64) / 4000.0;
        assert!((0.94..0.97).contains(&share), "{kind}: {share}");
    }
}

/// Each base is fitted and forecast anew, so chance and doubt are both in the interval.
#[test]
fn intervals_of_totals_hold_what_they_promise() {
    for (truth, bases) in truths().into_iter().zip([400, 400, 100]) {
        let mut draw = Random(17);
        let mut inside = 0.0;
        for _ in 0..bases {
            let mut came = 0;
            let histories: Vec<(History, u64)> = (0..400)
                .map(|_| {
                    let (history, later) = simulate(&mut draw, &truth, 40.0, 30.0);
                    came += later;
                    (history, 1)
                })
                .collect();
            let histories = Histories::compress(histories);
            let fitted = PurchaseModel::fit(truth.kind(), &histories);
            let fitted = fitted.unwrap_or_else(|error| panic!("{truth:?}: {error}"));
            let total = forecast_total(&fitted, &histories, 30.0, 0.95).expect("a forecast");
            if count_to_f64(came) > total.low && count_to_f64(came) < total.high {
                inside += 1.0;
            }
        }
        let share = inside / f64::from(bases);
        assert!((0.93..=0.975).contains(&share), "{truth:?}: {share}");
    }
}

#[test]
fn simulated_parameters_are_recovered_by_every_model() {
    for truth in truths() {
        let mut draw = Random(23);
        let histories = (0..4000).map(|_| (simulate(&mut draw, &truth, 60.0, 0.0).0, 1));
        let fit = PurchaseModel::fit(truth.kind(), &Histories::compress(histories)).expect("a fit");
        let errors = fit.standard_errors.expect("errors");
        let pairs = fit.model.parameters().into_iter().zip(truth.parameters());
        for ((got, want), error) in pairs.zip(errors) {
            assert!(
                (got - want).abs() < 3.5 * error,
                "{got} ± {error}, not {want}"
            );
            assert!(error < 0.5 * want, "{error} of {want}");
        }
    }
}

/// Many different histories take the way over a thinned base; it must end where the short way ends.
#[test]
fn many_histories_have_the_maximum_of_their_repetition() {
    let truth = model(PurchaseKind::BgNbd, [2.0, 5.0, 0.8, 6.0]);
    let mut draw = Random(29);
    let rows: Vec<(History, u64)> = (0..60_000)
        .map(|_| (simulate(&mut draw, &truth, 40.0, 0.0).0, 1))
        .collect();
    for kind in PurchaseKind::ALL {
        let all = PurchaseModel::fit(kind, &Histories::compress(rows.clone())).expect("a fit");
        let half = Histories::compress(rows.iter().copied().take(30_000));
        let rest = Histories::compress(rows.iter().copied().skip(30_000));
        // The likelihood of all at its maximum is no smaller than that of the halves at theirs could add up to, less
        // what four parameters more are worth.
        let halves = [half, rest].map(|part| {
            PurchaseModel::fit(kind, &part)
                .expect("a fit")
                .log_likelihood
        });
        let gained = halves[0] + halves[1] - all.log_likelihood;
        assert!((0.0..15.0).contains(&gained), "{gained}");
    }
}

#[test]
fn what_can_not_be_forecast_is_refused() {
    let model = truths()[0];
    let history = History::new(1, 2.0, 3.0).expect("a history");
    let histories = Histories::compress([(history, 1)]);
    let unknown = Fitted {
        model,
        log_likelihood: 0.0,
        covariance: None,
        standard_errors: None,
        iterations: 0,
    };
    let error = forecast_total(&unknown, &histories, 10.0, 0.95).expect_err("no covariance");
    assert!(error.to_string().contains("fit it again"), "{error}");
    for level in [0.0, 1.0, f64::NAN] {
        let error = model.interval(&history, 10.0, level).expect_err("a level");
        assert!(matches!(error, LabError::NotAShare { .. }), "{error}");
    }
    assert!(model.interval(&history, -1.0, 0.9).is_err());
    assert!(model.scorer(1.0, -0.1).is_err());
    let error = PurchaseModel::new(PurchaseKind::BgNbd, &[1.0]).expect_err("one parameter");
    assert!(error.to_string().contains("4 parameters"), "{error}");
    assert_eq!(
        PurchaseKind::from_name("mbg_nbd"),
        Some(PurchaseKind::MbgNbd)
    );
    assert_eq!(PurchaseKind::from_name("arima"), None);
}

/// A base in which nobody leaves tells nothing of leaving: no numbers, but advice.
#[test]
fn parameters_that_the_data_leave_open_are_refused() {
    let mut draw = Random(31);
    let faithful = (0..300).map(|_| {
        let rate = draw.gamma(3.0) / 2.0;
        let (mut time, mut last, mut repeats) = (0.0, 0.0, 0);
        loop {
            time += draw.gamma(1.0) / rate;
            if time > 50.0 {
                break (History::new(repeats, last, 50.0).expect("a history"), 1);
            }
            (last, repeats) = (time, repeats + 1);
        }
    });
    let histories = Histories::compress(faithful);
    for kind in PurchaseKind::ALL {
        let error = PurchaseModel::fit(kind, &histories).expect_err("nobody left");
        assert!(
            matches!(error, LabError::NotConverged { .. }),
            "{kind}: {error}"
        );
        assert!(error.to_string().contains("fewer parameters"), "{error}");
    }
}

/// Σ P(Y ≥ n) is the mean, Σ (2n − 1)·P(Y ≥ n) the expected square; a rate of 0 changes nothing.
#[test]
fn mean_variance_and_discount_belong_to_the_distribution() {
    for model in truths() {
        for (repeats, recency, age) in [(0, 0.0, 10.0), (3, 20.0, 25.0), (40, 39.0, 40.0)] {
            let history = History::new(repeats, recency, age).expect("a history");
            let (mut mean, mut square) = (0.0, 0.0);
            for number in 1..2000 {
                let tail = model
                    .purchases_at_least(&history, 30.0, number)
                    .expect("weeks");
                mean += tail;
                square += (2.0 * count_to_f64(number) - 1.0) * tail;
            }
            let expected = model.expected_purchases(&history, 30.0).expect("weeks");
            let variance = model.purchases_variance(&history, 30.0).expect("weeks");
            assert!(
                (mean / expected - 1.0).abs() < 1e-9,
                "{model:?}: {mean} {expected}"
            );
            assert!(
                ((square - mean * mean) / variance - 1.0).abs() < 1e-8,
                "{model:?}: {variance}"
            );

            let none = model
                .discounted_purchases(&history, 30.0, 0.0)
                .expect("weeks");
            assert!((none / expected - 1.0).abs() < 1e-12);
            let rate = 0.02;
            let step = 30.0 / 3000.0;
            let by_hand: f64 = (0..3000_u32)
                .map(|index| {
                    let from = step * f64::from(index);
                    let purchases = |time| model.expected_purchases(&history, time).expect("weeks");
                    (purchases(from + step) - purchases(from)) * (-rate * (from + 0.5 * step)).exp()
                })
                .sum();
            let direct = model
                .discounted_purchases(&history, 30.0, rate)
                .expect("weeks");
            assert!(
                (direct / by_hand - 1.0).abs() < 1e-8,
                "{model:?}: {direct} {by_hand}"
            );
            let mut scorer = model.scorer(30.0, rate).expect("a scorer");
            let first = scorer.score(&history);
            assert_eq!(first, scorer.score(&history));
            assert!((first.purchases / direct - 1.0).abs() < 1e-12);
        }
    }
}

#[test]
fn probabilities_of_pareto_nbd_sum_to_one_and_to_the_mean() {
    let model = model(PurchaseKind::ParetoNbd, [0.553, 10.578, 0.606, 11.669]);
    let (mut sum, mut mean) = (0.0, 0.0);
    for number in 0..2000 {
        let probability = model.probability(number, 39.0).expect("weeks");
        sum += probability;
        mean += count_to_f64(number) * probability;
    }
    assert!((sum - 1.0).abs() < 1e-10, "{sum}");
    let expected = model.expected_new(39.0).expect("weeks");
    assert!((mean / expected - 1.0).abs() < 1e-9, "{mean} {expected}");
}

proptest! {
    #[test]
    fn intervals_and_variances_are_finite_and_ordered(
        logs in proptest::array::uniform4(-4.0..4.0_f64),
        kind in 0_usize..3,
        repeats in 0_u64..5000,
        share in 0.0..=1.0_f64,
        age in 0.0..5000.0_f64,
        horizon in 0.0..5000.0_f64,
    ) {
        let model = model(PurchaseKind::ALL[kind], logs.map(f64::exp));
        let recency = if repeats == 0 { 0.0 } else { age * share };
        let history = History::new(repeats, recency, age).expect("a history");
        let (low, high) = model.interval(&history, horizon, 0.9).expect("an interval");
        let (lower, higher) = model.interval(&history, horizon, 0.99).expect("an interval");
        prop_assert!(lower <= low && low <= high && high <= higher);
        let variance = model.purchases_variance(&history, horizon).expect("a horizon");
        prop_assert!(variance >= 0.0 && variance.is_finite());
        let expected = model.expected_purchases(&history, horizon).expect("a horizon");
        let today = model.discounted_purchases(&history, horizon, 0.01).expect("a horizon");
        prop_assert!(today >= 0.0 && today <= expected * (1.0 + 1e-9), "{today} {expected}");
    }
}

/// Bases that tell nothing end with a sentence, and never with a number.
#[test]
fn bases_that_tell_nothing_are_refused() {
    let history = |repeats, recency, age| History::new(repeats, recency, age).expect("a history");
    let bases: [&[(History, u64)]; 6] = [
        &[],
        &[(history(0, 0.0, 30.0), 1000)],
        &[(history(0, 0.0, 0.0), 1000)],
        &[(history(3, 0.0, 0.0), 2)],
        &[(history(1, 5.0, 30.0), 1)],
        &[(history(2, 10.0, 30.0), 500)],
    ];
    for (index, base) in bases.into_iter().enumerate() {
        let histories = Histories::compress(base.iter().copied());
        for kind in PurchaseKind::ALL {
            let error =
                PurchaseModel::fit(kind, &histories).expect_err("a base that tells nothing");
            let sentence = error.to_string();
            let empty = matches!(error, LabError::Empty { .. });
            assert_eq!(empty, index < 4, "{index} {kind}: {sentence}");
            assert!(
                empty || sentence.contains("fit to more customers"),
                "{sentence}"
            );
        }
    }
}
