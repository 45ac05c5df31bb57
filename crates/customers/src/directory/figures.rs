//! From what the figures of entries were made, and the figures of one customer.

use ::store::{StoreError, on};
use jiff::civil::Date;

use super::Directory;
use super::condition::segment_bit;
use super::entry::{self, Entry};
use crate::base::CustomerId;
use crate::error::CustomersError;

const LISTING: &str = "select snapshot, fingerprint, as_of from customer_listing
    where slot = 1 and fingerprint is not null";
const STANDS_AT: &str =
    "update customer_listing set snapshot = $1 where slot = 1 and fingerprint = $2";
const ENTRY: &str =
    "select segment, orders, revenue_minor, first_day, last_day, rfm, gap_low_days, gap_days,
        gap_high_days, alive_ppm, clv_12m_minor
    from customer_entry where customer_id = $1";

/// The figures of one customer, as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryFigures {
    /// The customer's id.
    pub customer_id: i64,
    /// The number of the segment, from 0.
    pub segment: Option<u8>,
    /// Orders.
    pub orders: i64,
    /// What they brought, less returns, minor units.
    pub revenue_minor: i64,
    /// Days since 1970; 0 without an order.
    pub first_day: i64,
    /// The same of the last order.
    pub last_day: i64,
    /// Scores for recency, frequency and money, three digits of 1 to 5; 0 without an order.
    pub rfm: i64,
    /// The quartiles of days between two days with an order; -1 without two.
    pub gaps: [i64; 3],
    /// Probability of not having left, millionths; -1 without a score.
    pub alive_ppm: i64,
    /// Worth of the orders of 12 months, minor units; -1 without a score.
    pub clv_12m_minor: i64,
}

/// From what the figures were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// A state of the lake that held the orders.
    pub snapshot: i64,
    /// What identifies orders and scores.
    pub fingerprint: String,
    /// The day at whose end customers were looked at; absent without an order.
    pub as_of: Option<Date>,
}

impl EntryFigures {
    /// Those of a customer who never ordered and has no score.
    pub const fn none(customer_id: i64) -> Self {
        Self {
            customer_id,
            segment: None,
            orders: 0,
            revenue_minor: 0,
            first_day: 0,
            last_day: 0,
            rfm: 0,
            gaps: [-1; 3],
            alive_ppm: -1,
            clv_12m_minor: -1,
        }
    }

    /// The columns, in the order of [`COLUMNS`](super::publish::COLUMNS).
    pub(super) fn columns(&self) -> [i64; 11] {
        [
            segment_bit(self.segment),
            self.orders,
            self.revenue_minor,
            self.last_day,
            self.clv_12m_minor,
            self.alive_ppm,
            self.first_day,
            self.rfm,
            self.gaps[0],
            self.gaps[1],
            self.gaps[2],
        ]
    }
}

impl Directory {
    /// From what the figures were made; nothing when they are yet to be, or were broken off.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn listing(&self) -> Result<Option<Listing>, CustomersError> {
        let mut conn = self.store.read().await?;
        let row: Option<(i64, String, Option<String>)> = on!(conn, conn => {
            sqlx::query_as(LISTING).fetch_optional(conn).await.map_err(StoreError::from)?
        });
        row.map(|(snapshot, fingerprint, as_of)| {
            let corrupt = |_| StoreError::corrupt("customer_listing", "as_of", 1);
            Ok(Listing {
                snapshot,
                fingerprint,
                as_of: as_of.map(|day| day.parse().map_err(corrupt)).transpose()?,
            })
        })
        .transpose()
    }

    /// Notes that the figures are those of another state of the lake too.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn stands_at(&self, listing: &Listing, snapshot: i64) -> Result<(), CustomersError> {
        let mut tx = self.store.begin_soft().await?;
        on!(tx, conn => {
            let query = sqlx::query(STANDS_AT).bind(snapshot).bind(&listing.fingerprint);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        Ok(tx.commit().await?)
    }

    /// The figures of a customer; nothing when there is none, or it is not settled yet.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn entry(&self, customer: CustomerId) -> Result<Option<Entry>, CustomersError> {
        type Row = (i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64);
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(ENTRY).bind(customer.raw());
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        Ok(row.map(
            |(segment, orders, revenue_minor, first, last, rfm, low, middle, high, alive, clv)| {
                Entry {
                    segment: entry::segment(segment),
                    orders,
                    revenue_minor,
                    first_day: entry::day(first),
                    last_day: entry::day(last),
                    rfm: entry::rfm(rfm),
                    gaps: (low >= 0).then_some([low, middle, high]),
                    p_alive: entry::part(alive),
                    clv_12m_minor: (clv >= 0).then_some(clv),
                }
            },
        ))
    }
}
