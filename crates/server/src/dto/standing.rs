//! A customer's figures and score, with what they rest on.

use app::{CustomerStanding, NextOrder, Reason, ReasonCode, segment_of};
use customers::Entry;
use insight::Score;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The figures of a customer with an order.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerFigures {
    /// The day at whose end they stand.
    pub as_of: Option<Date>,
    /// Orders.
    pub orders: i64,
    /// What they brought, less returns, in minor units.
    pub revenue_minor: i64,
    /// What one brought on average, in minor units, rounded down.
    pub average_order_minor: i64,
    /// The day of the first order.
    pub first_order: Option<Date>,
    /// The day of the last one.
    pub last_order: Option<Date>,
    /// Half of the gaps between two days with an order are at most so long; null with fewer than two such days.
    pub usual_gap_days: Option<i64>,
    /// The RFM segment.
    pub segment: Option<String>,
    /// The score for recency, 1 to 5.
    pub r: Option<u8>,
    /// The score for frequency.
    pub f: Option<u8>,
    /// The score for money.
    pub m: Option<u8>,
}

/// What the model in force says of a customer.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerScore {
    /// The day at whose end the customer was looked at.
    pub as_of: Date,
    /// The model's id.
    #[schema(example = "mdl_0000000000000")]
    pub model: String,
    /// Its version.
    pub version: i64,
    /// Probability of not having left.
    pub p_alive: f64,
    /// Orders (days with one) expected in 365 days.
    pub expected_orders_12m: f64,
    /// What the orders of 365 days are expected to be worth, in minor units.
    pub clv_12m_minor: f64,
    /// The same for 730 days.
    pub clv_24m_minor: f64,
    /// The same for 1095 days.
    pub clv_36m_minor: f64,
    /// When the next order is to be expected by the customer's own gaps; null for who has probably left.
    pub next_order: Option<CustomerNextOrder>,
}

/// The days on which the next order is to be expected.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerNextOrder {
    /// A quarter of the customer's gaps ended by then.
    pub low: Date,
    /// Half of them.
    pub middle: Date,
    /// Three quarters of them.
    pub high: Date,
}

/// A fact from which a sentence can be made.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerReason {
    /// What it is about.
    pub code: CustomerReasonCode,
    /// The customer's figure.
    pub value: i64,
    /// What is usual for this customer.
    pub usual: Option<i64>,
}

/// What a reason is about.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CustomerReasonCode {
    /// Days since the last order; usual is half of the gaps.
    LastOrder,
    /// Days beyond three quarters of the gaps; usual is that length.
    Overdue,
    /// Orders so far.
    Orders,
    /// Days since the first order.
    Known,
}

impl CustomerFigures {
    /// Makes the figures.
    fn new(entry: &Entry, as_of: Option<Date>) -> Self {
        let segment = entry.segment.and_then(segment_of);
        let score = |place: usize| entry.rfm.and_then(|scores| scores.get(place).copied());
        Self {
            as_of,
            orders: entry.orders,
            revenue_minor: entry.revenue_minor,
            average_order_minor: entry.revenue_minor.div_euclid(entry.orders.max(1)),
            first_order: entry.first_day,
            last_order: entry.last_day,
            usual_gap_days: entry.gaps.map(|[_, middle, _]| middle),
            segment: segment.map(|segment| segment.name().to_owned()),
            r: score(0),
            f: score(1),
            m: score(2),
        }
    }
}

impl CustomerScore {
    fn new(score: &Score, next_order: Option<NextOrder>) -> Self {
        Self {
            as_of: score.as_of,
            model: score.model.to_string(),
            version: score.version,
            p_alive: score.p_alive,
            expected_orders_12m: score.expected_orders_12m,
            clv_12m_minor: score.clv_12m_minor,
            clv_24m_minor: score.clv_24m_minor,
            clv_36m_minor: score.clv_36m_minor,
            next_order: next_order.map(|next| CustomerNextOrder {
                low: next.low,
                middle: next.middle,
                high: next.high,
            }),
        }
    }
}

impl From<Reason> for CustomerReason {
    fn from(reason: Reason) -> Self {
        Self {
            code: match reason.code {
                ReasonCode::LastOrder => CustomerReasonCode::LastOrder,
                ReasonCode::Overdue => CustomerReasonCode::Overdue,
                ReasonCode::Orders => CustomerReasonCode::Orders,
                ReasonCode::Known => CustomerReasonCode::Known,
            },
            value: reason.value,
            usual: reason.usual,
        }
    }
}

/// Figures, score and reasons of a card.
pub(crate) fn parts(
    standing: CustomerStanding,
) -> (
    Option<CustomerFigures>,
    Option<CustomerScore>,
    Vec<CustomerReason>,
) {
    let figures = standing.entry.as_ref();
    let figures = figures.map(|entry| CustomerFigures::new(entry, standing.as_of));
    let score = standing.score.as_ref();
    let score = score.map(|score| CustomerScore::new(score, standing.next_order));
    let reasons = standing.reasons.into_iter().map(Into::into).collect();
    (figures, score, reasons)
}
