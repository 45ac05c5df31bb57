//! Models of value on the bundled CDNOW orders, against published parameters, and on histories that tell nothing.

use insight::{
    FitQuery, InsightError, MoneyKind, PlainQuery, Source, ValueQuery, Watch, find_in_force,
    fit_model, models, past_forecasts, plain_values, score_forecasts, value,
};
use jiff::civil::date;
use store::Store;

use crate::lake::{Lake, source};

/// All customers of the bundled file, each transaction an order.
pub(crate) fn cdnow() -> Lake {
    let text = include_str!("../../../../data/cdnow.csv");
    text.lines().skip(1).fold(Lake::default(), |lake, line| {
        let cells: Vec<&str> = line.split(',').collect();
        let customer: i64 = cells[0].parse().unwrap();
        let amount: i64 = cells[3].replace('.', "").parse().unwrap();
        lake.order(customer, cells[1], amount, 1.0)
    })
}

fn in_calibration() -> FitQuery {
    FitQuery {
        as_of: Some(date(1997, 9, 30)),
        ..FitQuery::default()
    }
}

async fn refusal(lake: Lake, store: &Store, query: &FitQuery) -> InsightError {
    let session = lake.session();
    fit_model(&source(&session), store, query, &Watch::default())
        .await
        .unwrap_err()
}

store::contract! {
    /// Published, fitted on 39 weeks and held against the next 39 (by `lifetimes` 0.11.3): r 0.25162, alpha 4.78895 weeks,
    /// a 0.72343, b 2.16109; 19,684 orders, 16,873.7 forecast; MAE 0.81874, RMSE 1.73291, correlation 0.66879.
    async fn the_full_cdnow_base_has_the_published_figures(store: Store) {
        let session = cdnow().session();
        let source: Source<'_> = source(&session);
        let query = FitQuery { holdout_days: Some(273), ..FitQuery::default() };
        let outcome = fit_model(&source, &store, &query, &Watch::default()).await.unwrap();
        assert!(outcome.is_new);
        let comparison = &outcome.model.comparison;
        assert_eq!((comparison.customers, comparison.actual_orders), (23_570, 19_684));
        let of = |kind: &str, seasonal| {
            comparison.candidates.iter().find(|one| one.kind == kind && one.seasonal == seasonal).unwrap()
        };
        let plain = of("bg_nbd", false);
        let published = [0.251_62, 4.788_95 * 7.0, 0.723_43, 2.161_09];
        for (parameter, published) in plain.parameters.iter().zip(published) {
            let off = parameter.value / published - 1.0;
            assert!(off.abs() < 1e-3, "{parameter:?} is not {published}");
        }
        let held = plain.holdout.as_ref().unwrap();
        for (found, published) in [
            (held.orders.mean, 16_873.7),
            (held.mae, 0.818_74),
            (held.rmse, 1.732_91),
            (held.correlation.unwrap(), 0.668_79),
        ] {
            assert!((found / published - 1.0).abs() < 1e-3, "{found} is not {published}");
        }
        let taken = of(&comparison.chosen, true).holdout.as_ref().unwrap();
        assert!(taken.error.unwrap().abs() < 0.08 && taken.rmse < held.rmse, "{taken:?}");
        assert!(taken.orders.low < 19_684.0 && 19_684.0 < taken.orders.high, "{taken:?}");
        let again = fit_model(&source, &store, &query, &Watch::default()).await.unwrap();
        assert!(!again.is_new);
        assert_eq!(again.model, outcome.model);
        assert_eq!(models(&store).await.unwrap().len(), 1);
        assert_eq!(find_in_force(&store).await.unwrap(), Some(outcome.model));
    }

    async fn a_worse_or_older_model_is_kept_and_not_put_in_force(store: Store) {
        let session = cdnow().session();
        let source: Source<'_> = source(&session);
        let first = fit_model(&source, &store, &in_calibration(), &Watch::default()).await.unwrap().model;
        assert!(first.in_force && first.found.season.is_some());
        let plain = first.comparison.candidates.iter().filter(|one| !one.choosable).count();
        assert_eq!(plain, 3, "the models without a season stand beside");
        let worse = first.comparison.candidates.iter().find(|one| one.choosable && one.kind != first.kind).unwrap();
        let query = FitQuery { kinds: vec![worse.kind.clone()], ..in_calibration() };
        let second = fit_model(&source, &store, &query, &Watch::default()).await.unwrap().model;
        assert!(!second.in_force && second.version == 2);
        assert!(second.standing.starts_with("on the same days the kind in force does better: "), "{}", second.standing);
        let query = FitQuery { as_of: Some(date(1997, 6, 30)), ..FitQuery::default() };
        let third = fit_model(&source, &store, &query, &Watch::default()).await.unwrap().model;
        assert_eq!(
            third.standing,
            "it knows the history until 1997-06-30, version 1 in force until 1997-09-30"
        );
        assert_eq!(find_in_force(&store).await.unwrap().unwrap().id, first.id);

        // Twelve forecasts; the lake ends on 1998-06-30, before those of 365 days from September on.
        assert!(score_forecasts(&source, &store).await.unwrap() > 0);
        assert_eq!(score_forecasts(&source, &store).await.unwrap(), 0);
        let past = past_forecasts(&store).await.unwrap();
        assert_eq!(past.len(), 12);
        let half = past.iter().find(|one| one.version == 1 && one.until == date(1998, 3, 29)).unwrap();
        assert!(half.actual_orders.is_some() && half.is_within == Some(true), "{half:?}");
        assert!(half.error.unwrap().abs() < 0.08, "{half:?}");

        let report = value(&source, &store, &ValueQuery { margin: Some(0.5), ..ValueQuery::default() }).await.unwrap();
        let whole = value(&source, &store, &ValueQuery { margin: Some(1.0), ..ValueQuery::default() }).await.unwrap();
        let (half, full) = (report.equity[2].value_minor, whole.equity[2].value_minor);
        assert!((half.mean * 2.0 / full.mean - 1.0).abs() < 1e-12 && half.low < half.mean);
        assert!(report.equity.is_sorted_by(|left, right| left.value_minor.mean < right.value_minor.mean));
        let undiscounted = ValueQuery { margin: Some(1.0), yearly_discount: 0.0, ..ValueQuery::default() };
        let undiscounted = value(&source, &store, &undiscounted).await.unwrap();
        assert!(undiscounted.equity[2].value_minor.mean > full.mean);
        let months: u64 = report.by_month.iter().map(|group| group.customers).sum();
        assert_eq!((report.customers, months), (23_570, 23_570));
        assert!(report.concentration.curve.is_sorted_by(|left, right| left.value_share <= right.value_share));
    }

    /// The orders of the first five days tell no model's parameters.
    async fn where_the_first_part_tells_nothing_the_likelihood_of_the_whole_decides(store: Store) {
        let session = cdnow().session();
        let query = FitQuery {
            as_of: Some(date(1997, 9, 30)),
            holdout_days: Some(268),
            ..FitQuery::default()
        };
        let model = fit_model(&source(&session), &store, &query, &Watch::default()).await.unwrap().model;
        assert_eq!(model.comparison.holdout_days, 0);
        assert_eq!(model.kind, "bg_nbd");
        assert!(model.comparison.reason.contains("the likelihood decides"), "{}", model.comparison.reason);
    }

    async fn histories_that_tell_nothing_are_refused_in_a_sentence(store: Store) {
        let query = FitQuery::default();
        let empty = refusal(Lake::default(), &store, &query).await;
        assert!(empty.to_string().starts_with("of 0 customers with an order by "), "{empty}");
        let once = Lake::default().order(1, "2020-01-01", 100, 1.0).order(2, "2020-03-01", 100, 1.0);
        assert_eq!(
            refusal(once, &store, &query).await.to_string(),
            "of 2 customers with an order by 2020-03-01 none ordered on a second day, so there is nothing to learn from: \
             import more of the history; the reports base, rfm and cohorts need no model"
        );
        let one_day = Lake::default().order(1, "2020-01-01", 100, 1.0).order(1, "2020-01-01", 100, 1.0);
        assert!(matches!(
            refusal(one_day, &store, &query).await,
            InsightError::NoRepeatCustomers { customers: 1, .. }
        ));
        let one = Lake::default().order(1, "2020-01-01", 100, 1.0).order(1, "2020-02-01", 100, 1.0);
        let sentence = refusal(one.clone(), &store, &query).await.to_string();
        assert!(sentence.starts_with("no model could be fitted to this history"), "{sentence}");
        let too_long = FitQuery { holdout_days: Some(32), ..FitQuery::default() };
        assert_eq!(
            refusal(one.clone(), &store, &too_long).await.to_string(),
            "1 to 31 days can be held out of this history, 32 were asked for"
        );
        let unknown = FitQuery { kinds: vec!["nbd".to_owned()], ..FitQuery::default() };
        assert_eq!(
            refusal(one, &store, &unknown).await.to_string(),
            "`nbd` is not a purchase model, expected bg_nbd, mbg_nbd or pareto_nbd"
        );
        let future = Lake::default().order(1, "2020-01-01", 100, 1.0).order(1, "2199-02-01", 100, 1.0);
        assert!(matches!(refusal(future, &store, &query).await, InsightError::OrdersInFuture { .. }));
        assert!(models(&store).await.unwrap().is_empty());
    }
}

