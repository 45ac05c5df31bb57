//! The customers behind a figure of a report, in pages: who was new in a month, who was lost in it, who of a cohort came back.
//!
//! Each history is asked by itself with the rules by which the report counts it, so that there are as many customers as the
//! figure says.

mod choice;
mod figure;
mod page;

use jiff::civil::Date;
use kernel::{Limit, Page};

pub use figure::{BaseFigure, Figure};
pub use page::{MemberCustomer, MemberPage};

use crate::calendar::{Day, date_of};
use crate::history::{self, Part, Reading};
use crate::source::Source;
use crate::{CurrencyUnit, InsightError};
use choice::Choice;

/// The report's name in errors.
const REPORT: &str = "customers of a figure";

/// A customer behind the figure.
#[derive(Debug, Clone, Copy)]
struct Member {
    id: i64,
    orders: u32,
    first: Day,
    last: Day,
    /// Net of returns, until the day of the report.
    revenue_minor: i64,
}

/// Lists the customers behind a figure, those who brought most first; `as_of` is the day of the report.
///
/// A month or a cohort in which nobody had ordered yet has no customers.
///
/// # Errors
///
/// Those of the report that the figure is of, and [`InsightError::CursorUnknown`].
pub async fn members(
    source: &Source<'_>,
    figure: Figure,
    as_of: Option<Date>,
    (cursor, limit): (Option<&str>, Limit),
) -> Result<MemberPage, InsightError> {
    let after = cursor.map(page::position).transpose()?;
    figure.check()?;
    let mut answer = MemberPage {
        as_of,
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        matching: 0,
        items: Vec::new(),
        next_cursor: None,
    };
    let Some(scope) = source.scope(REPORT, as_of).await? else {
        return Ok(answer);
    };
    answer.as_of = Some(date_of(scope.as_of));
    let Some(choice) = Choice::new(figure, scope)? else {
        return Ok(answer);
    };
    let reading = Reading {
        report: REPORT,
        until: scope.as_of,
        returns: true,
    };
    let found = history::walk(source, reading, Vec::new(), move |found, part| {
        take(found, part, &choice);
    })
    .await?;
    let mut found: Vec<Member> = found.into_iter().flatten().collect();
    found.sort_unstable_by(|left, right| page::order(left.place(), right.place()));
    answer.matching = found.len() as u64;

    let start = after.map_or(0, |last| {
        found.partition_point(|member| page::order(member.place(), last).is_le())
    });
    let wanted = found[start..].iter().take(usize::from(limit.get()) + 1);
    let page = Page::of(wanted.copied().collect(), limit, |member: &Member| {
        page::cursor(member.place())
    });
    let ids: Vec<i64> = page.items.iter().map(|member| member.id).collect();
    let mut keys = source.customer_keys(REPORT, &ids).await?;
    answer.next_cursor = page.next_cursor;
    answer.items = page
        .items
        .iter()
        .map(|member| MemberCustomer {
            customer_key: keys.remove(&member.id).unwrap_or_default(),
            orders: member.orders,
            first_order: date_of(member.first),
            last_order: date_of(member.last),
            revenue_minor: member.revenue_minor,
        })
        .collect();
    Ok(answer)
}

impl Member {
    /// What the list is sorted by.
    fn place(&self) -> (i64, i64) {
        (self.revenue_minor, self.id)
    }
}

/// Takes those of some customers who are behind the figure.
fn take(found: &mut Vec<Member>, part: &Part, choice: &Choice) {
    let mut returned = vec![0; part.customers().len()];
    for (customer, placed) in part.returns() {
        returned[customer] += placed.amount_minor;
    }
    let mut asking = choice.asking();
    let histories = part.customers().zip(part.ids()).zip(returned);
    for ((orders, &id), returned_minor) in histories {
        if let (true, [first, ..], [.., last]) = (asking.holds(orders), orders, orders) {
            let brought: i64 = orders.iter().map(|placed| placed.amount_minor).sum();
            found.push(Member {
                id,
                orders: u32::try_from(orders.len()).unwrap_or(u32::MAX),
                first: first.day,
                last: last.day,
                revenue_minor: brought + returned_minor,
            });
        }
    }
}
