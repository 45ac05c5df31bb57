//! Random bases against what runs at the end of each month.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::base::{Base, Terms};

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