/// Published, fitted on 39 weeks: BG/NBD as above, Gamma-Gamma p 6.2754, q 3.6245, γ 14.9837 dollars (by `lifetimes` 0.11.3).
/// Fitted on everything, `lifetimes` values all customers over 12 months of 30 days, at 1 % a month, at 770.0 thousand dollars.
#[tokio::test(flavor = "multi_thread")]
async fn the_published_models_by_themselves_have_the_published_figures() {
    let session = cdnow().session();
    let source: Source<'_> = source(&session);
    let query = PlainQuery {
        as_of: Some(date(1997, 9, 30)),
        horizon_days: 360.0,
        yearly_discount: 1.01_f64.powf(365.0 / 30.0) - 1.0,
        money: MoneyKind::Net,
    };
    let plain = plain_values(&source, &query).await.unwrap();
    let published = [0.251_62, 4.788_95 * 7.0, 0.723_43, 2.161_09];
    let spend = [6.275_4, 3.624_5, 1_498.37];
    let found = plain.purchases.iter().chain(&plain.spend);
    for (found, published) in found.zip(published.iter().chain(&spend)) {
        assert!(
            (found / published - 1.0).abs() < 1e-3,
            "{found} is not {published}"
        );
    }
    let query = PlainQuery {
        as_of: None,
        ..query
    };
    let whole = plain_values(&source, &query).await.unwrap();
    assert_eq!(whole.customers.len(), 23_570);
    let worth: f64 = whole.customers.iter().map(|(_, worth)| worth).sum();
    assert!((worth / 77_000_000.0 - 1.0).abs() < 0.01, "{worth}");
    let nobody = Lake::default().session();
    let refused = plain_values(&crate::lake::source(&nobody), &query).await;
    assert!(matches!(
        refused,
        Err(InsightError::NoRepeatCustomers { customers: 0, .. })
    ));
}
