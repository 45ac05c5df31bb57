//! Models of value over time: fitted again by schedule, their forecasts held against what came, their scores kept up to date.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use app::{AppError, ImportKind, NoticeKind, ProgressCell, Workspace};
use insight::{FitQuery, Score, ScoreOrder};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::{Clock, Fault, Limit};
use tokio_util::sync::CancellationToken;

use crate::engine::{Home, import, on_both, orders};
use crate::files::lines;

/// A customer's order on a day.
type Placed = (u64, Date);

/// Four hundred customers who come in 2024, each at a rate of its own, and leave after an order with a probability of its own.
fn history() -> Vec<Placed> {
    let mut seed: u64 = 11;
    let mut chance = move || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(seed >> 32).unwrap()) / f64::from(u32::MAX)
    };
    let mut placed = Vec::new();
    for customer in 0..400 {
        let mut day = chance() * 300.0;
        let pace = 6.0 - 40.0 * chance().max(1e-3).ln();
        let leaves = 0.5 * chance() * chance();
        while day < 800.0 {
            #[expect(clippy::cast_possible_truncation, reason = "a day of three years")]
            let whole = day as i64;
            placed.push((customer, date(2024, 1, 1) + whole.days()));
            if chance() < leaves {
                break;
            }
            day += 1.0 - pace * chance().max(1e-9).ln();
        }
    }
    placed
}

