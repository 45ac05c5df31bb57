//! Receipt lines on their way into the lake, a column a field.

/// The code of an empty cell.
pub const NO_CODE: u32 = u32::MAX;

/// The amount or price of a cell that is not known.
pub const UNKNOWN: i64 = i64::MIN;

/// A text column as codes into a dictionary.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    /// A code a row, [`NO_CODE`] for an empty cell.
    pub codes: Vec<u32>,
    /// The texts.
    pub dictionary: Vec<String>,
}

impl Codes {
    /// The text of a row.
    pub fn text(&self, row: usize) -> Option<&str> {
        let code = *self.codes.get(row)?;
        self.dictionary
            .get(usize::try_from(code).ok()?)
            .map(String::as_str)
    }
}

/// Receipt lines, all columns of equal length.
///
/// What makes two lines the same line: receipt, customer, instant, product (its name where it has no
/// key), quantity and amount. Equal lines within one file are told apart by their number.
#[derive(Debug, Clone, Default)]
pub struct LineColumns {
    /// The receipt; a return may have none.
    pub order: Codes,
    /// The customer's id a code of `customer_codes`; `None` where nobody is known.
    pub customer_id: Vec<Option<i64>>,
    /// UTC microseconds.
    pub at_micros: Vec<i64>,
    /// Business day, days since 1970-01-01.
    pub day: Vec<i32>,
    /// Product key.
    pub product: Codes,
    /// Product name; kept on the line only where it has no key.
    pub product_name: Codes,
    /// Units, negative for returns.
    pub quantity: Vec<f64>,
    /// Millionths of a major unit, [`UNKNOWN`] allowed.
    pub unit_price_micros: Vec<i64>,
    /// Line total after discount, negative for returns.
    pub amount_minor: Vec<i64>,
    /// Discount within the amount.
    pub discount_minor: Vec<i64>,
    /// Cost of the goods, [`UNKNOWN`] allowed.
    pub cost_minor: Vec<i64>,
    /// Channel.
    pub channel: Codes,
    /// Shop.
    pub store: Codes,
    /// Country.
    pub country: Codes,
    /// Whether the line takes from revenue.
    pub is_return: Vec<bool>,
    /// Further columns as a JSON object.
    pub attributes: Codes,
}

impl LineColumns {
    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.at_micros.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.at_micros.is_empty()
    }
}
