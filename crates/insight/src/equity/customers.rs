//! The customers behind a piece of the bridge.

use store::Store;

use crate::InsightError;
use crate::calendar::date_of;
use crate::equity::{EquityQuery, PieceName, Read, bridge};
use crate::members::{Member, MemberList};
use crate::source::Source;

/// Finds the customers who moved the equity in one way, as they are on the later day, with the money of the model in force.
///
/// # Errors
///
/// Those of [`equity`](crate::equity()).
pub async fn equity_customers(
    source: &Source<'_>,
    store: &Store,
    query: &EquityQuery,
    piece: PieceName,
) -> Result<MemberList, InsightError> {
    let read = Read::of(source, store, query).await?;
    let all = bridge::placed(&read.before, &read.after, read.rule());
    let found = all.filter(|(name, ..)| *name == piece).map(|(_, _, now)| {
        let days = (now.first_day, now.last_day);
        Member::with_orders(now.customer_id, now.orders, days, now.revenue_minor)
    });
    let as_of = read.to.map(date_of).or(query.to);
    Ok(MemberList::new(
        as_of,
        read.model.found.money,
        found.collect(),
    ))
}
