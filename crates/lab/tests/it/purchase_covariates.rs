//! Models of purchases with covariates: equal to the plain ones without, led back to simulated truths with, and their laws.

#![expect(
    clippy::expect_used,
    reason = "what a helper can not build must stop the test"
)]

use crate::cdnow;
use crate::random::Random;
use lab::{
    Cell, CovariateEffect, CovariateFit, CovariateGroup, Covariates, DatedGroup, DatedHistory,
    Histories, History, LabError, PurchaseKind, PurchaseModel, Season, fit_groups_with_covariates,
    fit_with_covariates, forecast_season_total, forecast_season_total_by_group,
};
use proptest::prelude::*;

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance, "{got} for {want}");
}

#[test]
fn without_covariates_it_is_the_plain_model() {
    let table = cdnow::calibration();
    let mut histories = Vec::new();
    for (history, weight) in table.rows() {
        let mut left = weight;
        while left > 0.5 {
            histories.push(*history);
            left -= 1.0;
        }
    }
    assert_eq!(histories.len(), 2357);
    for kind in PurchaseKind::ALL {
        let plain = PurchaseModel::fit(kind, &table).expect("a fit");
        let none = Covariates::new(histories.len());
        let fit = fit_with_covariates(kind, &histories, &none, CovariateEffect::Purchases);
        let fit = fit.expect("a fit");
        close(fit.log_likelihood, plain.log_likelihood, 1e-6);
        let model = fit.model_for(&[]).expect("a model");
        for (got, want) in model.parameters().into_iter().zip(plain.model.parameters()) {
            close(got / want, 1.0, 1e-6);
        }
        assert_eq!(fit.likelihood_ratio().degrees, 0);
        close(fit.aic()[0], fit.aic()[1], 1e-5);
    }
}

/// Purchases of one simulated customer whose rate and ways of leaving are known.
fn purchases(random: &mut Random, model: &PurchaseModel, age: f64) -> History {
    let [r, alpha, third, fourth] = model.parameters();
    let rate = random.gamma(r) / alpha;
    let (mut leaves, mut end) = (0.0, age);
    match model.kind() {
        PurchaseKind::ParetoNbd => {
            let hazard = random.gamma(third) / fourth;
            end = age.min(-random.uniform().ln() / hazard);
        }
        PurchaseKind::BgNbd | PurchaseKind::MbgNbd => leaves = random.beta(third, fourth),
    }
    let first = model.kind() == PurchaseKind::MbgNbd && random.uniform() < leaves;
    let (mut repeats, mut last, mut there) = (0, 0.0, !first);
    while there {
        let next = last - random.uniform().ln() / rate;
        if next > end {
            break;
        }
        (repeats, last) = (repeats + 1, next);
        there = random.uniform() >= leaves;
    }
    History::new(repeats, last, age).expect("a history")
}

struct Truth {
    kind: PurchaseKind,
    base: [f64; 4],
    /// For the web, for mail, for each unit of size.
    purchase: [f64; 3],
    leaving: [f64; 3],
}

