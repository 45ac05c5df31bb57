//! Random bases against what runs at the end of each month.

use insight::{ContractQuery, InsightError, Month, Source, SubscriberFigure, contract_customers};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::base::{Base, Terms};
use crate::lake::{Lake, source};
use crate::members::whole;

fn contracts() -> impl Strategy<Value = Vec<Terms>> {
    let one = (
        0..6_i64,
        0..700_i64,
        prop::option::of(0..500_i64),
        0..5_000_i64,
        0..4_usize,
    );
    let made = one.prop_map(|(customer, start, lasts, price, months)| {
        let start = date(2022, 1, 1) + start.days();
        Terms {
            customer,
            key: start.to_string(),
            plan: (price % 3 > 0).then_some("Plan"),
            start,
            end: lasts.map(|days| start + days.days()),
            price,
            months: [1, 3, 6, 12][months],
        }
    });
    prop::collection::vec(made, 1..25)
}

/// The keys of the customers behind a figure of a month, sorted.
async fn listed(
    source: &Source<'_>,
    query: &ContractQuery,
    (figure, month): (SubscriberFigure, &str),
) -> Result<Vec<String>, InsightError> {
    let month: Month = month.parse()?;
    let list = contract_customers(source, query, (figure, &month)).await?;
    let page = whole(&list, source, 50).await?;
    assert_eq!(page.matching, page.items.len() as u64);
    let mut keys: Vec<String> = page.items.into_iter().map(|one| one.customer_key).collect();
    keys.sort_unstable();
    Ok(keys)
}

fn runs(of: &Terms, day: Date) -> bool {
    of.start <= day && of.end.is_none_or(|end| end > day)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn months_are_what_runs_at_their_ends(all in contracts(), day in 0..1_000_i64) {
        let as_of = date(2022, 1, 1) + day.days();
        let base = Base(all);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let report = runtime.block_on(base.as_of(as_of));
        for month in &report.months {
            let end = month.start.last_of_month().min(as_of);
            let running: Vec<&Terms> = base.0.iter().filter(|of| runs(of, end)).collect();
            let mut customers: Vec<i64> = running.iter().map(|of| of.customer).collect();
            customers.sort_unstable();
            customers.dedup();
            prop_assert_eq!(month.subscribers_end, customers.len() as u64);
            let monthly = |of: &&Terms| {
                let months = i64::from(of.months);
                (of.price + months / 2) / months
            };
            let mrr: i64 = running.iter().map(monthly).sum();
            prop_assert_eq!(month.mrr_end_minor, mrr);
            let flow = month.mrr_start_minor + month.mrr_new_minor + month.mrr_reactivated_minor
                + month.mrr_expansion_minor;
            prop_assert_eq!(flow - month.mrr_contraction_minor - month.mrr_churned_minor, mrr);
        }
        for term in &report.terms {
            let sizes: u64 = term.cohorts.iter().map(|of| of.group.size).sum();
            prop_assert_eq!(sizes, term.subscriptions);
            let fall = term.retention.windows(2).all(|pair| pair[1].survival <= pair[0].survival);
            prop_assert!(fall && term.retention[0].survival >= 1.0);
            prop_assert!(term.taken.is_none() || term.residual_value.unwrap().mean.is_finite());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn a_figure_of_a_month_has_its_customers(all in contracts(), day in 0..1_000_i64) {
        let as_of = date(2022, 1, 1) + day.days();
        let query = ContractQuery { as_of: Some(as_of), ..ContractQuery::default() };
        let base = Base(all);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let report = runtime.block_on(base.as_of(as_of));
        let session = base.session();
        let source = source(&session);
        for month in &report.months {
            let list = |figure| runtime.block_on(listed(&source, &query, (figure, &month.month))).unwrap();
            for (figure, customers) in [
                (SubscriberFigure::Start, month.subscribers_start),
                (SubscriberFigure::New, month.new),
                (SubscriberFigure::Reactivated, month.reactivated),
                (SubscriberFigure::Lost, month.lost),
            ] {
                prop_assert_eq!(list(figure).len() as u64, customers, "{:?} {}", figure, month.month);
            }
            let end = month.start.last_of_month().min(as_of);
            let running = base.0.iter().filter(|of| runs(of, end));
            let mut wanted: Vec<String> = running.map(|of| format!("C{}", of.customer)).collect();
            wanted.sort_unstable();
            wanted.dedup();
            prop_assert_eq!(list(SubscriberFigure::End), wanted);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscriber_is_listed_with_orders_or_without() {
    let base = Base::default()
        .with(1, "Plan", ("2022-01-05", ""), (900, 1))
        .with(2, "Plan", ("2022-01-20", "2022-03-02"), (900, 1));
    let session = base.session();
    session.deregister_table("orders").unwrap();
    session.deregister_table("order_return").unwrap();
    Lake::default()
        .order(1, "2022-02-01", 500, 1.0)
        .order(1, "2022-06-01", 700, 1.0)
        .order(3, "2022-01-01", 800, 1.0)
        .register_orders(&session);
    let source = source(&session);
    let query = ContractQuery::default();
    let january: Month = "2022-01".parse().unwrap();
    let new = contract_customers(&source, &query, (SubscriberFigure::New, &january));
    let new = whole(&new.await.unwrap(), &source, 1).await.unwrap();
    // The last day on which a subscription began or ended.
    assert_eq!(new.as_of, Some(date(2022, 3, 2)));
    let told: Vec<_> = new
        .items
        .iter()
        .map(|one| {
            (
                one.customer_key.as_str(),
                one.orders,
                one.revenue_minor,
                one.last_order,
            )
        })
        .collect();
    assert_eq!(
        told,
        [("C1", 1, 500, Some(date(2022, 2, 1))), ("C2", 0, 0, None)]
    );
    let lost = listed(&source, &query, (SubscriberFigure::Lost, "2022-03")).await;
    assert_eq!(lost.unwrap(), ["C2"]);
    let never = listed(&source, &query, (SubscriberFigure::End, "2031-01")).await;
    assert!(never.unwrap().is_empty());
    assert!("began".parse::<SubscriberFigure>().is_err());
}