/// The orders of some days, as a file.
fn file(placed: &[Placed], is_wanted: impl Fn(Date) -> bool) -> String {
    let mut rows = Vec::new();
    for (number, (customer, day)) in placed.iter().enumerate() {
        if is_wanted(*day) {
            let price = 5 + (number * 7) % 50;
            rows.push(format!(
                "{number},{customer},{day} 12:00,A1,Cup,1,{price}.00,Germany"
            ));
        }
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    lines(&rows)
}

/// Customers' days with an order after one day until another, of those who had ordered by the first.
fn made(placed: &[Placed], after: Date, until: Date) -> u64 {
    let known: BTreeSet<u64> = placed
        .iter()
        .filter(|(_, day)| *day <= after)
        .map(|(customer, _)| *customer)
        .collect();
    let made: BTreeSet<&Placed> = placed
        .iter()
        .filter(|(customer, day)| after < *day && *day <= until && known.contains(customer))
        .collect();
    u64::try_from(made.len()).unwrap()
}

/// Turns the clock to the noon of a day.
fn turn_to(home: &Home, day: Date) {
    let noon = day.at(12, 0, 0, 0).in_tz("UTC").unwrap();
    home.clock.set(noon.timestamp());
}

async fn scores(workspace: &Workspace) -> Vec<Score> {
    let limit = Limit::try_from(1000).unwrap();
    let page = workspace.scores(ScoreOrder::Clv, None, limit).await;
    page.unwrap().items
}

on_both! {
    async fn a_model_is_fitted_again_when_it_is_time_and_its_forecasts_are_held_against_what_came(engine) {
        let home = engine.home().await;
        let (placed, new_year) = (history(), date(2025, 1, 1));
        turn_to(&home, new_year);
        let workspace = home.create("UTC").await.unwrap();
        assert!(workspace.keep_models_fresh(7).await.unwrap().is_none(), "the first fit is a person's");
        orders(&workspace, &file(&placed, |day| day < new_year)).await;
        let first = workspace.fit_model(&FitQuery::default()).await.unwrap().model;
        assert!(workspace.keep_models_fresh(7).await.unwrap().is_none(), "it is new");
        home.clock.advance(Duration::from_hours(24 * 8));
        assert!(workspace.keep_models_fresh(7).await.unwrap().is_none(), "nothing came since");
        assert!(workspace.keep_models_fresh(0).await.unwrap().is_none(), "0 is never");

        // The last order was made in December: its forecast of 30 days has passed by the sixth of February.
        let february = date(2025, 2, 6);
        turn_to(&home, february);
        orders(&workspace, &file(&placed, |day| new_year <= day && day < february)).await;
        let outcome = workspace.keep_models_fresh(7).await.unwrap().unwrap();
        assert!(outcome.is_new && outcome.model.version == 2);
        assert!(outcome.model.trained_until > first.trained_until);
        let in_force = workspace.model_in_force().await.unwrap();
        assert!(scores(&workspace).await.iter().all(|score| score.model == in_force.id));
        let past = workspace.past_forecasts().await.unwrap();
        let of_first: Vec<_> = past.iter().filter(|one| one.model == first.id).collect();
        assert_eq!(of_first.len(), 4);
        for forecast in of_first {
            let known = forecast.until < february;
            let wanted = known.then(|| made(&placed, forecast.as_of, forecast.until));
            assert_eq!(forecast.actual_orders, wanted, "{forecast:?}");
        }
        assert!(past.iter().any(|one| one.error.is_some() && one.is_within.is_some()));

        // In summer those of 90 days have passed too, and the second model's of 30.
        let summer = date(2025, 6, 1);
        turn_to(&home, summer);
        orders(&workspace, &file(&placed, |day| february <= day && day < summer)).await;
        assert!(workspace.keep_models_fresh(0).await.unwrap().is_none());
        for forecast in workspace.past_forecasts().await.unwrap() {
            let known = forecast.until < summer;
            let wanted = known.then(|| made(&placed, forecast.as_of, forecast.until));
            assert_eq!(forecast.actual_orders, wanted, "{forecast:?}");
        }
    }

    async fn a_fit_by_schedule_that_fails_keeps_the_model_and_says_so(engine) {
        let home = engine.home().await;
        let (placed, new_year) = (history(), date(2025, 1, 1));
        turn_to(&home, new_year);
        let workspace = home.create("UTC").await.unwrap();
        orders(&workspace, &file(&placed, |day| day < new_year)).await;
        let first = workspace.fit_model(&FitQuery::default()).await.unwrap().model;
        // While the machine's clock was wrong, an order of years to come was let in.
        turn_to(&home, date(2031, 2, 1));
        let slip = ["x1,1,2031-01-05 10:00,A1,Cup,1,3.50,Germany"];
        let slip = orders(&workspace, &lines(&slip)).await;
        turn_to(&home, date(2025, 1, 9));
        let error = workspace.keep_models_fresh(7).await.unwrap_err();
        assert_eq!(error.code(), "insight.orders_in_future");
        let failure = workspace.refit_failure().await.unwrap().unwrap();
        assert_eq!((failure.tried_at, failure.reason.sentence), (home.clock.now(), error.to_string()));
        assert_eq!(failure.reason.code.as_deref(), Some("insight.orders_in_future"));
        let days = [("last", "2031-01-05"), ("today", "2025-01-09")].map(|(name, day)| (name.to_owned(), day.to_owned()));
        assert_eq!(failure.reason.args, days.into());
        let notices = workspace.notices().await.unwrap();
        let told = notices.iter().find(|notice| notice.kind == NoticeKind::Refit).unwrap();
        assert_eq!(told.reason.as_ref().unwrap().code.as_deref(), Some("insight.orders_in_future"));
        assert_eq!(workspace.model_in_force().await.unwrap(), first);
        assert_eq!(workspace.models().await.unwrap().len(), 1);

        // It is not tried by the hour.
        home.clock.advance(Duration::from_hours(1));
        assert!(workspace.keep_models_fresh(7).await.unwrap().is_none());
        workspace.undo_import(slip.id, "ada").await.unwrap();
        orders(&workspace, &file(&placed, |day| new_year <= day && day < date(2025, 1, 9))).await;
        home.clock.advance(Duration::from_hours(24));
        let outcome = workspace.keep_models_fresh(7).await.unwrap().unwrap();
        assert_eq!(outcome.model.version, 2);
        assert_eq!(workspace.refit_failure().await.unwrap(), None);
    }

    async fn older_orders_that_come_later_renew_the_scores(engine) {
        let home = engine.home().await;
        let (placed, july) = (history(), date(2024, 7, 1));
        turn_to(&home, date(2025, 1, 1));
        let workspace = home.create("UTC").await.unwrap();
        let new_year = date(2025, 1, 1);
        orders(&workspace, &file(&placed, |day| july <= day && day < new_year)).await;
        workspace.fit_model(&FitQuery::default()).await.unwrap();
        let before = scores(&workspace).await;
        assert_eq!(workspace.refresh_scores().await.unwrap(), None);

        let older = orders(&workspace, &file(&placed, |day| day < july)).await;
        let scored = workspace.refresh_scores().await.unwrap().unwrap();
        let after = scores(&workspace).await;
        assert_eq!(scored, u64::try_from(after.len()).unwrap());
        assert!(after.len() > before.len() && after[0].as_of == before[0].as_of);
        let with_history = after.iter().filter(|score| {
            let earlier = before.iter().find(|one| one.customer_key == score.customer_key);
            earlier.is_some_and(|one| (one.p_alive - score.p_alive).abs() > 1e-9)
        });
        assert!(with_history.count() > before.len() / 4);
        assert_eq!(workspace.refresh_scores().await.unwrap(), None);

        // What is no order leaves them as they are.
        let mut text = String::from("customer_id,city\n");
        writeln!(text, "1,Sofia").unwrap();
        import(&workspace, ImportKind::Customers, &text).await;
        assert_eq!(workspace.refresh_scores().await.unwrap(), None);

        workspace.undo_import(older.id, "ada").await.unwrap();
        assert!(workspace.refresh_scores().await.unwrap().is_some());
        assert_eq!(scores(&workspace).await, before);
    }

    async fn a_fit_that_is_stopped_changes_nothing_and_a_scoring_is_done_again(engine) {
        let home = engine.home().await;
        turn_to(&home, date(2025, 1, 1));
        let workspace = home.create("UTC").await.unwrap();
        orders(&workspace, &file(&history(), |day| day < date(2025, 1, 1))).await;
        let cell = Arc::new(ProgressCell::default());
        let stopped = CancellationToken::new();
        stopped.cancel();
        let query = FitQuery::default();
        let error = workspace.fit_watched(&query, &cell, stopped.clone()).await.unwrap_err();
        assert_eq!(error.code(), "insight.stopped");
        assert_eq!(cell.read().stage, "reading");
        assert!(workspace.models().await.unwrap().is_empty());

        let running = CancellationToken::new();
        let model = workspace.fit_watched(&query, &cell, running).await.unwrap().model;
        let progress = cell.read();
        assert_eq!((progress.stage, progress.total), ("scoring customers", Some(model.found.customers)));
        let whole = scores(&workspace).await;
        assert_eq!(u64::try_from(whole.len()).unwrap(), model.found.customers);
        orders(&workspace, &file(&history(), |day| day == date(2025, 1, 1))).await;
        let error = workspace.refresh_watched(&cell, stopped).await.unwrap_err();
        assert!(matches!(error, AppError::ScoringStopped { version: 1 }), "{error:?}");
        // Each score that is there still stands for the model and the day that it names.
        assert_eq!(scores(&workspace).await, whole);
        assert!(workspace.refresh_scores().await.unwrap().is_some());
        assert_eq!(workspace.refresh_scores().await.unwrap(), None);
    }
}
