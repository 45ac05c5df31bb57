//! What the lake holds, at a glance.

use arrow::array::{Array, AsArray};
use arrow::datatypes::{Date32Type, Int64Type};
use jiff::civil::Date;

use crate::functions::date_of;
use crate::{Snapshot, WarehouseError};

/// What the lake holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contents {
    /// The first business day with an order.
    pub first_day: Option<Date>,
    /// The last business day with an order.
    pub last_day: Option<Date>,
    /// Orders.
    pub orders: u64,
    /// Customers.
    pub customers: u64,
    /// Order lines, returns included.
    pub lines: u64,
}

const ORDERS: &str = "select min(day), max(day), count(*) from orders";
const CUSTOMERS: &str = "select count(*) from customer";
const LINES: &str = "select count(*) from order_line";

impl Snapshot {
    /// Counts what is there; the answers come from the files' statistics where these tell.
    ///
    /// # Errors
    ///
    /// When the lake cannot be read.
    pub async fn contents(&self) -> Result<Contents, WarehouseError> {
        let mut contents = Contents {
            customers: self.count(CUSTOMERS, 0).await?,
            lines: self.count(LINES, 0).await?,
            ..Contents::default()
        };
        for batch in self.sql(ORDERS).await? {
            let day = |index: usize| {
                let column = batch.column(index).as_primitive::<Date32Type>();
                (!column.is_empty() && column.is_valid(0)).then(|| date_of(column.value(0)))?
            };
            (contents.first_day, contents.last_day) = (day(0), day(1));
        }
        contents.orders = self.count(ORDERS, 2).await?;
        Ok(contents)
    }

    async fn count(&self, text: &str, column: usize) -> Result<u64, WarehouseError> {
        let batches = self.sql(text).await?;
        let count = batches
            .first()
            .map(|batch| batch.column(column).as_primitive::<Int64Type>())
            .filter(|counts| !counts.is_empty())
            .map_or(0, |counts| counts.value(0));
        Ok(u64::try_from(count).unwrap_or(0))
    }
}
