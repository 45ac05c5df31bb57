//! Covariates from simulated orders whose truth is known, through the lake to the model, the functions and the reports.

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::Float64Type;
use datafusion::prelude::SessionContext;
use insight::{
    Covariate, FitQuery, InsightError, Model, Source, ValueQuery, Watch, fit_model, register_value,
    value,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use store::Store;

use crate::lake::{Lake, source};

const START: Date = date(2020, 1, 1);
const DAYS: f64 = 730.0;

/// Germany, France and Norway buy at 1, 1.8 and 0.5 times the rate; the app at 1.4 times that of the web.
const FRANCE: f64 = 1.8;
const NORWAY: f64 = 0.5;
const APP: f64 = 1.4;

/// `SplitMix64`, uniform between 0 and 1.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^= word >> 31;
        (lab::count_to_f64(word >> 12) + 0.5) / 2.0_f64.powi(52)
    }
}

/// BG/NBD with r = 1, alpha = 70 days for Germany and the web, a = 1, b = 2.5.
fn simulated(customers: i64) -> Lake {
    let (mut random, mut lake) = (Random(19), Lake::default());
    for customer in 1..=customers {
        let (country, pace) = match customer % 10 {
            0..5 => ("Germany", 1.0),
            5..8 => ("France", FRANCE),
            _ => ("Norway", NORWAY),
        };
        let (channel, faster) = match customer % 3 {
            0 => ("app", APP),
            _ => ("web", 1.0),
        };
        let rate = -random.uniform().ln() / 70.0 * pace * faster;
        let stays = random.uniform().powf(1.0 / 2.5);
        let (mut at, mut repeats) = (random.uniform() * 500.0, 0);
        loop {
            #[expect(clippy::cast_possible_truncation, reason = "0 to 730 days, some euros")]
            let (day, amount) = (at as i64, 500 + (4_000.0 * random.uniform()) as i64);
            let day = START.saturating_add(day.days()).to_string();
            lake = lake
                .order(customer, &day, amount, 1.0)
                .from(country, channel);
            // Customers leave after a repeat purchase.
            let left = repeats > 0 && random.uniform() > stays;
            at -= random.uniform().ln() / rate;
            if left || at >= DAYS {
                break;
            }
            repeats += 1;
        }
    }
    lake
}

/// A level's effect lies where the truth is.
#[track_caller]
fn assert_true(covariate: &Covariate, level: &str, truth: f64) {
    let found = covariate
        .levels
        .iter()
        .find(|one| one.level.as_deref() == Some(level));
    let found = found.unwrap();
    let error = found.standard_error.unwrap();
    assert!(
        error < 0.15 && (found.effect - truth.ln()).abs() < 3.0 * error,
        "{found:?}"
    );
    let ratio = found.rate_ratio;
    assert!((ratio.mean / found.effect.exp() - 1.0).abs() < 1e-12);
    assert!(
        (ratio.high / ratio.low).ln() / error - 2.0 * 1.96 < 1e-3,
        "{found:?}"
    );
}

fn asked(covariates: &[&str]) -> FitQuery {
    FitQuery {
        covariates: covariates.iter().map(|&name| name.to_owned()).collect(),
        ..FitQuery::default()
    }
}

async fn fitted(source: &Source<'_>, store: &Store, query: &FitQuery) -> Model {
    fit_model(source, store, query, &Watch::default())
        .await
        .unwrap()
        .model
}

/// The one number of a statement's answer.
async fn number(session: &SessionContext, statement: &str) -> f64 {
    let rows = session
        .sql(statement)
        .await
        .unwrap()
        .collect()
        .await
        .unwrap();
    rows[0].column(0).as_primitive::<Float64Type>().value(0)
}