/// Customers of three channels and some size, whose rate depends on both.
fn simulated(truth: &Truth, customers: u32, seed: u64) -> (Vec<History>, Covariates) {
    let mut random = Random(seed);
    let (mut histories, mut channels, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..customers {
        let channel = ["shop", "web", "shop", "mail"][usize::try_from(number % 4).unwrap_or(0)];
        let size = random.normal();
        let row = [
            f64::from(channel == "web"),
            f64::from(channel == "mail"),
            size,
        ];
        let effect = |effects: &[f64; 3]| -> f64 {
            effects.iter().zip(row).map(|(effect, x)| effect * x).sum()
        };
        let [r, alpha, third, fourth] = truth.base;
        let alpha = alpha * (-effect(&truth.purchase)).exp();
        let (third, fourth) = match truth.kind {
            PurchaseKind::ParetoNbd => (third, fourth * (-effect(&truth.leaving)).exp()),
            _ => (third * effect(&truth.leaving).exp(), fourth),
        };
        let model = PurchaseModel::new(truth.kind, &[r, alpha, third, fourth]).expect("a model");
        let age = 30.0 + f64::from(number % 23);
        histories.push(purchases(&mut random, &model, age));
        channels.push(channel);
        sizes.push(size);
    }
    let covariates = Covariates::new(histories.len())
        .with_levels("channel", &channels)
        .and_then(|covariates| covariates.with_number("size", &sizes));
    (histories, covariates.expect("varies"))
}

fn check(fit: &CovariateFit, truth: &Truth) {
    assert_eq!(fit.names, ["channel=mail", "channel=web", "size"]);
    let order = |effects: &[f64; 3]| [effects[1], effects[0], effects[2]];
    for (place, want) in order(&truth.purchase).into_iter().enumerate() {
        close(
            fit.purchase[place],
            want,
            3.5 * fit.standard_errors[4 + place],
        );
    }
    if let Some(leaving) = fit.leaving.first() {
        for (place, want) in order(&truth.leaving).into_iter().enumerate() {
            close(leaving[place], want, 3.5 * fit.standard_errors[7 + place]);
        }
    }
    // At the reference: the base where all covariates are 0.
    let reference = fit.model_for(&[0.0; 3]).expect("a model").parameters();
    for (got, want) in reference.into_iter().zip(truth.base) {
        close((got / want).ln(), 0.0, 0.35);
    }
    let ratio = fit.likelihood_ratio();
    assert!(
        ratio.p_value < 1e-6 && fit.aic()[0] < fit.aic()[1],
        "{ratio:?}"
    );
}

#[test]
fn simulated_effects_on_purchases_are_recovered() {
    for (kind, base) in [
        (PurchaseKind::BgNbd, [0.8, 8.0, 0.8, 2.5]),
        (PurchaseKind::MbgNbd, [0.8, 8.0, 0.8, 2.5]),
    ] {
        let truth = Truth {
            kind,
            base,
            purchase: [0.6, -0.4, 0.3],
            leaving: [0.0; 3],
        };
        let (histories, covariates) = simulated(&truth, 8_000, 41);
        let fit = fit_with_covariates(kind, &histories, &covariates, CovariateEffect::Purchases);
        check(&fit.expect("a fit"), &truth);
    }
}

#[test]
fn simulated_effects_on_leaving_are_recovered() {
    let truth = Truth {
        kind: PurchaseKind::BgNbd,
        base: [1.2, 5.0, 1.5, 4.0],
        purchase: [0.5, -0.3, 0.2],
        leaving: [0.7, 0.0, -0.4],
    };
    let (histories, covariates) = simulated(&truth, 8_000, 43);
    let effect = CovariateEffect::PurchasesAndLeaving;
    let fit = fit_with_covariates(truth.kind, &histories, &covariates, effect).expect("a fit");
    assert_eq!(fit.leaving.len(), 2);
    check(&fit, &truth);
    // b does not depend on them.
    for (place, got) in fit.leaving[1].iter().enumerate() {
        close(*got, 0.0, 3.5 * fit.standard_errors[10 + place]);
    }
}

#[test]
fn simulated_effects_are_recovered_when_customers_leave_at_any_time() {
    let truth = Truth {
        kind: PurchaseKind::ParetoNbd,
        base: [0.9, 6.0, 0.8, 15.0],
        purchase: [0.6, -0.4, 0.3],
        leaving: [0.5, 0.0, -0.3],
    };
    let (histories, covariates) = simulated(&truth, 1_500, 47);
    let effect = CovariateEffect::PurchasesAndLeaving;
    let fit = fit_with_covariates(truth.kind, &histories, &covariates, effect).expect("a fit");
    assert_eq!(fit.leaving.len(), 1);
    let order = |effects: &[f64; 3]| [effects[1], effects[0], effects[2]];
    for (place, want) in order(&truth.purchase).into_iter().enumerate() {
        close(
            fit.purchase[place],
            want,
            3.5 * fit.standard_errors[4 + place],
        );
    }
    for (place, want) in order(&truth.leaving).into_iter().enumerate() {
        close(
            fit.leaving[0][place],
            want,
            3.5 * fit.standard_errors[7 + place],
        );
    }
}

/// Two levels and effects on all that can vary are two plain fits, but for the common r: with r alike the sum of the two plain
/// likelihoods is an upper bound that is nearly reached.
#[test]
fn a_category_forecasts_each_of_its_levels() {
    let truth = Truth {
        kind: PurchaseKind::BgNbd,
        base: [0.8, 8.0, 0.8, 2.5],
        purchase: [0.9, 0.9, 0.0],
        leaving: [0.0; 3],
    };
    let (histories, _) = simulated(&truth, 8_000, 53);
    let shop = |place: usize| place.is_multiple_of(2);
    let channels: Vec<&str> = (0..histories.len())
        .map(|place| if shop(place) { "shop" } else { "other" })
        .collect();
    let covariates =
        Covariates::new(histories.len()).with_levels_against("channel", &channels, "shop");
    let covariates = covariates.expect("two levels");
    let effect = CovariateEffect::PurchasesAndLeaving;
    let fit = fit_with_covariates(truth.kind, &histories, &covariates, effect).expect("a fit");
    let mut bound = 0.0;
    for level in ["shop", "other"] {
        let part = histories
            .iter()
            .zip(&channels)
            .filter(|(_, channel)| **channel == level);
        let part: Vec<History> = part.map(|(history, _)| *history).collect();
        let alone = Histories::compress(part.iter().map(|history| (*history, 1)));
        let alone = PurchaseModel::fit(truth.kind, &alone).expect("a fit");
        bound += alone.log_likelihood;
        let row = covariates.encode(&[Cell::Level(level)]).expect("a level");
        let model = fit.model_for(&row).expect("a model");
        let total = |model: &PurchaseModel| -> f64 {
            let each = part
                .iter()
                .map(|history| model.expected_purchases(history, 26.0));
            each.map(|purchases| purchases.expect("26 weeks")).sum()
        };
        close(total(&model) / total(&alone.model), 1.0, 0.02);
    }
    assert!(fit.log_likelihood <= bound + 1e-6 && fit.log_likelihood > bound - 6.0);
}

/// Customers of a channel each, dealt out by it, with the days of the same histories.
type Dealt = (Vec<CovariateGroup>, Vec<DatedGroup>);

fn dealt(histories: &[History], rows: &[Vec<f64>]) -> Dealt {
    let mut levels: Vec<Vec<f64>> = rows.to_vec();
    levels.sort_by(|left, right| left.partial_cmp(right).expect("numbers"));
    levels.dedup();
    let each = levels.into_iter().map(|row| {
        let part = || {
            let pairs = histories.iter().zip(rows);
            pairs
                .filter(|(_, own)| **own == row)
                .map(|(history, _)| *history)
        };
        let dated = |history: History| {
            #[expect(clippy::cast_possible_truncation, reason = "some weeks")]
            let [age, recency] = [history.age(), history.recency()].map(|time| time.round() as i64);
            let dated = DatedHistory {
                first_day: 100 - age,
                last_day: 100 - age + recency,
                repeat_purchases: history.repeat_purchases(),
            };
            (dated, 1)
        };
        let histories = Histories::compress(part().map(|history| (history, 1)));
        let group = CovariateGroup {
            row: row.clone(),
            histories,
        };
        let customers = part().map(dated).collect();
        (group, DatedGroup { row, customers })
    });
    each.unzip()
}

#[test]
fn customers_dealt_out_beforehand_have_the_same_fit_and_one_forecast() {
    let truth = Truth {
        kind: PurchaseKind::BgNbd,
        base: [0.8, 8.0, 0.8, 2.5],
        purchase: [0.6, -0.4, 0.0],
        leaving: [0.0; 3],
    };
    let (histories, covariates) = simulated(&truth, 4_000, 61);
    // Whole days, as the seasons count them.
    let whole = |history: &History| {
        let repeats = history.repeat_purchases();
        let recency = if repeats == 0 {
            0.0
        } else {
            history.recency().round()
        };
        History::new(repeats, recency, history.age()).expect("a history")
    };
    let histories: Vec<History> = histories.iter().map(whole).collect();
    let rows: Vec<Vec<f64>> = (0..4_000)
        .filter_map(|row| covariates.row(row))
        .map(|row| row[..2].to_vec())
        .collect();
    let column = |place: usize| -> Vec<f64> { rows.iter().map(|row| row[place]).collect() };
    let both = Covariates::new(4_000)
        .with_number("mail", &column(0))
        .and_then(|covariates| covariates.with_number("web", &column(1)))
        .expect("varies");
    let (groups, days) = dealt(&histories, &rows);
    assert_eq!(groups.len(), 3);
    let plain = Histories::compress(histories.iter().map(|history| (*history, 1)));
    let plain = PurchaseModel::fit(truth.kind, &plain).expect("a fit");
    let names = ["mail", "web"].map(str::to_owned);
    for effect in [
        CovariateEffect::Purchases,
        CovariateEffect::PurchasesAndLeaving,
    ] {
        let one = fit_with_covariates(truth.kind, &histories, &both, effect).expect("a fit");
        let other = fit_groups_with_covariates(&plain, &names, &groups, effect).expect("a fit");
        close(one.log_likelihood, other.log_likelihood, 1e-6);
        for (left, right) in one.purchase.iter().zip(&other.purchase) {
            close(*left, *right, 1e-6);
        }
        for (left, right) in one.standard_errors.iter().zip(&other.standard_errors) {
            close(left / right, 1.0, 1e-5);
        }
        let row = [1.0, 0.0];
        let models = [&one, &other].map(|fit| fit.model_for(&row).expect("a model").parameters());
        for (left, right) in models[0].into_iter().zip(models[1]) {
            close(left / right, 1.0, 1e-5);
        }
        // The total is the sum of the customers', and its interval as wide as that of the plain model or so.
        let flat = Season::flat();
        let total = forecast_season_total_by_group(&other, &flat, &days, (100, 126), 0.95);
        let total = total.expect("a forecast");
        let each = histories.iter().zip(&rows).map(|(history, row)| {
            let model = other.model_for(row).expect("a model");
            model.expected_purchases(history, 26.0).expect("26 days")
        });
        close(total.mean / each.sum::<f64>(), 1.0, 1e-9);
        let all: Vec<(DatedHistory, u64)> = days
            .iter()
            .flat_map(|part| part.customers.clone())
            .collect();
        let same =
            forecast_season_total(&plain, &flat, &all, (100, 126), 0.95).expect("a forecast");
        let wide = (total.high - total.low) / (same.high - same.low);
        assert!((0.8..1.25).contains(&wide), "{total:?} {same:?}");
        close(total.mean / same.mean, 1.0, 0.03);
    }
}

#[test]
fn groups_that_tell_nothing_are_refused_by_name() {
    let (histories, covariates) = simulated(&NO_EFFECT, 400, 7);
    let rows: Vec<Vec<f64>> = (0..400)
        .filter_map(|row| covariates.row(row))
        .map(|row| row[..2].to_vec())
        .collect();
    let (groups, _) = dealt(&histories, &rows);
    let plain = Histories::compress(histories.iter().map(|history| (*history, 1)));
    let plain = PurchaseModel::fit(NO_EFFECT.kind, &plain).expect("a fit");
    let names = ["mail", "web"].map(str::to_owned);
    let alike = groups.iter().map(|group| CovariateGroup {
        row: vec![group.row[0], 2.0 * group.row[0] + 1.0],
        histories: group.histories.clone(),
    });
    let alike: Vec<CovariateGroup> = alike.collect();
    let refused = fit_groups_with_covariates(&plain, &names, &alike, CovariateEffect::Purchases);
    assert!(matches!(refused, Err(LabError::CovariateDependent { name }) if name == "web"));
    let one_level =
        fit_groups_with_covariates(&plain, &names, &groups[..1], CovariateEffect::Purchases);
    assert!(matches!(one_level, Err(LabError::CovariateConstant { name }) if name == "mail"));
    let short =
        fit_groups_with_covariates(&plain, &names[..1], &groups, CovariateEffect::Purchases);
    assert!(matches!(short, Err(LabError::LengthsDiffer { .. })));
}

const NO_EFFECT: Truth = Truth {
    kind: PurchaseKind::BgNbd,
    base: [0.8, 8.0, 0.8, 2.5],
    purchase: [0.0; 3],
    leaving: [0.0; 3],
};

#[test]
fn covariates_that_tell_nothing_are_refused_by_name() {
    let (histories, _) = simulated(&NO_EFFECT, 400, 7);
    let refused = |columns: &[(&str, &[f64])]| {
        let mut covariates = Covariates::new(columns[0].1.len());
        for (name, values) in columns {
            covariates = covariates.with_number(name, values).expect("varies");
        }
        let effect = CovariateEffect::Purchases;
        let fit = fit_with_covariates(NO_EFFECT.kind, &histories, &covariates, effect);
        fit.expect_err("nonsense").to_string()
    };
    let size: Vec<f64> = (0..400).map(|number| f64::from(number % 17)).collect();
    let twice: Vec<f64> = size.iter().map(|size| 3.0 - 2.0 * size).collect();
    assert_eq!(
        refused(&[("size", &size), ("twice", &twice)]),
        "covariate `twice` follows from the others, so that their effects can not be told apart: leave it out"
    );
    let never: Vec<f64> = (0_u32..)
        .zip(&histories)
        .map(|(number, history)| {
            f64::from(number % 2) * f64::from(u8::from(history.repeat_purchases() == 0))
        })
        .collect();
    let error = refused(&[("never", &never)]);
    assert!(
        error.starts_with("the effect of covariate `never` has no bound"),
        "{error}"
    );
    assert_eq!(
        refused(&[("size", &size[..40])]),
        "a row of covariates for each history is needed: 400 wanted, 40 given"
    );
}

#[test]
fn questions_without_an_answer_are_refused() {
    let (histories, _) = simulated(&NO_EFFECT, 400, 7);
    let size: Vec<f64> = (0..400).map(|number| f64::from(number % 17)).collect();
    let covariates = Covariates::new(400)
        .with_number("size", &size)
        .expect("varies");
    let effect = CovariateEffect::Purchases;
    let fit = fit_with_covariates(NO_EFFECT.kind, &histories, &covariates, effect).expect("a fit");
    assert!(
        fit.likelihood_ratio().p_value > 1e-3,
        "no effect, none found"
    );
    assert!(matches!(
        fit.model_for(&[]),
        Err(LabError::LengthsDiffer { .. })
    ));
    let error = fit.model_for(&[f64::NAN]).expect_err("no number");
    assert!(
        error
            .to_string()
            .starts_with("covariate `size` needs finite numbers")
    );
    assert!(fit.model_for(&[1e300]).is_err());
    let silent = vec![History::new(0, 0.0, 9.0).expect("a history"); 400];
    let fit = fit_with_covariates(NO_EFFECT.kind, &silent, &covariates, effect);
    assert!(matches!(fit, Err(LabError::Empty { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn neither_order_nor_units_matter(
        seed in 0_u64..1000, shift in -100.0_f64..100.0, scale in 0.01_f64..100.0
    ) {
        let truth = Truth {
            kind: PurchaseKind::BgNbd,
            base: [0.8, 8.0, 0.8, 2.5],
            purchase: [0.5, 0.5, 0.3],
            leaving: [0.0; 3],
        };
        let (histories, covariates) = simulated(&truth, 600, seed);
        let sizes: Vec<f64> = (0..600).filter_map(|row| covariates.row(row)).map(|row| row[2]).collect();
        let fit = |histories: &[History], sizes: &[f64]| {
            let covariates = Covariates::new(600).with_number("size", sizes)?;
            fit_with_covariates(truth.kind, histories, &covariates, CovariateEffect::Purchases)
        };
        let plain = fit(&histories, &sizes);
        let turned: Vec<f64> = sizes.iter().rev().copied().collect();
        let back: Vec<History> = histories.iter().rev().copied().collect();
        prop_assert_eq!(&fit(&back, &turned), &plain);
        let Ok(plain) = plain else { return Ok(()); };
        let moved: Vec<f64> = sizes.iter().map(|size| shift + scale * size).collect();
        let moved = fit(&histories, &moved).expect("the same in other units");
        prop_assert!((moved.log_likelihood - plain.log_likelihood).abs() < 1e-6);
        prop_assert!((moved.purchase[0] * scale - plain.purchase[0]).abs() < 1e-5);
        let one = plain.model_for(&[0.7]).expect("a model").parameters();
        let other = moved.model_for(&[shift + scale * 0.7]).expect("a model").parameters();
        for (one, other) in one.into_iter().zip(other) {
            prop_assert!((one / other - 1.0).abs() < 1e-4);
        }
        let model = plain.model_for(&[2.0]).expect("a model");
        for history in &histories {
            prop_assert!((0.0..=1.0).contains(&model.p_alive(history)));
        }
    }
}
