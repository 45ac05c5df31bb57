//! One walk through each customer's subscriptions, counting who came and went each month and with what.

use super::read::{Contract, Contracts};
use super::report::ContractMonth;
use crate::Unit;
use crate::calendar::{Day, Timeline, date_of};
use crate::money::{count_ratio, ratio};

/// What changed in a month.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Change {
    started: u64,
    ended: u64,
    pub(super) new: u64,
    pub(super) reactivated: u64,
    pub(super) lost: u64,
    new_minor: i64,
    reactivated_minor: i64,
    expansion_minor: i64,
    contraction_minor: i64,
    churned_minor: i64,
}

/// The months from the first start to the day that is looked at.
pub(crate) fn months(contracts: &Contracts) -> Vec<ContractMonth> {
    let Some(timeline) = timeline(contracts) else {
        return Vec::new();
    };
    let mut changes = vec![Change::default(); timeline.len()];
    for of_customer in contracts.by_customer() {
        count(of_customer, contracts.as_of, &timeline, &mut changes);
    }
    let (mut subscribers, mut mrr) = (0_u64, 0_i64);
    let tell = |(month, change): (usize, &Change)| {
        let (start, mrr_start) = (subscribers, mrr);
        subscribers = (start + change.new + change.reactivated).saturating_sub(change.lost);
        let kept = mrr_start - change.churned_minor - change.contraction_minor;
        mrr = kept + change.new_minor + change.reactivated_minor + change.expansion_minor;
        let of_start = |part: i64| ratio(lab::minor_to_f64(part), lab::minor_to_f64(mrr_start));
        ContractMonth {
            month: timeline.label(month),
            start: date_of(timeline.start(month)),
            complete: timeline.is_complete(month),
            subscriptions_started: change.started,
            subscriptions_ended: change.ended,
            subscribers_start: start,
            new: change.new,
            reactivated: change.reactivated,
            lost: change.lost,
            subscribers_end: subscribers,
            churn_rate: count_ratio(change.lost, start),
            mrr_start_minor: mrr_start,
            mrr_new_minor: change.new_minor,
            mrr_reactivated_minor: change.reactivated_minor,
            mrr_expansion_minor: change.expansion_minor,
            mrr_contraction_minor: change.contraction_minor,
            mrr_churned_minor: change.churned_minor,
            mrr_end_minor: mrr,
            revenue_churn_rate: of_start(change.churned_minor + change.contraction_minor),
            net_revenue_retention: of_start(kept + change.expansion_minor),
        }
    };
    changes.iter().enumerate().map(tell).collect()
}

/// The months of the report; `None` when nothing had begun.
pub(super) fn timeline(contracts: &Contracts) -> Option<Timeline> {
    let first = contracts.all.iter().map(|contract| contract.start).min()?;
    Some(Timeline::new(Unit::Month, first, contracts.as_of))
}

/// Counts one customer, whose state matters at the end of each month only.
pub(super) fn count(
    of_customer: &[Contract],
    as_of: Day,
    timeline: &Timeline,
    changes: &mut [Change],
) {
    let mut steps: Vec<(usize, i64, i64)> = Vec::with_capacity(2 * of_customer.len());
    for contract in of_customer {
        let from = timeline.period(contract.start);
        changes[from].started += 1;
        let until = contract.end.filter(|end| *end <= as_of);
        let until = until.map(|end| timeline.period(end));
        if let Some(until) = until {
            changes[until].ended += 1;
        }
        if until != Some(from) {
            let monthly = contract.monthly_minor();
            steps.push((from, 1, monthly));
            steps.extend(until.map(|until| (until, -1, -monthly)));
        }
    }
    steps.sort_unstable();
    let (mut running, mut mrr, mut was_here) = (0, 0, false);
    for in_month in steps.chunk_by(|a, b| a.0 == b.0) {
        let change = &mut changes[in_month[0].0];
        let had = (running, mrr);
        running += in_month.iter().map(|step| step.1).sum::<i64>();
        mrr += in_month.iter().map(|step| step.2).sum::<i64>();
        match (had.0 > 0, running > 0) {
            (false, true) if was_here => {
                change.reactivated += 1;
                change.reactivated_minor += mrr;
            }
            (false, true) => {
                change.new += 1;
                change.new_minor += mrr;
                was_here = true;
            }
            (true, false) => {
                change.lost += 1;
                change.churned_minor += had.1;
            }
            (true, true) => {
                change.expansion_minor += (mrr - had.1).max(0);
                change.contraction_minor += (had.1 - mrr).max(0);
            }
            (false, false) => {}
        }
    }
}
