//! The RFM report as it is handed out.

use jiff::civil::Date;
use serde::Serialize;

use crate::rfm::query::MethodName;
use crate::rfm::segment::Segment;
use crate::{CurrencyUnit, MoneyKind};

/// Recency, frequency and money of the customer base on one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RfmReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// Customers with at least one order.
    pub customers: u64,
    /// Which money counts.
    pub money: MoneyKind,
    /// How the classes are cut.
    pub method: MethodName,
    /// Means over all customers; absent without customers.
    pub means: Option<Means>,
    /// The bounds between the classes; absent without customers.
    pub cuts: Option<CutValues>,
    /// Share of the customers with more than one order.
    pub repeat_rate: Option<f64>,
    /// Share of the money that the best 20 % of the customers brought.
    pub top20_share: Option<f64>,
    /// The 25 cells, by recency and then frequency score.
    pub grid: Vec<GridCell>,
    /// The 11 segments, best first.
    pub segments: Vec<SegmentFigures>,
    /// Who moved between segments since an earlier day, when that was asked for.
    pub migration: Option<Migration>,
}

/// Means over customers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Means {
    /// Days since the last order.
    pub recency_days: f64,
    /// Orders.
    pub frequency: f64,
    /// Money, minor units.
    pub monetary_minor: f64,
}

/// Bounds between the classes of each measure, rising.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CutValues {
    /// Days since the last order; the first class, up to the first bound, has the score 5.
    pub recency_days: [f64; 4],
    /// Orders; the first class has the score 1.
    pub frequency: [f64; 4],
    /// Money in minor units; the first class has the score 1.
    pub monetary_minor: [f64; 4],
}

/// The customers with one recency score and one frequency score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GridCell {
    /// Recency score, 5 the latest.
    pub r: u8,
    /// Frequency score, 5 the most.
    pub f: u8,
    /// How many they are.
    pub customers: u64,
    /// What they brought.
    pub revenue_minor: i64,
    /// What one of them brought; absent for an empty cell.
    pub mean_monetary_minor: Option<f64>,
}

/// One segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentFigures {
    /// Its name.
    pub name: Segment,
    /// How many customers it has.
    pub customers: u64,
    /// Their share of all customers; absent without customers.
    pub share: Option<f64>,
    /// What they brought.
    pub revenue_minor: i64,
    /// Its share of what all brought; absent when that is 0.
    pub revenue_share: Option<f64>,
    /// Mean days since the last order; absent for an empty segment.
    pub mean_recency_days: Option<f64>,
    /// Mean orders; absent for an empty segment.
    pub mean_frequency: Option<f64>,
    /// Mean money; absent for an empty segment.
    pub mean_monetary_minor: Option<f64>,
}

/// The name of where those come from who had not ordered by the earlier day.
pub(crate) const NOT_YET: &str = "none";

/// Who moved between segments from one day to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Migration {
    /// The earlier day.
    pub from: Date,
    /// The day of the report.
    pub to: Date,
    /// The flows with at least one customer.
    pub flows: Vec<Flow>,
}

/// Customers who were in one segment and are in another, or the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// The segment on the earlier day; `none` for who had not ordered yet.
    pub from: &'static str,
    /// The segment on the day of the report.
    pub to: Segment,
    /// How many moved so.
    pub customers: u64,
}
