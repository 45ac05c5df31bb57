//! What events make of orders: one order however often it is said, and what goes back of it.
//!
//! A [`Book`] begins with what history holds of the orders that a stretch of the log speaks of, takes in the events of the
//! stretch one after another, and ends with the lines to take out and to put in.
//!
//! # Rules
//!
//! - An order is known by its key. Said again with the same lines it stays as it is; said otherwise, by whichever event, what
//!   was said last holds, at the time at which the order was first said. What is not said again (customer, channel, store,
//!   country, the costs of unchanged lines) stays.
//! - What goes back is a line of its own at its own time. Of goods that the order holds no more goes back than is left, so
//!   that a return told twice is one return. Goods that the order does not hold, and goods of orders that nobody knows, go back
//!   as the event says.
//! - A cancelled order goes back as far as it has not done so. A cancelled order that nobody knows was none.

mod account;
mod back;

use std::collections::BTreeMap;

use account::Account;

use super::{Commerce, Item, LineSaid, OrderSaid};

/// A line of an order or a return, as history keeps it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BookLine {
    /// Whose it is.
    pub customer: Option<i64>,
    /// UTC microseconds.
    pub at: i64,
    /// Business day, days since 1970-01-01.
    pub day: i32,
    /// Product key.
    pub product: Option<String>,
    /// Product name.
    pub name: Option<String>,
    /// Units, negative for returns; none where only money went back.
    pub quantity: f64,
    /// Millionths of a major unit.
    pub unit_price_micros: Option<i64>,
    /// Line total after discount in minor units, negative for returns.
    pub amount_minor: i64,
    /// Discount within the amount.
    pub discount_minor: i64,
    /// Cost of the goods, negative for returns.
    pub cost_minor: Option<i64>,
    /// Channel.
    pub channel: Option<String>,
    /// Shop.
    pub store: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Whether the line takes from revenue.
    pub is_return: bool,
}

/// Who said something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The customer, where they are known.
    pub customer: Option<i64>,
    /// UTC microseconds.
    pub at: i64,
    /// Business day, days since 1970-01-01.
    pub day: i32,
}

/// A product that events named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductNamed {
    /// The shop's key.
    pub key: String,
    /// Its name.
    pub name: Option<String>,
    /// Its category.
    pub category: Option<String>,
}

/// What a stretch of the log changes in history.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BookChanges {
    /// The orders whose lines, returns apart, leave: they are among the new ones as they are now.
    pub replaced: Vec<String>,
    /// The new lines, each with its order.
    pub lines: Vec<(Option<String>, BookLine)>,
    /// The products that were named.
    pub products: Vec<ProductNamed>,
}

/// Orders while events about them are taken in.
#[derive(Debug, Default)]
pub struct Book {
    accounts: BTreeMap<String, Account>,
    /// Returns without an order.
    loose: Vec<BookLine>,
    products: BTreeMap<String, ProductNamed>,
}

impl Book {
    /// The order that an event speaks of, if any: what history holds of it must be in the book before it is taken in.
    pub fn order_of(said: &Commerce) -> Option<&str> {
        match said {
            Commerce::Ordered(order) | Commerce::OrderChanged(order) => Some(&order.order),
            Commerce::Returned(back) => back.order.as_deref(),
            Commerce::Cancelled { order } => Some(order),
            _ => None,
        }
    }

    /// A book of the lines that history holds, each with its order.
    pub fn new(known: impl IntoIterator<Item = (String, BookLine)>) -> Self {
        let mut book = Self::default();
        for (order, line) in known {
            book.accounts.entry(order).or_default().add_known(line);
        }
        book
    }

    /// Takes in what an event says, in the order of the log.
    ///
    /// # Errors
    ///
    /// A sentence, when it cannot be told what comes back; nothing of the event is taken then.
    pub fn enter(&mut self, said: &Commerce, when: Moment) -> Result<(), String> {
        match said {
            Commerce::Ordered(order) | Commerce::OrderChanged(order) => {
                self.name_products(order);
                let account = self.accounts.entry(order.order.clone()).or_default();
                account.say(order, when);
            }
            Commerce::Returned(back) => match &back.order {
                Some(order) => {
                    let account = self.accounts.entry(order.clone()).or_default();
                    account.take_back(back, when)?;
                }
                None => self.loose.extend(back::of_no_order(back, when)),
            },
            Commerce::Cancelled { order } => {
                if let Some(account) = self.accounts.get_mut(order) {
                    account.cancel(when);
                }
            }
            Commerce::ProductSeen(item) => self.name_item(item),
            Commerce::ListSeen(items) => items.iter().for_each(|item| self.name_item(item)),
            Commerce::CartChanged(cart) | Commerce::CheckoutStarted(cart) => {
                cart.items.iter().for_each(|item| self.name_item(item));
            }
        }
        Ok(())
    }

    /// What has changed since the beginning.
    pub fn into_changes(self) -> BookChanges {
        let mut changes = BookChanges {
            products: self.products.into_values().collect(),
            ..BookChanges::default()
        };
        for (order, account) in self.accounts {
            if account.is_replaced() {
                changes.replaced.push(order.clone());
            }
            let lines = account.into_new_lines();
            changes
                .lines
                .extend(lines.map(|line| (Some(order.clone()), line)));
        }
        let loose = self.loose.into_iter().map(|line| (None, line));
        changes.lines.extend(loose);
        changes
    }

    fn name_products(&mut self, order: &OrderSaid) {
        for LineSaid {
            product,
            name,
            category,
            ..
        } in &order.lines
        {
            self.name(product.as_ref(), name.as_ref(), category.as_ref());
        }
    }

    fn name_item(&mut self, item: &Item) {
        self.name(
            item.product.as_ref(),
            item.name.as_ref(),
            item.category.as_ref(),
        );
    }

    /// The latest name and category hold.
    fn name(&mut self, key: Option<&String>, name: Option<&String>, category: Option<&String>) {
        let Some(key) = key else { return };
        let product = self
            .products
            .entry(key.clone())
            .or_insert_with(|| ProductNamed {
                key: key.clone(),
                name: None,
                category: None,
            });
        if let Some(name) = name {
            product.name = Some(name.clone());
        }
        if let Some(category) = category {
            product.category = Some(category.clone());
        }
    }
}
