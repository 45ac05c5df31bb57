//! What a file says about its subscriptions, a column a field.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::Currency;
use serde_json::{Map, Value};

use super::period;
use crate::intern::Codes;
use crate::preview::decimal;

/// Subscriptions, all columns of equal length; no two rows are the same customer's subscription of the same key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubscriptionTerms {
    /// The line in the file, from 1.
    pub line_number: Vec<u64>,
    /// The customer; every row has one.
    pub customer: Codes,
    /// The subscription among the customer's: its number, or `plan@start` where the file gives none.
    pub key: Vec<String>,
    /// What is subscribed to.
    pub plan: Codes,
    /// The day it begins, days since 1970-01-01.
    pub start_day: Vec<i32>,
    /// The first day on which it no longer runs; `None` while it runs. Not before the start.
    pub end_day: Vec<Option<i32>>,
    /// What a period costs, ≥ 0.
    pub price_minor: Vec<i64>,
    /// Months of a period: 1, 3, 6 or 12.
    pub period_months: Vec<u8>,
    /// The further columns as a JSON object.
    pub attributes: Codes,
}

impl SubscriptionTerms {
    /// How many subscriptions there are.
    pub fn len(&self) -> usize {
        self.key.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// A row as it is shown before it is taken.
    pub(crate) fn shown(&self, row: usize, currency: Currency) -> Map<String, Value> {
        let day = |day: i32| Value::from(date_of(day).to_string());
        let attributes = self
            .attributes
            .get(row)
            .and_then(|text| serde_json::from_str(text).ok());
        let values = [
            ("line", Value::from(self.line_number[row])),
            ("subscription", Value::from(self.key[row].as_str())),
            ("customer", Value::from(self.customer.get(row))),
            ("plan", Value::from(self.plan.get(row))),
            ("start", day(self.start_day[row])),
            ("end", self.end_day[row].map_or(Value::Null, day)),
            (
                "price",
                Value::from(decimal(self.price_minor[row], currency.digits())),
            ),
            ("currency", Value::from(currency.code())),
            ("period", Value::from(period::name(self.period_months[row]))),
            ("attributes", attributes.unwrap_or(Value::Null)),
        ];
        values
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect()
    }
}

/// The date of days since 1970-01-01; the first one where there is none.
pub(super) fn date_of(day: i32) -> Date {
    let epoch = date(1970, 1, 1);
    epoch.checked_add(day.days()).unwrap_or(epoch)
}
