//! What everybody bought and gave back in each month, customers and passers-by.

use arrow::datatypes::{Date32Type, Float64Type, Int64Type};
use arrow::record_batch::RecordBatch;

use crate::InsightError;
use crate::base::REPORT;
use crate::calendar::{Day, Timeline};
use crate::source::{Source, column};

/// What was sold and given back in one month.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Total {
    pub(crate) orders: u64,
    pub(crate) known_orders: u64,
    pub(crate) units: f64,
    /// Orders only.
    pub(crate) revenue_minor: i64,
    /// Negative.
    pub(crate) returns_minor: i64,
    /// The part of customers.
    pub(crate) known_returns_minor: i64,
}

/// The same by day, as the engine hands it out.
#[derive(Debug)]
pub(crate) struct Days {
    orders: Vec<RecordBatch>,
    returns: Vec<RecordBatch>,
}

impl Days {
    /// Reads the days up to the last one that counts.
    pub(crate) async fn read(source: &Source<'_>, until: Day) -> Result<Self, InsightError> {
        let until = Some(until);
        Ok(Self {
            orders: source
                .rows(REPORT, include_str!("../sql/order_days.sql"), until)
                .await?,
            returns: source
                .rows(REPORT, include_str!("../sql/return_days.sql"), until)
                .await?,
        })
    }

    /// Adds the days up into the months of a timeline that ends on `until`.
    ///
    /// Returns before the first order, of things bought before the records begin, count in the first
    /// month, so that the months add up to the whole.
    pub(crate) fn by_month(
        &self,
        timeline: &Timeline,
        until: Day,
    ) -> Result<Vec<Total>, InsightError> {
        let mut months = vec![Total::default(); timeline.len()];
        for batch in &self.orders {
            let days = column::<Date32Type>(batch, 0, REPORT, "day")?;
            let orders = column::<Int64Type>(batch, 1, REPORT, "orders")?;
            let known = column::<Int64Type>(batch, 2, REPORT, "known_orders")?;
            let units = column::<Float64Type>(batch, 3, REPORT, "units")?;
            let revenue = column::<Int64Type>(batch, 4, REPORT, "revenue_minor")?;
            for (row, &day) in days
                .values()
                .iter()
                .enumerate()
                .filter(|(_, day)| **day <= until)
            {
                let month = &mut months[timeline.period(day)];
                month.orders += orders.value(row).cast_unsigned();
                month.known_orders += known.value(row).cast_unsigned();
                month.units += units.value(row);
                month.revenue_minor += revenue.value(row);
            }
        }
        for batch in &self.returns {
            let days = column::<Date32Type>(batch, 0, REPORT, "day")?;
            let all = column::<Int64Type>(batch, 1, REPORT, "returns_minor")?;
            let known = column::<Int64Type>(batch, 2, REPORT, "known_returns_minor")?;
            for (row, &day) in days
                .values()
                .iter()
                .enumerate()
                .filter(|(_, day)| **day <= until)
            {
                let month = &mut months[timeline.period(day)];
                month.returns_minor += all.value(row);
                month.known_returns_minor += known.value(row);
            }
        }
        Ok(months)
    }
}
