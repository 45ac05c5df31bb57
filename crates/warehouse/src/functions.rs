//! Our SQL functions.
//!
//! | function | meaning |
//! |---|---|
//! | `major(minor)` | an amount in minor units as a number in the workspace's currency |
//! | `business_date(instant)` | the workspace's calendar day of an instant |
//! | `month_of(day)` | the first day of the day's month |
//! | `week_of(day)` | the Monday of the day's week |
//! | `quarter_of(day)` | the first day of the day's quarter |

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, Date32Array, Float64Array};
use arrow::datatypes::{DataType, Date32Type, Int64Type, TimestampMicrosecondType};
use datafusion::common::{DataFusionError, Result};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};
use datafusion::prelude::SessionContext;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::schema::instant;

/// What the functions need to know of the workspace.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    /// The time zone of business days.
    pub(crate) time_zone: TimeZone,
    /// The fraction digits of the currency.
    pub(crate) currency_digits: u8,
}

/// Makes the functions known to a session.
pub(crate) fn register(context: &SessionContext, calendar: &Calendar) {
    for function in [
        major(calendar.currency_digits),
        business_date(calendar.time_zone.clone()),
        day_function("month_of", |date| Some(date.first_of_month())),
        day_function("week_of", |date| {
            let days = i64::from(date.weekday().to_monday_zero_offset());
            date.checked_sub(days.days()).ok()
        }),
        day_function("quarter_of", |date| {
            Date::new(date.year(), (date.month() - 1) / 3 * 3 + 1, 1).ok()
        }),
    ] {
        context.register_udf(function);
    }
}

fn unary(
    name: &str,
    input: DataType,
    output: DataType,
    apply: impl Fn(&ArrayRef) -> Result<ArrayRef> + Send + Sync + 'static,
) -> ScalarUDF {
    let body = move |arguments: &[ColumnarValue]| -> Result<ColumnarValue> {
        let [argument] = arguments else {
            return Err(DataFusionError::Plan("one argument is expected".to_owned()));
        };
        match argument {
            ColumnarValue::Array(array) => apply(array).map(ColumnarValue::Array),
            ColumnarValue::Scalar(scalar) => {
                let answer = apply(&scalar.to_array()?)?;
                datafusion::scalar::ScalarValue::try_from_array(&answer, 0)
                    .map(ColumnarValue::Scalar)
            }
        }
    };
    create_udf(
        name,
        vec![input],
        output,
        Volatility::Immutable,
        Arc::new(body),
    )
}

fn major(digits: u8) -> ScalarUDF {
    let unit = 10_f64.powi(i32::from(digits));
    unary("major", DataType::Int64, DataType::Float64, move |array| {
        let minor = array.as_primitive::<Int64Type>();
        #[expect(
            clippy::cast_precision_loss,
            reason = "for display; money itself stays minor"
        )]
        let answer: Float64Array = minor.iter().map(|m| m.map(|m| m as f64 / unit)).collect();
        Ok(Arc::new(answer) as ArrayRef)
    })
}

fn business_date(time_zone: TimeZone) -> ScalarUDF {
    unary("business_date", instant(), DataType::Date32, move |array| {
        let instants = array.as_primitive::<TimestampMicrosecondType>();
        let answer: Date32Array = instants
            .iter()
            .map(|micros| {
                let at = Timestamp::from_microsecond(micros?).ok()?;
                Some(day_number(at.to_zoned(time_zone.clone()).date()))
            })
            .collect();
        Ok(Arc::new(answer) as ArrayRef)
    })
}

fn day_function(
    name: &str,
    to: impl Fn(Date) -> Option<Date> + Send + Sync + 'static,
) -> ScalarUDF {
    unary(name, DataType::Date32, DataType::Date32, move |array| {
        let days = array.as_primitive::<Date32Type>();
        // Days come in runs: an order table is sorted by time.
        let mut last: Option<(i32, Option<i32>)> = None;
        let answer: Date32Array = days
            .iter()
            .map(|day| {
                let day = day?;
                match last {
                    Some((seen, answer)) if seen == day => answer,
                    _ => {
                        let answer = date_of(day).and_then(&to).map(day_number);
                        last = Some((day, answer));
                        answer
                    }
                }
            })
            .collect();
        Ok(Arc::new(answer) as ArrayRef)
    })
}

/// The date of a day counted from 1970-01-01.
pub(crate) fn date_of(day: i32) -> Option<Date> {
    Date::constant(1970, 1, 1)
        .checked_add(i64::from(day).days())
        .ok()
}

/// Days from 1970-01-01 to a date.
pub(crate) fn day_number(date: Date) -> i32 {
    date.since(Date::constant(1970, 1, 1))
        .map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn functions_answer_in_the_workspaces_terms() {
        let context = SessionContext::new();
        let time_zone = TimeZone::get("Europe/London").unwrap();
        register(
            &context,
            &Calendar {
                time_zone,
                currency_digits: 2,
            },
        );
        let text = "select cast(business_date(to_timestamp_micros(1310599800000000)) as varchar) d,
            major(cast(1234 as bigint)) m,
            cast(month_of(date '2011-07-14') as varchar) mo,
            cast(week_of(date '2011-07-14') as varchar) we,
            cast(quarter_of(date '2011-09-30') as varchar) q";
        let answer = context.sql(text).await.unwrap().collect().await.unwrap();
        // 2011-07-13T23:30:00Z is already the 14th in London's summer.
        let shown = arrow::util::pretty::pretty_format_batches(&answer)
            .unwrap()
            .to_string();
        for expected in ["2011-07-14", "12.34", "2011-07-01", "2011-07-11"] {
            assert!(shown.contains(expected), "{expected} not in\n{shown}");
        }
    }
}
