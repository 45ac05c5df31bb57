//! From the customers behind a figure to a page of them.

use std::sync::Arc;

use jiff::civil::Date;
use kernel::{Limit, Page};

use crate::calendar::{Day, date_of};
use crate::members::REPORT;
use crate::members::page::{self, MemberCustomer, MemberPage};
use crate::source::Source;
use crate::{CurrencyUnit, InsightError, MoneyKind};

/// A customer behind the figure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub(super) id: i64,
    orders: u32,
    /// Absent without an order.
    seen: Option<Seen>,
    /// Until the day of the report.
    revenue_minor: i64,
}

/// The days of somebody's first and last order.
#[derive(Debug, Clone, Copy)]
struct Seen {
    first: Day,
    last: Day,
}

impl Member {
    /// Somebody by the number of orders, the days of the first and the last of them, and what they brought.
    pub(crate) fn with_orders(
        id: i64,
        orders: u32,
        (first, last): (Day, Day),
        revenue_minor: i64,
    ) -> Self {
        Self {
            id,
            orders,
            seen: Some(Seen { first, last }),
            revenue_minor,
        }
    }

    /// Somebody who never paid for anything.
    pub(super) fn without_order(id: i64) -> Self {
        Self {
            id,
            orders: 0,
            seen: None,
            revenue_minor: 0,
        }
    }

    /// What the list is sorted by.
    fn place(&self) -> (i64, i64) {
        (self.revenue_minor, self.id)
    }
}

/// All customers behind a figure, those who brought most first. A clone shares them.
#[derive(Debug, Clone)]
pub struct MemberList {
    as_of: Option<Date>,
    money: MoneyKind,
    members: Arc<[Member]>,
}

impl MemberList {
    /// Takes those who were found, in any order; `as_of` is the day of the report.
    pub(crate) fn new(as_of: Option<Date>, money: MoneyKind, mut found: Vec<Member>) -> Self {
        found.sort_unstable_by(|left, right| page::order(left.place(), right.place()));
        Self {
            as_of,
            money,
            members: found.into(),
        }
    }

    /// A page of them; the keys of its customers are read from `source`.
    ///
    /// # Errors
    ///
    /// [`InsightError::CursorUnknown`], [`InsightError::Engine`].
    pub async fn page(
        &self,
        source: &Source<'_>,
        (cursor, limit): (Option<&str>, Limit),
    ) -> Result<MemberPage, InsightError> {
        let after = cursor.map(page::position).transpose()?;
        let start = after.map_or(0, |last| {
            let is_before = |member: &Member| page::order(member.place(), last).is_le();
            self.members.partition_point(is_before)
        });
        let wanted = self.members[start..].iter().copied();
        let wanted = wanted.take(usize::from(limit.get()) + 1).collect();
        let page = Page::of(wanted, limit, |member: &Member| {
            page::cursor(member.place())
        });
        let ids: Vec<i64> = page.items.iter().map(|member| member.id).collect();
        let mut keys = source.customer_keys(REPORT, &ids).await?;
        let items = page.items.iter().map(|member| MemberCustomer {
            customer_key: keys.remove(&member.id).unwrap_or_default(),
            orders: member.orders,
            first_order: member.seen.map(|seen| date_of(seen.first)),
            last_order: member.seen.map(|seen| date_of(seen.last)),
            revenue_minor: member.revenue_minor,
        });
        Ok(MemberPage {
            as_of: self.as_of,
            currency: CurrencyUnit::from(source.currency),
            money: self.money,
            snapshot: source.snapshot,
            matching: self.members.len() as u64,
            items: items.collect(),
            next_cursor: page.next_cursor,
        })
    }
}
