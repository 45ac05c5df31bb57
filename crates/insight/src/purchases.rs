//! What one customer bought and did, from the lake: the latest first, in pages.
//!
//! The lake is sorted by time and not by customer, so that a page looks at the column of customers of every file, and at the other
//! columns only where the customer is.

mod text;
mod timeline;

use arrow::datatypes::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow::record_batch::RecordBatch;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Limit, Page};

use crate::InsightError;
use crate::calendar::date_of;
use crate::source::{Source, column};
use text::{flag, quoted, text};

pub use timeline::{TimelineItem, TimelineKind, timeline};

/// The report's name in errors.
const REPORT: &str = "customer orders";
/// Lines of one order that are shown.
const LINES_MAX: usize = 200;

/// An order of a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Purchase {
    /// The order's key.
    pub order: String,
    /// When it was placed.
    pub at: Timestamp,
    /// The business day.
    pub day: Date,
    /// The channel, where one was told.
    pub channel: Option<String>,
    /// What it brought, minor units; returns are lines of their own and not taken off.
    pub revenue_minor: i64,
    /// Its lines, two hundred at most.
    pub lines: Vec<PurchaseLine>,
    /// How many lines there are.
    pub lines_total: u64,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct PurchaseLine {
    /// The product's key.
    pub product: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// How many; negative for a return.
    pub quantity: f64,
    /// What the line brought, minor units; negative for a return.
    pub amount_minor: i64,
    /// Whether it went back.
    pub is_return: bool,
}

/// The orders of a customer, the latest first.
///
/// # Errors
///
/// [`InsightError::CursorUnknown`], and [`InsightError::Engine`] when the lake can not be read.
pub async fn purchases(
    source: &Source<'_>,
    customer_id: i64,
    (cursor, limit): (Option<&str>, Limit),
) -> Result<Page<Purchase>, InsightError> {
    let behind = match cursor {
        None => String::new(),
        Some(cursor) => {
            let unknown = || InsightError::CursorUnknown(cursor.to_owned());
            let (at, key) = cursor.split_once('.').ok_or_else(unknown)?;
            let at: i64 = at.parse().map_err(|_| unknown())?;
            let key = quoted(key);
            format!(
                "and (cast(at as bigint) < {at} or (cast(at as bigint) = {at} and order_key < {key}))"
            )
        }
    };
    let statement = format!(
        "select arrow_cast(order_key, 'Utf8') as order_key, at, day, arrow_cast(channel, 'Utf8') as channel, revenue_minor
        from orders where customer_id = {customer_id} {behind}
        order by at desc, order_key desc limit {}",
        limit.one_more()
    );
    let mut found = Vec::new();
    for batch in source.rows(REPORT, &statement, None).await? {
        let ats = column::<TimestampMicrosecondType>(&batch, 1, REPORT, "at")?;
        let days = column::<Date32Type>(&batch, 2, REPORT, "day")?;
        let revenue = column::<Int64Type>(&batch, 4, REPORT, "revenue_minor")?;
        for row in 0..batch.num_rows() {
            found.push(Purchase {
                order: text(&batch, 0, row, REPORT)?.unwrap_or_default(),
                at: instant(ats.value(row)),
                day: date_of(days.value(row)),
                channel: text(&batch, 3, row, REPORT)?,
                revenue_minor: revenue.value(row),
                lines: Vec::new(),
                lines_total: 0,
            });
        }
    }
    let mut page = Page::of(found, limit, |last| {
        format!("{}.{}", last.at.as_microsecond(), last.order)
    });
    add_lines(source, customer_id, &mut page.items).await?;
    Ok(page)
}

/// Reads the lines of the orders of a page.
async fn add_lines(
    source: &Source<'_>,
    customer_id: i64,
    orders: &mut [Purchase],
) -> Result<(), InsightError> {
    if orders.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = orders.iter().map(|order| quoted(&order.order)).collect();
    let statement = format!(
        "select arrow_cast(order_key, 'Utf8') as order_key, arrow_cast(product_key, 'Utf8') as product_key,
            arrow_cast(product_name, 'Utf8') as product_name, quantity, amount_minor, is_return
        from order_line where customer_id = {customer_id} and order_key in (select column1 from (values ({})))
        order by order_key, is_return, product_key",
        keys.join("), (")
    );
    for batch in source.rows(REPORT, &statement, None).await? {
        for row in 0..batch.num_rows() {
            let key = text(&batch, 0, row, REPORT)?.unwrap_or_default();
            let Some(order) = orders.iter_mut().find(|order| order.order == key) else {
                continue;
            };
            order.lines_total += 1;
            if order.lines.len() < LINES_MAX {
                order.lines.push(line(&batch, row)?);
            }
        }
    }
    Ok(())
}

fn line(batch: &RecordBatch, row: usize) -> Result<PurchaseLine, InsightError> {
    Ok(PurchaseLine {
        product: text(batch, 1, row, REPORT)?,
        name: text(batch, 2, row, REPORT)?,
        quantity: column::<Float64Type>(batch, 3, REPORT, "quantity")?.value(row),
        amount_minor: column::<Int64Type>(batch, 4, REPORT, "amount_minor")?.value(row),
        is_return: flag(batch, 5, row, REPORT)?,
    })
}

/// An instant of the lake; one beyond all calendars is the first.
fn instant(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}
