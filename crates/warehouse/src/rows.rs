//! Our values as the engine's batches.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array, StringArray,
    TimestampMicrosecondArray, UInt32Array,
};
use arrow::compute::take;
use arrow::error::ArrowError;
use arrow::record_batch::RecordBatch;

use crate::lines::{Codes, LineColumns, NO_CODE, UNKNOWN};
use crate::orders::{Order, Return};
use crate::schema::Table;

/// Rows of a batch: the writer looks at a file's size after each.
const BATCH_ROWS: usize = 128 * 1024;

/// A customer as the lake knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// The customer's id.
    pub id: i64,
    /// The key under which the company's files name them.
    pub key: String,
    /// Country.
    pub country: Option<String>,
    /// Attributes as a JSON object.
    pub attributes: Option<String>,
}

/// A product as the lake knows it.
#[derive(Debug, Clone)]
pub struct ProductRow {
    /// The product's key.
    pub key: String,
    /// Name.
    pub name: Option<String>,
    /// Category.
    pub category: Option<String>,
    /// Attributes as a JSON object.
    pub attributes: Option<String>,
}

/// A subscription as a file tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionRow {
    /// The customer's id.
    pub customer_id: i64,
    /// The subscription among the customer's.
    pub key: String,
    /// What is subscribed to.
    pub plan: Option<String>,
    /// The day it begins, days since 1970-01-01.
    pub start_day: i32,
    /// The first day on which it no longer runs; `None` while it runs.
    pub end_day: Option<i32>,
    /// What a period costs.
    pub price_minor: i64,
    /// Months of a period.
    pub period_months: i32,
    /// Further columns as a JSON object.
    pub attributes: Option<String>,
}

/// Lines `rows` as batches of `order_line`.
pub(crate) fn line_batches(
    lines: &LineColumns,
    rows: &[u32],
    import_id: i64,
) -> Result<Vec<RecordBatch>, ArrowError> {
    let texts = LineTexts::new(lines);
    rows.chunks(BATCH_ROWS)
        .map(|rows| line_batch(lines, &texts, rows, import_id))
        .collect()
}

/// The dictionaries of a file as arrays, made once.
struct LineTexts {
    order: StringArray,
    product: StringArray,
    product_name: StringArray,
    channel: StringArray,
    store: StringArray,
    country: StringArray,
    attributes: StringArray,
}

impl LineTexts {
    fn new(lines: &LineColumns) -> Self {
        let array = |codes: &Codes| StringArray::from_iter_values(&codes.dictionary);
        Self {
            order: array(&lines.order),
            product: array(&lines.product),
            product_name: array(&lines.product_name),
            channel: array(&lines.channel),
            store: array(&lines.store),
            country: array(&lines.country),
            attributes: array(&lines.attributes),
        }
    }
}

fn line_batch(
    lines: &LineColumns,
    texts: &LineTexts,
    rows: &[u32],
    import_id: i64,
) -> Result<RecordBatch, ArrowError> {
    let pick = |values: &[i64]| -> ArrayRef {
        Arc::new(
            rows.iter()
                .map(|&row| known(values[row as usize]))
                .collect::<Int64Array>(),
        )
    };
    let text = |codes: &Codes, dictionary: &StringArray| {
        let codes: UInt32Array = rows.iter().map(|&row| code(codes, row)).collect();
        take(dictionary, &codes, None)
    };
    // The product table holds the names of keyed products; a line keeps one only without a key.
    let names: UInt32Array = rows
        .iter()
        .map(|&row| {
            code(&lines.product, row)
                .is_none()
                .then(|| code(&lines.product_name, row))?
        })
        .collect();
    let instants = rows.iter().map(|&row| lines.at_micros[row as usize]);
    let days = rows.iter().map(|&row| lines.day[row as usize]);
    let quantities = rows.iter().map(|&row| lines.quantity[row as usize]);
    let customers: Int64Array = rows
        .iter()
        .map(|&row| lines.customer_id[row as usize])
        .collect();
    let returns: BooleanArray = rows
        .iter()
        .map(|&r| Some(lines.is_return[r as usize]))
        .collect();
    let columns: Vec<ArrayRef> = vec![
        text(&lines.order, &texts.order)?,
        Arc::new(customers),
        Arc::new(TimestampMicrosecondArray::from_iter_values(instants)),
        Arc::new(Date32Array::from_iter_values(days)),
        text(&lines.product, &texts.product)?,
        take(&texts.product_name, &names, None)?,
        Arc::new(Float64Array::from_iter_values(quantities)),
        pick(&lines.unit_price_micros),
        pick(&lines.amount_minor),
        pick(&lines.discount_minor),
        pick(&lines.cost_minor),
        text(&lines.channel, &texts.channel)?,
        text(&lines.store, &texts.store)?,
        text(&lines.country, &texts.country)?,
        Arc::new(returns),
        text(&lines.attributes, &texts.attributes)?,
        Arc::new(Int64Array::from_value(import_id, rows.len())),
    ];
    RecordBatch::try_new(Table::OrderLine.schema(), columns)
}

fn code(codes: &Codes, row: u32) -> Option<u32> {
    codes
        .codes
        .get(row as usize)
        .copied()
        .filter(|&code| code != NO_CODE)
}

fn known(value: i64) -> Option<i64> {
    (value != UNKNOWN).then_some(value)
}

/// Orders, sorted by time, as batches of `order`.
pub(crate) fn order_batches(
    orders: &[(&str, &Order)],
    import_id: i64,
) -> Result<Vec<RecordBatch>, ArrowError> {
    orders
        .chunks(BATCH_ROWS)
        .map(|orders| order_batch(orders, import_id))
        .collect()
}

