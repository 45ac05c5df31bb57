//! From the customers behind a figure to a page of them.

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
    pub(super) orders: u32,
    /// Absent without an order.
    pub(super) seen: Option<Seen>,
    /// Until the day of the report.
    pub(super) revenue_minor: i64,
}

/// The days of somebody's first and last order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Member {
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

/// Which page is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listing {
    /// Revenue and id of the customer after whom it begins.
    after: Option<(i64, i64)>,
    limit: Limit,
}

impl Listing {
    /// Takes a cursor and how many customers are wanted.
    pub(crate) fn new((cursor, limit): (Option<&str>, Limit)) -> Result<Self, InsightError> {
        let after = cursor.map(page::position).transpose()?;
        Ok(Self { after, limit })
    }

    /// The page of all who were found, those who brought most first.
    pub(crate) async fn page(
        self,
        source: &Source<'_>,
        (as_of, money): (Option<Date>, MoneyKind),
        mut found: Vec<Member>,
    ) -> Result<MemberPage, InsightError> {
        found.sort_unstable_by(|left, right| page::order(left.place(), right.place()));
        let start = self.after.map_or(0, |last| {
            found.partition_point(|member| page::order(member.place(), last).is_le())
        });
        let wanted = found[start..]
            .iter()
            .take(usize::from(self.limit.get()) + 1);
        let page = Page::of(wanted.copied().collect(), self.limit, |member: &Member| {
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
            as_of,
            currency: CurrencyUnit::from(source.currency),
            money,
            snapshot: source.snapshot,
            matching: found.len() as u64,
            items: items.collect(),
            next_cursor: page.next_cursor,
        })
    }
}