store::contract! {
    async fn simulated_effects_are_recovered_and_reach_functions_and_reports(store: Store) {
        let session = simulated(4_000).session();
        let source = source(&session);
        let query = asked(&["channel", "country"]);
        let model = fitted(&source, &store, &query).await;
        let comparison = &model.comparison;
        assert_eq!(comparison.covariates_asked, ["country", "channel"]);
        assert_eq!(comparison.chosen_covariates, ["country", "channel"], "{}", comparison.reason);
        assert!(comparison.reason.contains(" with country and channel"), "{}", comparison.reason);
        let taken = comparison.taken().unwrap();
        assert!(taken.choosable && taken.kind == model.kind);
        let plain = comparison.candidates.iter().filter(|one| one.choosable && one.covariates.is_empty());
        let loss = taken.holdout.as_ref().unwrap().loss;
        for plain in plain.filter_map(|one| one.holdout.as_ref()) {
            assert!(loss < plain.loss, "{loss} {}", plain.loss);
        }
        let [country, channel] = &model.found.covariates[..] else { panic!("{:?}", model.found.covariates) };
        assert_eq!(country.levels[0].level.as_deref(), Some("Germany"));
        assert!(country.levels[0].effect.abs() < 1e-300 && country.levels[0].standard_error.is_none());
        assert_true(country, "France", FRANCE);
        assert_true(country, "Norway", NORWAY);
        assert_true(channel, "app", APP);
        // Four parameters and three effects.
        assert_eq!(model.found.covariance.as_ref().unwrap().len(), 7);

        // The same again is the same model.
        let again = fit_model(&source, &store, &query, &Watch::default()).await.unwrap();
        assert!(!again.is_new && again.model == model);

        register_value(&session, Some(&model)).await.unwrap();
        let orders = |traits: &str| format!(
            "select expected_orders(2, date '2021-01-01', date '2021-10-01', date '2021-12-30', 365.0{traits})"
        );
        let (mut each, mut of_average) = (vec![], 0.0);
        for country in ["France", "Germany", "Norway", "Atlantis"] {
            each.push(number(&session, &orders(&format!(", 'country={country}; channel=web'"))).await);
        }
        assert!(each[0] > each[1] && each[1] > each[2], "{each:?}");
        assert!(each[3] < each[0] && each[2] < each[3], "a country that was not seen is the average: {each:?}");
        for traits in ["", ", cast(null as varchar)"] {
            of_average = number(&session, &orders(traits)).await;
        }
        assert!(each[2] < of_average && of_average < each[0], "{of_average} {each:?}");

        // The functions and the report say the same of everybody.
        let alive = "select sum(p_alive(repeat_orders, first_day, last_day, as_of, traits)) from customer_history";
        let report = value(&source, &store, &ValueQuery::default()).await.unwrap();
        assert_eq!((report.model.id, report.customers), (model.id, 4_000));
        let alive = number(&session, alive).await;
        assert!((alive / report.alive - 1.0).abs() < 1e-9, "{alive} {}", report.alive);
        let equity = report.equity[0].value_minor;
        assert!(equity.low < equity.mean && equity.mean < equity.high && equity.high < 1.2 * equity.mean, "{equity:?}");

        // Without the covariates it is another model.
        let without = fitted(&source, &store, &FitQuery::default()).await;
        assert!(without.fingerprint != model.fingerprint && without.found.covariates.is_empty());
    }

    async fn covariates_that_tell_nothing_are_left_out_with_a_sentence(store: Store) {
        let mut lake = simulated(1_500);
        for row in &mut lake.orders {
            (row.country, row.channel) = (Some("Germany"), row.channel.filter(|_| row.customer < Some(1_000)));
        }
        let session = lake.session();
        let source = source(&session);
        let model = fitted(&source, &store, &asked(&["country"])).await;
        let [left_out] = &model.comparison.covariates_left_out[..] else { panic!("{model:?}") };
        assert_eq!(left_out.name, "country");
        assert!(left_out.reason.starts_with("it is the same for all 1"), "{}", left_out.reason);
        assert!(model.comparison.chosen_covariates.is_empty() && model.comparison.taken().is_some());
        // Who has no channel has a level of their own.
        let model = fitted(&source, &store, &asked(&["country", "channel"])).await;
        assert_eq!(model.comparison.covariates_left_out.len(), 1);
        let tried = model.comparison.candidates.iter().find(|one| !one.covariates.is_empty()).unwrap();
        let levels = tried.covariates[0].levels.iter().map(|one| one.level.as_deref());
        assert!(levels.eq([Some("web"), Some("unknown"), Some("app")]), "{tried:?}");
        let refused = fit_model(&source, &store, &asked(&["age"]), &Watch::default()).await.unwrap_err();
        assert!(matches!(refused, InsightError::NameUnknown { what: "covariate", .. }));
        let short = FitQuery { as_of: Some(START.saturating_add(3.days())), ..asked(&["channel"]) };
        if let Ok(outcome) = fit_model(&source, &store, &short, &Watch::default()).await {
            assert!(outcome.model.comparison.covariates_left_out[0].reason.starts_with("no part of the history"));
        }
    }
}
