//! What is known of one customer's buying, and why we think what we think.

use customers::{CustomerId, Entry};
use insight::Score;
use jiff::civil::Date;

use crate::{AppError, Workspace};

/// A probability below which nobody is told when the next order comes.
const LIKELY: f64 = 0.5;

/// A customer's figures, score and what they rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerStanding {
    /// The day of the figures; absent until they are made.
    pub as_of: Option<Date>,
    /// The figures; absent for who never ordered.
    pub entry: Option<Entry>,
    /// What the model says; absent without one.
    pub score: Option<Score>,
    /// When the next order is to be expected.
    pub next_order: Option<NextOrder>,
    /// What it rests on.
    pub reasons: Vec<Reason>,
}

/// The days on which the next order is to be expected: a quarter of this customer's gaps ended by the first, half by the second,
/// three quarters by the third.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextOrder {
    /// A quarter of the gaps.
    pub low: Date,
    /// Half of the gaps.
    pub middle: Date,
    /// Three quarters of the gaps.
    pub high: Date,
}

/// A fact from which a sentence can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// What it is about.
    pub code: ReasonCode,
    /// The customer's figure.
    pub value: i64,
    /// What is usual for the customer.
    pub usual: Option<i64>,
}

/// What a reason is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonCode {
    /// Days since the last order; usual is half of the gaps.
    LastOrder,
    /// Days beyond three quarters of the gaps; usual is that.
    Overdue,
    /// Orders so far.
    Orders,
    /// Days since the first order.
    Known,
}

impl Workspace {
    /// A customer's figures, score and what they rest on.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn customer_standing(
        &self,
        customer: CustomerId,
    ) -> Result<CustomerStanding, AppError> {
        let directory = self.directory();
        let as_of = directory.listing().await?.and_then(|listing| listing.as_of);
        let entry = directory
            .entry(customer)
            .await?
            .filter(|entry| 0 < entry.orders);
        let score = insight::score_of(&self.store, customer.raw()).await?;
        let is_likely = score.as_ref().is_none_or(|score| LIKELY <= score.p_alive);
        let next_order = entry
            .filter(|_| is_likely)
            .and_then(|entry| next_order(&entry));
        let reasons = match (as_of, &entry) {
            (Some(as_of), Some(entry)) => reasons(as_of, entry),
            _ => Vec::new(),
        };
        Ok(CustomerStanding {
            as_of,
            entry,
            score,
            next_order,
            reasons,
        })
    }
}

fn next_order(entry: &Entry) -> Option<NextOrder> {
    let (last, [low, middle, high]) = (entry.last_day?, entry.gaps?);
    let after = |days: i64| {
        last.checked_add(jiff::Span::new().try_days(days).ok()?)
            .ok()
    };
    Some(NextOrder {
        low: after(low)?,
        middle: after(middle)?,
        high: after(high)?,
    })
}

fn reasons(as_of: Date, entry: &Entry) -> Vec<Reason> {
    let since = |day: Option<Date>| {
        let span = day?.until(as_of).ok()?;
        Some(i64::from(span.get_days()))
    };
    let mut reasons = Vec::new();
    if let Some(days) = since(entry.last_day) {
        reasons.push(Reason {
            code: ReasonCode::LastOrder,
            value: days,
            usual: entry.gaps.map(|[_, middle, _]| middle),
        });
        if let Some([_, _, high]) = entry.gaps.filter(|[_, _, high]| *high < days) {
            reasons.push(Reason {
                code: ReasonCode::Overdue,
                value: days - high,
                usual: Some(high),
            });
        }
    }
    reasons.push(Reason {
        code: ReasonCode::Orders,
        value: entry.orders,
        usual: None,
    });
    if let Some(days) = since(entry.first_day) {
        reasons.push(Reason {
            code: ReasonCode::Known,
            value: days,
            usual: None,
        });
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stays_away_longer_than_ever_is_overdue() {
        let day = |day: i8| Some(Date::constant(2011, 12, day));
        let entry = Entry {
            orders: 4,
            first_day: day(1),
            last_day: day(9),
            gaps: Some([2, 3, 4]),
            ..Entry::default()
        };
        let found = reasons(Date::constant(2011, 12, 20), &entry);
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.code, one.value, one.usual))
            .collect();
        let expected = [
            (ReasonCode::LastOrder, 11, Some(3)),
            (ReasonCode::Overdue, 7, Some(4)),
            (ReasonCode::Orders, 4, None),
            (ReasonCode::Known, 19, None),
        ];
        assert_eq!(told, expected);
        assert_eq!(
            next_order(&entry).unwrap().middle,
            Date::constant(2011, 12, 12)
        );
    }
}
