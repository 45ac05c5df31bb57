//! The customers behind a figure of a report, in pages: who was new in a month, who was lost in it, who of a cohort came back,
//! who is in a cell of the RFM map.
//!
//! Each history is asked with the rules by which the report counts it, so that there are as many customers as the figure says.

mod choice;
mod figure;
mod listing;
mod map;
mod page;

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;

pub use figure::{BaseFigure, Figure};
pub(crate) use listing::Member;
pub use listing::MemberList;
pub use page::{MemberCustomer, MemberPage};

use crate::calendar::{Day, date_of};
use crate::history::{self, IdHasher, Part, Placed, Reading};
use crate::source::{Scope, Source};
use crate::{InsightError, Method, MoneyKind, RfmPlace, Segment};
use choice::Choice;

/// The report's name in errors.
const REPORT: &str = "customers of a figure";

/// Finds the customers behind a figure; `as_of` is the day of the report.
///
/// A month or a cohort in which nobody had ordered yet has no customers.
///
/// # Errors
///
/// Those of the report that the figure is of.
pub async fn members(
    source: &Source<'_>,
    figure: Figure,
    as_of: Option<Date>,
) -> Result<MemberList, InsightError> {
    figure.check()?;
    let money = figure.money();
    let Some(scope) = source.scope(REPORT, as_of).await? else {
        return Ok(MemberList::new(as_of, money, Vec::new()));
    };
    let found = find(source, figure, scope).await?;
    Ok(MemberList::new(Some(date_of(scope.as_of)), money, found))
}

/// All customers behind a figure, in no order.
async fn find(
    source: &Source<'_>,
    figure: Figure,
    scope: Scope,
) -> Result<Vec<Member>, InsightError> {
    let choice = match figure {
        Figure::Base {
            figure,
            month,
            lost_after_days,
        } => Choice::base(figure, &month, lost_after_days, scope),
        Figure::Cohort { by, cohort, period } => Choice::cohort(by, cohort, period, scope)?,
        Figure::Acquired { months } => Some(Choice::acquired(&months, scope)),
        Figure::Rfm {
            place,
            money,
            method,
        } => return map::find(source, place, (money, &method), scope.as_of).await,
    };
    let Some(choice) = choice else {
        return Ok(Vec::new());
    };
    walk(source, scope.as_of, move |found, part| {
        let mut asking = choice.asking();
        take(found, part, |_, orders| asking.holds(orders));
    })
    .await
}

/// Those of some customers who are in a segment of the map of a day, as it is cut when nothing else is asked.
pub(crate) async fn known_in_segment(
    source: &Source<'_>,
    ids: HashSet<i64, IdHasher>,
    (segment, as_of): (Segment, Day),
) -> Result<Vec<Member>, InsightError> {
    let cut = (MoneyKind::Net, &Method::Quintiles);
    let mut found = map::find(source, RfmPlace::Segment(segment), cut, as_of).await?;
    found.retain(|member| ids.contains(&member.id));
    Ok(found)
}

/// Customers whose ids are known, as they were at the end of a day. Who never paid for anything is among them, without an order.
pub(crate) async fn known(
    source: &Source<'_>,
    ids: HashSet<i64, IdHasher>,
    as_of: Day,
) -> Result<Vec<Member>, InsightError> {
    let ids = Arc::new(ids);
    let wanted = Arc::clone(&ids);
    let mut found = walk(source, as_of, move |found, part| {
        take(found, part, |id, _| wanted.contains(&id));
    })
    .await?;
    let seen: HashSet<i64, IdHasher> = found.iter().map(|member| member.id).collect();
    found.extend(ids.difference(&seen).map(|&id| Member::without_order(id)));
    Ok(found)
}

/// Lets the customers of each part who are wanted be taken.
async fn walk(
    source: &Source<'_>,
    until: Day,
    taking: impl Fn(&mut Vec<Member>, &Part) + Send + Sync + 'static,
) -> Result<Vec<Member>, InsightError> {
    let reading = Reading {
        report: REPORT,
        until,
        returns: true,
    };
    let parts = history::walk(source, reading, Vec::new(), taking);
    Ok(parts.await?.concat())
}

/// Takes those of some customers of whom it holds.
fn take(found: &mut Vec<Member>, part: &Part, mut holds: impl FnMut(i64, &[Placed]) -> bool) {
    let mut returned = vec![0; part.customers().len()];
    for (customer, placed) in part.returns() {
        returned[customer] += placed.amount_minor;
    }
    let histories = part.customers().zip(part.ids()).zip(returned);
    for ((orders, &id), returned_minor) in histories {
        if let (true, [first, ..], [.., last]) = (holds(id, orders), orders, orders) {
            let brought: i64 = orders.iter().map(|placed| placed.amount_minor).sum();
            let count = u32::try_from(orders.len()).unwrap_or(u32::MAX);
            let days = (first.day, last.day);
            found.push(Member::with_orders(
                id,
                count,
                days,
                brought + returned_minor,
            ));
        }
    }
}
