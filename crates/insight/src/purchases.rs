//! What one customer bought and did, from the lake: the latest first, in pages.
//!
//! The lake is sorted by time and not by customer, so that a page looks at the column of customers of every file, and at the other
//! columns only where the customer is. The lines, of which there are most, are looked for around the days of their orders first.

mod days;
mod newest;
mod text;
mod timeline;

use std::collections::HashMap;

use arrow::datatypes::{Date32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType};
use arrow::record_batch::RecordBatch;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Limit, Page};

use crate::InsightError;
use crate::calendar::{Day, date_of, day_of};
use crate::source::{Source, column};
use days::around;
use newest::{newest, written};
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
    source.skip_what_is_not_asked();
    let (until, behind) = match cursor {
        None => (None, String::new()),
        Some(cursor) => {
            let unknown = || InsightError::CursorUnknown(cursor.to_owned());
            let (at, key) = cursor.split_once('.').ok_or_else(unknown)?;
            let micros: i64 = at.parse().map_err(|_| unknown())?;
            let (at, key) = (written(micros), quoted(key));
            let behind = format!("and at <= {at} and (at < {at} or order_key < {key})");
            (Some(micros), behind)
        }
    };
    let statement = |since: &str| {
        format!(
            "select arrow_cast(order_key, 'Utf8') as order_key, at, day, arrow_cast(channel, 'Utf8') as channel, revenue_minor,
                lines
            from orders where customer_id = {customer_id} {behind} {since}
            order by at desc, order_key desc limit {}",
            limit.one_more()
        )
    };
    let wanted = limit.one_more();
    let mut found = Vec::new();
    for batch in newest(source, REPORT, (until, wanted), statement).await? {
        let ats = column::<TimestampMicrosecondType>(&batch, 1, REPORT, "at")?;
        let days = column::<Date32Type>(&batch, 2, REPORT, "day")?;
        let revenue = column::<Int64Type>(&batch, 4, REPORT, "revenue_minor")?;
        let lines = column::<Int32Type>(&batch, 5, REPORT, "lines")?;
        for row in 0..batch.num_rows() {
            found.push(Purchase {
                order: text(&batch, 0, row, REPORT)?.unwrap_or_default(),
                at: instant(ats.value(row)),
                day: date_of(days.value(row)),
                channel: text(&batch, 3, row, REPORT)?,
                revenue_minor: revenue.value(row),
                lines: Vec::new(),
                lines_total: u64::from(lines.value(row).unsigned_abs()),
            });
        }
    }
    let mut page = Page::of(found, limit, |last| {
        format!("{}.{}", last.at.as_microsecond(), last.order)
    });
    add_lines(source, customer_id, &mut page.items).await?;
    Ok(page)
}

/// Reads the lines of the orders of a page: those of the days of the orders and their returns, and where these are not all, those
/// of all days.
async fn add_lines(
    source: &Source<'_>,
    customer_id: i64,
    orders: &mut [Purchase],
) -> Result<(), InsightError> {
    if orders.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = orders.iter().map(|order| quoted(&order.order)).collect();
    let theirs = format!(
        "customer_id = {customer_id} and order_key in (select column1 from (values ({})))",
        keys.join("), (")
    );
    let statement = format!("select day, lines from order_return where {theirs}");
    let mut days: Vec<Day> = orders.iter().map(|order| day_of(order.day)).collect();
    let mut expected: u64 = orders.iter().map(|order| order.lines_total).sum();
    for batch in source.rows(REPORT, &statement, None).await? {
        let returned = column::<Date32Type>(&batch, 0, REPORT, "day")?;
        let lines = column::<Int32Type>(&batch, 1, REPORT, "lines")?;
        days.extend(returned.values());
        let lines = lines.values().iter();
        expected += lines
            .map(|&lines| u64::from(lines.unsigned_abs()))
            .sum::<u64>();
    }
    let lines = lines(source, &format!("{} and {theirs}", around(days))).await?;
    let found: usize = lines.iter().map(RecordBatch::num_rows).sum();
    if found as u64 == expected {
        return put(orders, &lines);
    }
    let lines = self::lines(source, &theirs).await?;
    put(orders, &lines)
}

/// The lines that meet a condition.
async fn lines(source: &Source<'_>, condition: &str) -> Result<Vec<RecordBatch>, InsightError> {
    let statement = format!(
        "select arrow_cast(order_key, 'Utf8') as order_key, arrow_cast(product_key, 'Utf8') as product_key,
            arrow_cast(product_name, 'Utf8') as product_name, quantity, amount_minor, is_return
        from order_line where {condition}
        order by order_key, is_return, product_key"
    );
    source.rows(REPORT, &statement, None).await
}

/// Puts lines into their orders.
fn put(orders: &mut [Purchase], lines: &[RecordBatch]) -> Result<(), InsightError> {
    let mut of: HashMap<String, &mut Purchase> = HashMap::new();
    for order in orders {
        order.lines_total = 0;
        of.insert(order.order.clone(), order);
    }
    for batch in lines {
        for row in 0..batch.num_rows() {
            let key = text(batch, 0, row, REPORT)?.unwrap_or_default();
            let Some(order) = of.get_mut(&key) else {
                continue;
            };
            order.lines_total += 1;
            if order.lines.len() < LINES_MAX {
                order.lines.push(line(batch, row)?);
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
