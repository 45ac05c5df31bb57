//! The figures of each customer as of the last day with an order, for whoever keeps them where customers are looked up.

use ::store::{Store, StoreError, on};
use jiff::civil::Date;

use crate::InsightError;
use crate::calendar::{Day, date_of};
use crate::history::{self, Part, Placed, Reading};
use crate::rfm::{Classes, Method, Profile, Segment, profiles};
use crate::source::Source;
use crate::value::{orders_fingerprint, scored};

/// The report's name in errors.
const REPORT: &str = "customer figures";
/// Scores that are read at once.
const SCORES_AT_ONCE: i64 = 16_384;

const SCORES: &str = "select customer_id, p_alive, clv_12m_minor from score
    where customer_id > $1 order by customer_id limit $2";

/// The figures of all customers with an order, by id.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AllFigures {
    /// The day at whose end they were looked at; absent without an order.
    pub as_of: Option<Date>,
    /// The customers.
    pub customers: Vec<CustomerFigures>,
}

/// The figures of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomerFigures {
    /// The customer.
    pub customer_id: i64,
    /// The RFM segment, cut at the quintiles of the base, with money net of returns.
    pub segment: Segment,
    /// Scores for recency, frequency and money, 1 to 5.
    pub scores: [u8; 3],
    /// Orders.
    pub orders: u32,
    /// What they brought, less returns, minor units.
    pub revenue_minor: i64,
    /// The day of the first order, in days since 1970.
    pub first_day: Day,
    /// The same of the last one.
    pub last_day: Day,
    /// The quartiles of the days between two days with an order; absent with fewer than two such days.
    pub gaps: Option<[Day; 3]>,
}

/// What a score says of a customer, in short.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreMark {
    /// The customer.
    pub customer_id: i64,
    /// Probability that the customer has not left.
    pub p_alive: f64,
    /// Expected worth of the orders of 365 days, minor units.
    pub clv_12m_minor: f64,
}

/// Reads the figures of all customers.
///
/// # Errors
///
/// [`InsightError::Engine`] when the lake can not be read.
pub async fn customer_figures(source: &Source<'_>) -> Result<AllFigures, InsightError> {
    let Some(scope) = source.scope(REPORT, None).await? else {
        return Ok(AllFigures::default());
    };
    let as_of = scope.as_of;
    let reading = Reading {
        report: REPORT,
        until: as_of,
        returns: true,
    };
    let parts = history::walk(source, reading, Vec::new(), move |all, part| {
        all.extend(of(part, as_of));
    })
    .await?;
    let all: Vec<(Profile, CustomerFigures)> = parts.concat();
    let (bases, mut customers): (Vec<Profile>, Vec<CustomerFigures>) = all.into_iter().unzip();
    if !bases.is_empty() {
        let classes = Classes::of(&bases, &Method::Quintiles)?;
        for (profile, figures) in bases.iter().zip(&mut customers) {
            figures.segment = classes.segment(profile);
            figures.scores = classes.all_scores(profile);
        }
    }
    customers.sort_unstable_by_key(|customer| customer.customer_id);
    Ok(AllFigures {
        as_of: Some(date_of(as_of)),
        customers,
    })
}

/// What identifies the orders and the scores from which figures are made.
///
/// # Errors
///
/// When the lake or the store can not be read.
pub async fn figures_fingerprint(
    source: &Source<'_>,
    store: &Store,
) -> Result<String, InsightError> {
    let orders = orders_fingerprint(source).await?;
    let scores = scored(store).await?;
    let scores =
        scores.map(|scored| format!("{}@{}:{}", scored.model, scored.as_of, scored.fingerprint));
    Ok(format!(
        "{orders} {}",
        scores.as_deref().unwrap_or("unscored")
    ))
}

/// What the scores say of all customers, by id.
///
/// # Errors
///
/// When the store can not be read.
pub async fn score_marks(store: &Store) -> Result<Vec<ScoreMark>, InsightError> {
    let mut marks: Vec<ScoreMark> = Vec::new();
    loop {
        let after = marks.last().map_or(-1, |mark| mark.customer_id);
        let mut conn = store.read().await?;
        let rows: Vec<(i64, f64, f64)> = on!(conn, conn => {
            let query = sqlx::query_as(SCORES).bind(after).bind(SCORES_AT_ONCE);
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        if rows.is_empty() {
            return Ok(marks);
        }
        marks.extend(
            rows.into_iter()
                .map(|(customer_id, p_alive, clv_12m_minor)| ScoreMark {
                    customer_id,
                    p_alive,
                    clv_12m_minor,
                }),
        );
    }
}

/// The customers of a part; segment and scores are for later, when the whole base is known.
fn of(part: &Part, as_of: Day) -> Vec<(Profile, CustomerFigures)> {
    let rows = profiles(part, as_of).into_iter();
    rows.zip(part.customers().zip(part.ids()))
        .filter_map(|(profile, (orders, &customer_id))| {
            let profile = profile?;
            let figures = CustomerFigures {
                customer_id,
                segment: Segment::Lost,
                scores: [1; 3],
                orders: profile.orders,
                revenue_minor: profile.monetary_minor,
                first_day: orders.first()?.day,
                last_day: orders.last()?.day,
                gaps: gaps(orders),
            };
            Some((profile, figures))
        })
        .collect()
}

/// The quartiles of days between days with an order.
fn gaps(orders: &[Placed]) -> Option<[Day; 3]> {
    let pairs = orders.windows(2);
    let mut gaps: Vec<Day> = pairs
        .filter_map(|pair| Some(pair.get(1)?.day - pair.first()?.day))
        .filter(|gap| *gap > 0)
        .collect();
    gaps.sort_unstable();
    let last = gaps.len().checked_sub(1)?;
    let at = |quarters: usize| gaps.get((last * quarters).div_ceil(4)).copied();
    Some([at(1)?, at(2)?, at(3)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_lie_between_days_with_an_order() {
        let placed = |day| Placed {
            day,
            amount_minor: 1,
        };
        let days = |days: &[Day]| days.iter().copied().map(placed).collect::<Vec<_>>();
        assert_eq!(gaps(&days(&[5])), None);
        assert_eq!(gaps(&days(&[5, 5])), None);
        assert_eq!(gaps(&days(&[5, 5, 12])), Some([7, 7, 7]));
        assert_eq!(gaps(&days(&[0, 10, 30, 60, 100, 150])), Some([20, 30, 40]));
    }
}
