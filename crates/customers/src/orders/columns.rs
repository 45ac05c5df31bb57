//! Order lines as columns of equal length.

use crate::intern::Codes;

/// Order lines, column by column: about a hundred bytes a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderLines {
    /// The line in the file, from 1.
    pub line_number: Vec<u64>,
    /// The receipt. A return may have none. In a file without a column for it, a customer's business day is one order.
    pub order: Codes,
    /// The customer's key; none for an anonymous sale.
    pub customer: Codes,
    /// The product's key.
    pub product: Codes,
    /// The product's name.
    pub product_name: Codes,
    /// How it was sold.
    pub channel: Codes,
    /// Where it was sold.
    pub store: Codes,
    /// The country.
    pub country: Codes,
    /// The instant, in microseconds since 1970 in UTC.
    pub at_micros: Vec<i64>,
    /// The business day in the workspace's zone, in days since 1970-01-01.
    pub day: Vec<i32>,
    /// How many; negative when goods come back.
    pub quantity: Vec<f64>,
    /// The price of one in millionths of the currency's unit, or [`OrderLines::UNKNOWN`].
    pub unit_price_micros: Vec<i64>,
    /// The line's total after discount, in the currency's smallest unit; negative for a return.
    pub amount_minor: Vec<i64>,
    /// What was taken off, with the sign of the line.
    pub discount_minor: Vec<i64>,
    /// What the line cost the seller, with the sign of the line, or [`OrderLines::UNKNOWN`].
    pub cost_minor: Vec<i64>,
    /// Whether the line takes from revenue: goods that come back, a cancellation, a negative price.
    pub is_return: Vec<bool>,
    /// The further columns as a JSON object in the file's order, without empty cells.
    pub attributes: Codes,
}

impl OrderLines {
    /// Stands for a number that the file does not give.
    pub const UNKNOWN: i64 = i64::MIN;

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.at_micros.len()
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.at_micros.is_empty()
    }
}
