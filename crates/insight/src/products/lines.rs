//! The lines of a time as numbers.

use std::collections::HashMap;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type};
use arrow::record_batch::RecordBatch;

use crate::InsightError;
use crate::calendar::Day;
use crate::history::IdHasher;
use crate::products::REPORT;
use crate::products::names::{Named, Names, text};
use crate::source::column;

/// The customer of a sale to nobody we know.
pub(super) const NOBODY: u32 = u32::MAX;

/// A line on which something was sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sale {
    pub(super) product: u32,
    pub(super) order: u32,
    pub(super) customer: u32,
    pub(super) day: Day,
}

/// Sums of a product that need no sorting.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sums {
    pub(super) sold_minor: i64,
    /// Negative.
    pub(super) returns_minor: i64,
    pub(super) units: f64,
}

/// All lines of a time; products, orders and customers are numbers from 0 on.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) products: Vec<String>,
    pub(super) sums: Vec<Sums>,
    /// The id of each customer.
    pub(super) customers: Vec<i64>,
    /// How many orders there are.
    pub(super) orders: u32,
    pub(super) sales: Vec<Sale>,
}

impl Lines {
    /// Codes the answer of `product_lines.sql`.
    pub(super) fn of(batches: &[RecordBatch], names: &Names) -> Result<Self, InsightError> {
        let mut lines = Self::default();
        let mut products: HashMap<&str, u32> = HashMap::new();
        let mut orders: HashMap<&str, u32> = HashMap::new();
        let mut customers: HashMap<i64, u32, IdHasher> = HashMap::default();
        // The lines of a receipt mostly follow each other: its number is looked up once.
        let mut last: Option<(&str, u32)> = None;
        for batch in batches {
            let named = Named::of(batch)?;
            let receipts = text(batch, 2, "order_key")?;
            let ids = column::<Int64Type>(batch, 3, REPORT, "customer_id")?;
            let days = column::<Date32Type>(batch, 4, REPORT, "day")?;
            let quantities = column::<Float64Type>(batch, 5, REPORT, "quantity")?;
            let amounts = column::<Int64Type>(batch, 6, REPORT, "amount_minor")?;
            let returned = batch
                .columns()
                .get(7)
                .and_then(|flags| flags.as_boolean_opt());
            let returned = returned.ok_or_else(|| InsightError::Column {
                report: REPORT,
                column: "is_return",
                expected: DataType::Boolean.to_string(),
            })?;
            for row in 0..batch.num_rows() {
                let text = named.product(row, names);
                let product = number(&mut products, text);
                let place = product as usize;
                if place == lines.products.len() {
                    lines.products.push(text.to_owned());
                    lines.sums.push(Sums::default());
                }
                let sums = &mut lines.sums[place];
                if returned.value(row) {
                    sums.returns_minor += amounts.value(row);
                    continue;
                }
                sums.sold_minor += amounts.value(row);
                sums.units += quantities.value(row);
                if receipts.is_null(row) {
                    continue;
                }
                let receipt = receipts.value(row);
                let order = match last {
                    Some((known, order)) if known == receipt => order,
                    _ => number(&mut orders, receipt),
                };
                last = Some((receipt, order));
                let customer = if ids.is_null(row) {
                    NOBODY
                } else {
                    let id = ids.value(row);
                    let new = lines.customers.len();
                    let code = *customers.entry(id).or_insert_with(|| code(new));
                    if code as usize == new {
                        lines.customers.push(id);
                    }
                    code
                };
                lines.sales.push(Sale {
                    product,
                    order,
                    customer,
                    day: days.value(row),
                });
            }
        }
        lines.orders = code(orders.len());
        Ok(lines)
    }
}

/// The number of a text: the next one when it is new.
fn number<'a>(numbers: &mut HashMap<&'a str, u32>, text: &'a str) -> u32 {
    let next = code(numbers.len());
    *numbers.entry(text).or_insert(next)
}

/// A count as a number of a thing; a lake has fewer than four thousand million of them.
fn code(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(NOBODY)
}
