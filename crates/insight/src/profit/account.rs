//! What each customer brought and cost.

use arrow::datatypes::Int64Type;

use crate::InsightError;
use crate::calendar::Day;
use crate::profit::REPORT;
use crate::source::{Source, column};

/// One customer's account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) customer_id: i64,
    pub(super) orders: u64,
    pub(super) returns: u64,
    /// Before returns.
    pub(super) revenue_minor: i64,
    /// Negative.
    pub(super) returns_minor: i64,
    /// Given on orders; revenue is after it.
    pub(super) discount_minor: i64,
    /// Of lines whose cost is known; a returned line gives its cost back.
    pub(super) known_cost_minor: i64,
    pub(super) lines: u64,
    pub(super) lines_without_cost: u64,
    /// What the lines brought whose cost is not known.
    pub(super) amount_without_cost_minor: i64,
}

impl Account {
    /// Revenue after returns.
    pub(super) fn net_minor(&self) -> i64 {
        self.revenue_minor.saturating_add(self.returns_minor)
    }

    /// Whether the cost of one line at least is known.
    pub(super) fn has_costs(&self) -> bool {
        self.lines_without_cost < self.lines
    }

    /// The cost of goods; a line whose cost is not known costs what the margin leaves, and without a margin
    /// nobody knows.
    pub(super) fn cost_minor(&self, margin: Option<f64>) -> Option<i64> {
        if self.lines_without_cost == 0 {
            return Some(self.known_cost_minor);
        }
        let assumed = lab::minor_to_f64(self.amount_without_cost_minor) * (1.0 - margin?);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a part of an amount that fits; the cast saturates"
        )]
        let assumed = assumed.round() as i64;
        Some(self.known_cost_minor.saturating_add(assumed))
    }
}

/// Reads the accounts of all who ordered by the last day, those without anything after the first one left
/// out; by id.
pub(super) async fn read(
    source: &Source<'_>,
    days: (Day, Day),
) -> Result<Vec<Account>, InsightError> {
    let statement = include_str!("../sql/customer_accounts.sql");
    let mut accounts = Vec::new();
    for batch in source.rows_between(REPORT, statement, days).await? {
        let number = |index, name| column::<Int64Type>(&batch, index, REPORT, name);
        let ids = number(0, "customer_id")?;
        let orders = number(1, "orders")?;
        let returns = number(2, "returns")?;
        let revenue = number(3, "revenue_minor")?;
        let returned = number(4, "returns_minor")?;
        let discount = number(5, "discount_minor")?;
        let cost = number(6, "cost_minor")?;
        let lines = number(7, "lines")?;
        let without = number(8, "lines_without_cost")?;
        let unknown = number(9, "amount_without_cost_minor")?;
        accounts.extend((0..batch.num_rows()).map(|row| Account {
            customer_id: ids.value(row),
            orders: orders.value(row).cast_unsigned(),
            returns: returns.value(row).cast_unsigned(),
            revenue_minor: revenue.value(row),
            returns_minor: returned.value(row),
            discount_minor: discount.value(row),
            known_cost_minor: cost.value(row),
            lines: lines.value(row).cast_unsigned(),
            lines_without_cost: without.value(row).cast_unsigned(),
            amount_without_cost_minor: unknown.value(row),
        }));
    }
    accounts.retain(|account| account.orders + account.returns > 0);
    accounts.sort_unstable_by_key(|account| account.customer_id);
    Ok(accounts)
}
