//! What is known of each customer at the end of a day: when they came, when and how often they bought, for how much.

use crate::calendar::Day;
use crate::history::{self, Part, Placed, Reading};
use crate::source::Source;
use crate::value::groups::Groups;
use crate::value::sample::Observed;
use crate::{InsightError, MoneyKind};

/// One customer at the end of a day.
///
/// An *occasion* is a business day with at least one order: several receipts of a day are one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct CustomerHistory {
    /// The customer.
    pub(crate) customer_id: i64,
    /// The group of customers with the same covariates; 0 where these make no difference.
    pub(crate) group: u32,
    /// The day of the first order.
    pub(crate) first_day: Day,
    /// The day of the last order.
    pub(crate) last_day: Day,
    /// Days with an order, at least 1.
    pub(crate) occasions: u32,
    /// Orders, at least as many.
    pub(crate) orders: u32,
    /// What all orders brought, minor units.
    pub(crate) revenue_minor: i64,
    /// Mean of what an occasion after the first brought, minor units; 0 without one.
    pub(crate) mean_spend_minor: f64,
}

impl CustomerHistory {
    /// Occasions after the first.
    pub(crate) fn repeats(&self) -> u32 {
        self.occasions - 1
    }

    /// What the purchase models ask of a customer.
    pub(crate) fn observed(&self) -> Observed {
        Observed {
            group: self.group,
            repeats: self.repeats(),
            first_day: self.first_day,
            last_day: self.last_day,
        }
    }

    /// What two customers of whom the models know the same have in common.
    pub(crate) fn key(&self) -> (u32, u32, Day, Day) {
        (self.group, self.occasions, self.first_day, self.last_day)
    }
}

/// Reads the customers at the end of `as_of`, in as many parts as there are threads, each part sorted by
/// [`CustomerHistory::key`], so that the models see each history once.
pub(crate) async fn read(
    source: &Source<'_>,
    report: &'static str,
    as_of: Day,
    money: MoneyKind,
    groups: Groups,
) -> Result<Vec<Vec<CustomerHistory>>, InsightError> {
    let reading = Reading {
        report,
        until: as_of,
        returns: money == MoneyKind::Net,
    };
    let mut parts = history::walk(source, reading, Vec::new(), move |all, part| {
        let customers = of(part, as_of).into_iter().flatten();
        all.extend(customers.map(|customer| CustomerHistory {
            group: groups.of(customer.customer_id),
            ..customer
        }));
    })
    .await?;
    for part in &mut parts {
        sort(part);
    }
    Ok(parts)
}

/// Sorts by what the models know, then by id, so that the order of reading does not matter.
pub(crate) fn sort(customers: &mut [CustomerHistory]) {
    customers.sort_unstable_by_key(|customer| (customer.key(), customer.customer_id));
}

/// The customers of a part at the end of `as_of`, in the part's order; `None` for who had not ordered by then.
pub(crate) fn of(part: &Part, as_of: Day) -> Vec<Option<CustomerHistory>> {
    let mut taken_back = vec![0_i64; part.ids().len()];
    for (customer, placed) in part.returns() {
        if placed.day <= as_of {
            taken_back[customer] += placed.amount_minor;
        }
    }
    part.customers()
        .zip(part.ids())
        .zip(taken_back)
        .map(|((orders, &customer_id), returns_minor)| {
            let seen = &orders[..orders.partition_point(|placed| placed.day <= as_of)];
            history(customer_id, seen, returns_minor)
        })
        .collect()
}

/// One customer's orders, in order of day, and what came back of them, as a number that is not positive.
fn history(customer_id: i64, orders: &[Placed], returns_minor: i64) -> Option<CustomerHistory> {
    let (first, last) = (orders.first()?, orders.last()?);
    let (mut occasions, mut gross, mut first_gross) = (0_u32, 0_i64, 0_i64);
    let mut day = None;
    for placed in orders {
        if day != Some(placed.day) {
            day = Some(placed.day);
            occasions = occasions.saturating_add(1);
        }
        gross += placed.amount_minor;
        if placed.day == first.day {
            first_gross += placed.amount_minor;
        }
    }
    let revenue_minor = gross + returns_minor;
    // What came back is spread over the occasions as the orders are: a receipt seldom says which it takes back.
    let kept = if gross > 0 {
        lab::minor_to_f64(revenue_minor) / lab::minor_to_f64(gross)
    } else {
        0.0
    };
    let mean_spend_minor = if occasions > 1 {
        lab::minor_to_f64(gross - first_gross) * kept / f64::from(occasions - 1)
    } else {
        0.0
    };
    Some(CustomerHistory {
        customer_id,
        group: 0,
        first_day: first.day,
        last_day: last.day,
        occasions,
        orders: u32::try_from(orders.len()).unwrap_or(u32::MAX),
        revenue_minor,
        mean_spend_minor: mean_spend_minor.max(0.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(day: Day, amount_minor: i64) -> Placed {
        Placed { day, amount_minor }
    }

    #[test]
    fn receipts_of_a_day_are_one_occasion() {
        let orders = [
            placed(3, 100),
            placed(3, 50),
            placed(9, 300),
            placed(12, 100),
        ];
        let found = history(7, &orders, 0).unwrap();
        assert_eq!((found.occasions, found.orders, found.repeats()), (3, 4, 2));
        assert_eq!((found.first_day, found.last_day), (3, 12));
        assert_eq!(found.revenue_minor, 550);
        assert!((found.mean_spend_minor - 200.0).abs() < 1e-9);
    }

    #[test]
    fn returns_take_their_share_of_each_occasion() {
        let orders = [placed(3, 200), placed(9, 300), placed(12, 300)];
        let found = history(7, &orders, -400).unwrap();
        assert_eq!(found.revenue_minor, 400);
        assert!((found.mean_spend_minor - 150.0).abs() < 1e-9);
        let all_back = history(7, &orders, -900).unwrap();
        assert!(all_back.mean_spend_minor.abs() < 1e-12);
    }
}
