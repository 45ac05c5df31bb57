//! Some customers with their orders.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::calendar::Day;
use crate::history::deal::mixed;

/// An order of a customer, or a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Placed {
    /// The business day.
    pub(crate) day: Day,
    /// What it brought, minor units; negative for a return.
    pub(crate) amount_minor: i64,
}

/// Some customers with their orders; filled again and again.
#[derive(Debug, Default)]
pub(crate) struct Part {
    numbers: HashMap<i64, usize, IdHasher>,
    /// The id of each customer.
    ids: Vec<i64>,
    /// The number of the customer of each order, as the orders came.
    customers: Vec<usize>,
    /// Where each customer's orders begin; one more at the end.
    starts: Vec<usize>,
    orders: Vec<Placed>,
    /// Returns by number of the customer, in no order.
    returns: Vec<(usize, Placed)>,
}

impl Part {
    /// The orders of each customer, each in order of day and never empty.
    pub(crate) fn customers(&self) -> impl ExactSizeIterator<Item = &[Placed]> {
        self.starts
            .windows(2)
            .map(|ends| &self.orders[ends[0]..ends[1]])
    }

    /// The id of each customer, in the order of [`Part::customers`].
    pub(crate) fn ids(&self) -> &[i64] {
        &self.ids
    }

    /// The returns, each with the number of its customer in [`Part::customers`].
    ///
    /// Returns of people who never ordered belong to no customer and are left out.
    pub(crate) fn returns(&self) -> impl Iterator<Item = (usize, Placed)> {
        self.returns.iter().copied()
    }

    /// Takes other customers: all orders and returns of theirs, in any order.
    pub(crate) fn fill(&mut self, orders: &[(i64, Placed)], returns: &[(i64, Placed)]) {
        self.numbers.clear();
        self.ids.clear();
        self.customers.clear();
        self.starts.clear();
        for &(customer_id, _) in orders {
            let new = self.numbers.len();
            let customer = *self.numbers.entry(customer_id).or_insert(new);
            if customer == new {
                self.ids.push(customer_id);
                self.starts.push(0);
            }
            self.starts[customer] += 1;
            self.customers.push(customer);
        }
        self.lay_out(orders);
        self.returns.clear();
        self.returns
            .extend(returns.iter().filter_map(|&(customer_id, placed)| {
                self.numbers
                    .get(&customer_id)
                    .map(|&customer| (customer, placed))
            }));
    }

    /// Moves the orders to their customers, then sorts each customer's, few as they are.
    fn lay_out(&mut self, orders: &[(i64, Placed)]) {
        // From counts to the places where each customer's orders end; moving them from the last to
        // the first turns these into the places where they begin, and keeps the order.
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        self.starts.push(end);
        self.orders.clear();
        self.orders.resize(orders.len(), Placed::default());
        for (&customer, &(_, placed)) in self.customers.iter().zip(orders).rev() {
            let place = &mut self.starts[customer];
            *place -= 1;
            self.orders[*place] = placed;
        }
        for ends in self.starts.windows(2) {
            let orders = &mut self.orders[ends[0]..ends[1]];
            if !orders.is_sorted_by_key(|placed| placed.day) {
                orders.sort_unstable_by_key(|placed| placed.day);
            }
        }
    }
}

/// A hasher for ids that we made ourselves, so that nobody can choose them to collide.
pub(crate) type IdHasher = BuildHasherDefault<Mixer>;

/// The hasher of [`IdHasher`].
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_i64(&mut self, id: i64) {
        self.0 = mixed(id);
    }
}
