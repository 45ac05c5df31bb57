//! What an import counted.

use customers::{OrderCounts, SubscriptionCounts, Upserted};
use serde::{Deserialize, Serialize};
use warehouse::{StagedOutcome, SubscriptionOutcome};

use crate::ImportRecord;

/// What an import counted; what a kind of file does not have is 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportCounts {
    /// Lines read.
    pub read: u64,
    /// Lines, customers, products or subscriptions that came to be.
    pub added: u64,
    /// Those that were known already, as they are.
    pub known: u64,
    /// Customers, products or subscriptions about which more is known now.
    pub changed: u64,
    /// Lines refused.
    pub refused: u64,
    /// Return lines among the added.
    pub returns: u64,
    /// Added lines without a customer.
    pub anonymous: u64,
    /// Orders that came to be.
    pub orders: u64,
    /// Orders that gained lines.
    pub orders_changed: u64,
    /// Customers that came to be.
    pub customers_new: u64,
    /// Products that came to be.
    pub products_new: u64,
    /// Totals that had more digits than the currency and were rounded.
    pub rounded: u64,
    /// Local times that the clock showed twice and that were read as the first.
    pub ambiguous_times: u64,
    /// The first of those lines.
    pub ambiguous_lines: Vec<u64>,
}

impl ImportCounts {
    /// What a file of customers or products did to what was known.
    pub(crate) fn of_attributes(upserted: Upserted) -> Self {
        Self {
            added: upserted.new,
            changed: upserted.changed,
            known: upserted.unchanged,
            ..Self::default()
        }
    }

    /// The counts of a file of orders.
    pub(crate) fn of_orders(read: &OrderCounts, outcome: &StagedOutcome) -> Self {
        Self {
            read: read.read,
            refused: read.refused,
            rounded: read.rounded,
            ambiguous_times: read.ambiguous_times,
            ambiguous_lines: read.ambiguous_lines.clone(),
            added: outcome.added,
            known: outcome.known,
            returns: outcome.returns,
            anonymous: outcome.anonymous,
            orders: outcome.orders,
            orders_changed: outcome.orders_changed,
            customers_new: outcome.customers_new,
            products_new: outcome.products_new,
            changed: 0,
        }
    }
}

impl ImportCounts {
    /// The counts of a file of subscriptions.
    pub(crate) fn of_subscriptions(
        read: &SubscriptionCounts,
        outcome: &SubscriptionOutcome,
    ) -> Self {
        Self {
            read: read.read,
            refused: read.refused,
            rounded: read.rounded,
            added: outcome.added,
            changed: outcome.changed,
            known: outcome.known + read.repeated,
            customers_new: outcome.customers_new,
            ..Self::default()
        }
    }
}

/// The counts of an import as the store keeps them.
pub trait Counted {
    /// What it counted.
    fn counts(&self) -> ImportCounts;
}

impl Counted for ImportRecord {
    fn counts(&self) -> ImportCounts {
        serde_json::from_value(self.counts.clone()).unwrap_or_default()
    }
}
