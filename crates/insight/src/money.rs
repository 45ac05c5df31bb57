//! Which money a report counts, and how it is written.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::InsightError;

/// Which money of a customer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyKind {
    /// Orders less returns.
    #[default]
    Net,
    /// Orders only.
    Gross,
}

impl FromStr for MoneyKind {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "net" => Ok(Self::Net),
            "gross" => Ok(Self::Gross),
            _ => Err(InsightError::NameUnknown {
                what: "kind of money",
                given: text.to_owned(),
                expected: "net or gross",
            }),
        }
    }
}

/// The currency of all amounts of a report: what the minor units are minor units of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurrencyUnit {
    /// The code of ISO 4217.
    pub code: String,
    /// How many digits the minor unit has.
    pub digits: u8,
}

impl From<kernel::Currency> for CurrencyUnit {
    fn from(currency: kernel::Currency) -> Self {
        Self {
            code: currency.to_string(),
            digits: currency.digits(),
        }
    }
}

/// Reads an amount as people write it, `15000.00`, as minor units of a currency.
///
/// # Errors
///
/// [`InsightError::AmountUnreadable`] for anything else, more digits than the currency has among it.
pub fn read_amount(text: &str, currency: kernel::Currency) -> Result<i64, InsightError> {
    let digits = currency.digits();
    let minor = kernel::Decimal::parse(text)
        .ok()
        .and_then(|amount| amount.to_minor(digits));
    match minor {
        Some((minor, false)) => Ok(minor),
        _ => Err(InsightError::AmountUnreadable {
            given: text.to_owned(),
            digits,
        }),
    }
}

/// `part / whole`, or `None` where there is no whole.
pub(crate) fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole.abs() > 0.0).then(|| part / whole)
}

/// `part / whole` of counts.
pub(crate) fn count_ratio(part: u64, whole: u64) -> Option<f64> {
    ratio(lab::count_to_f64(part), lab::count_to_f64(whole))
}

/// An amount for each of `count`.
pub(crate) fn per(amount_minor: i64, count: u64) -> Option<f64> {
    ratio(lab::minor_to_f64(amount_minor), lab::count_to_f64(count))
}
