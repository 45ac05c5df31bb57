//! The definitions of the reports, written down as they are read, without a thought for speed.

use std::collections::BTreeSet;

use insight::{MoneyKind, Unit};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::lake::{Lake, Row};

/// One month of the base: start, new, active, repeat, lost, reactivated, end, carried to the next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct People {
    pub(crate) start: u64,
    pub(crate) new: u64,
    pub(crate) active: u64,
    pub(crate) repeat: u64,
    pub(crate) lost: u64,
    pub(crate) reactivated: u64,
    pub(crate) end: u64,
}

impl Lake {
    /// The orders of one customer up to a day, oldest first.
    fn orders_of(&self, customer: i64, as_of: Date) -> Vec<Row> {
        let mut orders: Vec<Row> = self
            .orders
            .iter()
            .filter(|row| row.customer == Some(customer) && row.date <= as_of)
            .copied()
            .collect();
        orders.sort_by_key(|row| row.date);
        orders
    }

    /// Who has ordered up to a day.
    pub(crate) fn customers(&self, as_of: Date) -> BTreeSet<i64> {
        self.orders
            .iter()
            .filter(|row| row.date <= as_of)
            .filter_map(|row| row.customer)
            .collect()
    }

    /// With an order in the last days before the end of a day.
    fn in_base(&self, customer: i64, end_of: Date, lost_after_days: i64) -> bool {
        self.orders_of(customer, end_of)
            .iter()
            .any(|row| end_of < row.date.saturating_add(lost_after_days.days()))
    }

    /// A month of the base.
    pub(crate) fn people(&self, first: Date, as_of: Date, lost_after_days: i64) -> People {
        let before = first.yesterday().unwrap();
        let until = first.last_of_month().min(as_of);
        let mut people = People {
            start: 0,
            new: 0,
            active: 0,
            repeat: 0,
            lost: 0,
            reactivated: 0,
            end: 0,
        };
        for customer in self.customers(as_of) {
            let orders = self.orders_of(customer, as_of);
            let within = |row: &Row| first <= row.date && row.date <= until;
            let at_start = self.in_base(customer, before, lost_after_days);
            let at_end = self.in_base(customer, until, lost_after_days);
            let active = orders.iter().any(within);
            let new = within(&orders[0]);
            people.start += u64::from(at_start);
            people.end += u64::from(at_end);
            people.active += u64::from(active);
            people.new += u64::from(new);
            people.repeat += u64::from(orders.iter().skip(1).any(within));
            people.lost += u64::from(at_start && !at_end);
            people.reactivated += u64::from(active && !new && !at_start);
        }
        people
    }

    /// What a customer brought up to a day.
    pub(crate) fn monetary(&self, customer: i64, as_of: Date, money: MoneyKind) -> i64 {
        let of = |rows: &[Row]| -> i64 {
            rows.iter()
                .filter(|row| row.customer == Some(customer) && row.date <= as_of)
                .map(|row| row.amount_minor)
                .sum()
        };
        match money {
            MoneyKind::Net => of(&self.orders) + of(&self.returns),
            MoneyKind::Gross => of(&self.orders),
        }
    }

    /// Days since the last order, and orders, of a customer.
    pub(crate) fn recency_and_frequency(&self, customer: i64, as_of: Date) -> (i64, u64) {
        let orders = self.orders_of(customer, as_of);
        let last = orders.last().unwrap().date;
        (
            last.duration_until(as_of).as_hours() / 24,
            orders.len() as u64,
        )
    }

    /// Customers and orders of the cohort of one period in another, both by their first day.
    pub(crate) fn cohort(&self, by: Unit, cohort: Date, period: Date, as_of: Date) -> (u64, u64) {
        let (mut customers, mut count) = (0, 0);
        for customer in self.customers(as_of) {
            let orders = self.orders_of(customer, as_of);
            if by.start(orders[0].date) == cohort {
                let within = orders
                    .iter()
                    .filter(|row| by.start(row.date) == period)
                    .count();
                customers += u64::from(within > 0);
                count += within as u64;
            }
        }
        (customers, count)
    }
}