fn order_batch(orders: &[(&str, &Order)], import_id: i64) -> Result<RecordBatch, ArrowError> {
    let each = || orders.iter().map(|(_, order)| *order);
    let text = |of: fn(&Order) -> Option<&str>| -> ArrayRef {
        Arc::new(each().map(of).collect::<StringArray>())
    };
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from_iter_values(
            orders.iter().map(|(key, _)| key),
        )),
        Arc::new(
            each()
                .map(|order| order.customer_id)
                .collect::<Int64Array>(),
        ),
        Arc::new(TimestampMicrosecondArray::from_iter_values(
            each().map(|order| order.at),
        )),
        Arc::new(Date32Array::from_iter_values(each().map(|order| order.day))),
        Arc::new(Int32Array::from_iter_values(
            each().map(|order| order.lines),
        )),
        Arc::new(Float64Array::from_iter_values(
            each().map(|order| order.units),
        )),
        Arc::new(Int64Array::from_iter_values(
            each().map(|order| order.revenue),
        )),
        Arc::new(Int64Array::from_iter_values(
            each().map(|order| order.discount),
        )),
        Arc::new(
            each()
                .map(|order| known(order.cost))
                .collect::<Int64Array>(),
        ),
        text(|order| order.channel.as_deref()),
        text(|order| order.store.as_deref()),
        text(|order| order.country.as_deref()),
        Arc::new(Int64Array::from_value(import_id, orders.len())),
    ];
    RecordBatch::try_new(Table::Order.schema(), columns)
}

/// Return receipts as a batch of `order_return`.
pub(crate) fn return_batch(
    returns: &[Return],
    keys: &[String],
    import_id: i64,
) -> Result<RecordBatch, ArrowError> {
    let key = |receipt: &Return| keys.get(receipt.order as usize).map(String::as_str);
    let columns: Vec<ArrayRef> = vec![
        Arc::new(returns.iter().map(key).collect::<StringArray>()),
        Arc::new(
            returns
                .iter()
                .map(|receipt| receipt.customer_id)
                .collect::<Int64Array>(),
        ),
        Arc::new(TimestampMicrosecondArray::from_iter_values(
            returns.iter().map(|r| r.at),
        )),
        Arc::new(Date32Array::from_iter_values(
            returns.iter().map(|receipt| receipt.day),
        )),
        Arc::new(Int32Array::from_iter_values(
            returns.iter().map(|receipt| receipt.lines),
        )),
        Arc::new(Int64Array::from_iter_values(
            returns.iter().map(|receipt| receipt.amount),
        )),
        Arc::new(Int64Array::from_value(import_id, returns.len())),
    ];
    RecordBatch::try_new(Table::OrderReturn.schema(), columns)
}

/// Customers as a batch of `customer`.
pub(crate) fn customer_batch(rows: &[&CustomerRow]) -> Result<RecordBatch, ArrowError> {
    let columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| row.id))),
        Arc::new(StringArray::from_iter_values(
            rows.iter().map(|row| &row.key),
        )),
        Arc::new(
            rows.iter()
                .map(|row| row.country.as_deref())
                .collect::<StringArray>(),
        ),
        Arc::new(
            rows.iter()
                .map(|row| row.attributes.as_deref())
                .collect::<StringArray>(),
        ),
    ];
    RecordBatch::try_new(Table::Customer.schema(), columns)
}

/// Products as a batch of `product`.
pub(crate) fn product_batch(rows: &[&ProductRow]) -> Result<RecordBatch, ArrowError> {
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from_iter_values(
            rows.iter().map(|row| &row.key),
        )),
        Arc::new(
            rows.iter()
                .map(|row| row.name.as_deref())
                .collect::<StringArray>(),
        ),
        Arc::new(
            rows.iter()
                .map(|row| row.category.as_deref())
                .collect::<StringArray>(),
        ),
        Arc::new(
            rows.iter()
                .map(|row| row.attributes.as_deref())
                .collect::<StringArray>(),
        ),
    ];
    RecordBatch::try_new(Table::Product.schema(), columns)
}

/// Subscriptions as batches of `subscription_told`.
pub(crate) fn subscription_batches(
    rows: &[&SubscriptionRow],
    import_id: i64,
) -> Result<Vec<RecordBatch>, ArrowError> {
    rows.chunks(BATCH_ROWS)
        .map(|rows| subscription_batch(rows, import_id))
        .collect()
}

fn subscription_batch(
    rows: &[&SubscriptionRow],
    import_id: i64,
) -> Result<RecordBatch, ArrowError> {
    let each = || rows.iter();
    let text = |of: fn(&SubscriptionRow) -> Option<&str>| -> ArrayRef {
        Arc::new(each().map(|row| of(row)).collect::<StringArray>())
    };
    let whole = |of: fn(&SubscriptionRow) -> i64| -> ArrayRef {
        Arc::new(Int64Array::from_iter_values(each().map(|row| of(row))))
    };
    let columns: Vec<ArrayRef> = vec![
        text(|row| Some(&row.key)),
        whole(|row| row.customer_id),
        text(|row| row.plan.as_deref()),
        Arc::new(Date32Array::from_iter_values(
            each().map(|row| row.start_day),
        )),
        Arc::new(each().map(|row| row.end_day).collect::<Date32Array>()),
        whole(|row| row.price_minor),
        Arc::new(Int32Array::from_iter_values(
            each().map(|row| row.period_months),
        )),
        text(|row| row.attributes.as_deref()),
        Arc::new(Int64Array::from_value(import_id, rows.len())),
    ];
    RecordBatch::try_new(Table::SubscriptionTold.schema(), columns)
}
