//! The customers behind a figure of a month of subscriptions.

use std::collections::HashSet;
use std::str::FromStr;

use super::month::{Change, count, timeline};
use super::query::ContractQuery;
use super::read::Contracts;
use crate::calendar::date_of;
use crate::history::IdHasher;
use crate::members::{self, MemberList};
use crate::source::Source;
use crate::{InsightError, MoneyKind, Month};

/// A figure of a month of subscriptions that counts customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriberFigure {
    /// A subscription ran at the end of the month before.
    Start,
    /// One runs at the month's end, for the first time at the end of a month.
    New,
    /// One runs at the end, none did at the start, and one did at the end of an earlier month.
    Reactivated,
    /// One ran at the start, and none does at the end.
    Lost,
    /// A subscription runs at the month's end, or on the report's day.
    End,
}

impl SubscriberFigure {
    const ALL: [(&'static str, Self); 5] = [
        ("start", Self::Start),
        ("new", Self::New),
        ("reactivated", Self::Reactivated),
        ("lost", Self::Lost),
        ("end", Self::End),
    ];
}

impl FromStr for SubscriberFigure {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        let known = Self::ALL.iter().find(|(name, _)| *name == text);
        known
            .map(|&(_, figure)| figure)
            .ok_or_else(|| InsightError::NameUnknown {
                what: "figure of subscriptions",
                given: text.to_owned(),
                expected: "start, new, reactivated, lost or end",
            })
    }
}

/// Finds the customers behind a figure of a month; who subscribes and never ordered is among them, without an order.
///
/// A month in which nothing had begun yet has no customers.
///
/// # Errors
///
/// Those of [`contract`](crate::contract()).
pub async fn contract_customers(
    source: &Source<'_>,
    query: &ContractQuery,
    (figure, month): (SubscriberFigure, &Month),
) -> Result<MemberList, InsightError> {
    query.check()?;
    let Some(contracts) = Contracts::read(source, query).await? else {
        return Ok(MemberList::new(query.as_of, MoneyKind::Net, Vec::new()));
    };
    let as_of = Some(date_of(contracts.as_of));
    let ids = ids(&contracts, figure, month);
    let found = if ids.is_empty() {
        Vec::new()
    } else {
        members::known(source, ids, contracts.as_of).await?
    };
    Ok(MemberList::new(as_of, MoneyKind::Net, found))
}

/// Counts each customer alone, with the report's own rules, and takes those who count.
fn ids(contracts: &Contracts, figure: SubscriberFigure, month: &Month) -> HashSet<i64, IdHasher> {
    let mut found = HashSet::default();
    let Some(timeline) = timeline(contracts) else {
        return found;
    };
    let Some(month) = (0..timeline.len()).find(|&one| timeline.label(one) == month.as_str()) else {
        return found;
    };
    let mut changes = vec![Change::default(); timeline.len()];
    for of_customer in contracts.by_customer() {
        changes.fill(Change::default());
        count(of_customer, contracts.as_of, &timeline, &mut changes);
        if counts(&changes, figure, month) {
            found.extend(of_customer.first().map(|contract| contract.customer_id));
        }
    }
    found
}

/// Whether a month's figure counts a customer, by all that the customer's subscriptions changed.
fn counts(changes: &[Change], figure: SubscriberFigure, month: usize) -> bool {
    let change = &changes[month];
    let is_there = |months: &[Change]| {
        let came: u64 = months.iter().map(|one| one.new + one.reactivated).sum();
        came > months.iter().map(|one| one.lost).sum()
    };
    match figure {
        SubscriberFigure::Start => is_there(&changes[..month]),
        SubscriberFigure::New => change.new > 0,
        SubscriberFigure::Reactivated => change.reactivated > 0,
        SubscriberFigure::Lost => change.lost > 0,
        SubscriberFigure::End => is_there(&changes[..=month]),
    }
}
