//! Models of value on the bundled CDNOW orders, against published parameters, and on histories that tell nothing.

use insight::{FitQuery, InsightError, Source, find_in_force, fit_model, models};
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
    fit_model(&source(&session), store, query)
        .await
        .unwrap_err()
}

store::contract! {
    /// Published: r 0.25162, alpha 4.78895 weeks, a 0.72343, b 2.16109 (fitted by `lifetimes` 0.11.3).
    async fn the_full_cdnow_base_has_the_published_parameters(store: Store) {
        let session = cdnow().session();
        let source: Source<'_> = source(&session);
        let query = FitQuery { kinds: vec!["bg_nbd".to_owned()], ..in_calibration() };
        let outcome = fit_model(&source, &store, &query).await.unwrap();
        assert!(outcome.is_new);
        let found = &outcome.model.found;
        assert_eq!(found.customers, 23_570);
        let published = [0.251_62, 4.788_95 * 7.0, 0.723_43, 2.161_09];
        for (parameter, published) in found.purchases.iter().zip(published) {
            let off = parameter.value / published - 1.0;
            assert!(off.abs() < 1e-3, "{parameter:?} is not {published}");
        }
        let again = fit_model(&source, &store, &query).await.unwrap();
        assert!(!again.is_new);
        assert_eq!(again.model, outcome.model);
        assert_eq!(models(&store).await.unwrap().len(), 1);
        assert_eq!(find_in_force(&store).await.unwrap(), Some(outcome.model));
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
