//! From counts to the figures of each month.

use crate::base::report::BaseMonth;
use crate::base::totals::Total;
use crate::base::walk::{Moves, Tally};
use crate::calendar::{Timeline, date_of};
use crate::money::{count_ratio, per, ratio};

/// The figures of all months of a timeline.
pub(crate) fn figures(timeline: &Timeline, tally: &Tally, totals: &[Total]) -> Vec<BaseMonth> {
    let mut customers = 0;
    tally
        .moves
        .iter()
        .zip(totals)
        .enumerate()
        .map(|(month, (moves, total))| {
            let start = customers;
            customers = start + moves.new + moves.reactivated - moves.lost;
            let next_is_complete = month + 1 < timeline.len() && timeline.is_complete(month + 1);
            BaseMonth {
                month: timeline.label(month),
                until: date_of(timeline.end(month)),
                complete: timeline.is_complete(month),
                survival_rate: next_is_complete
                    .then(|| count_ratio(moves.carried, moves.active))
                    .flatten(),
                ..one(start, moves, total)
            }
        })
        .collect()
}

/// What a month says by itself.
fn one(customers_start: u64, moves: &Moves, total: &Total) -> BaseMonth {
    let churn_rate = count_ratio(moves.lost, customers_start);
    let known_revenue_minor =
        moves.new_revenue_minor + moves.loyal_revenue_minor + total.known_returns_minor;
    BaseMonth {
        month: String::new(),
        until: date_of(0),
        complete: false,
        customers_start,
        new: moves.new,
        active: moves.active,
        repeat: moves.repeat,
        lost: moves.lost,
        reactivated: moves.reactivated,
        customers_end: customers_start + moves.new + moves.reactivated - moves.lost,
        inflow_rate: count_ratio(moves.new, customers_start),
        survival_rate: None,
        retention_rate: churn_rate.map(|churn| 1.0 - churn),
        churn_rate,
        lifetime_months: churn_rate.and_then(|churn| ratio(1.0, churn)),
        orders: total.orders,
        anonymous_orders: total.orders - total.known_orders,
        revenue_minor: total.revenue_minor + total.returns_minor,
        returns_minor: total.returns_minor,
        aov_minor: per(total.revenue_minor, total.orders),
        aov_new_minor: per(moves.new_revenue_minor, moves.new_orders),
        aov_loyal_minor: per(moves.loyal_revenue_minor, moves.loyal_orders),
        items_per_receipt: ratio(total.units, lab::count_to_f64(total.orders)),
        orders_per_customer: count_ratio(total.known_orders, moves.active),
        arppu_minor: per(known_revenue_minor, moves.active),
    }
}
