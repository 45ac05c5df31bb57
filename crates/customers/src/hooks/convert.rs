//! How a value is understood: as a text, a number, an amount in its smallest unit, an instant.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use kernel::Decimal;
use serde_json::Value;

use super::HookFault;
use super::template::plain;
use crate::number::{DecimalMark, Number};

/// How a value is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    Text,
    Number,
    NumberComma,
    Hundredths,
    Thousandths,
    Seconds,
    Milliseconds,
    Iso,
}

impl Conversion {
    pub(super) const ALL: [(&'static str, Self); 8] = [
        ("text", Self::Text),
        ("number", Self::Number),
        ("number_comma", Self::NumberComma),
        ("hundredths", Self::Hundredths),
        ("thousandths", Self::Thousandths),
        ("seconds", Self::Seconds),
        ("milliseconds", Self::Milliseconds),
        ("iso", Self::Iso),
    ];

    /// The value so understood. Numbers become exact decimal texts, instants ISO 8601 in UTC.
    pub(super) fn of(self, value: &Value) -> Result<Value, HookFault> {
        let text = plain(value).ok_or(HookFault::NotSingle)?;
        match self {
            Self::Text => Ok(text.into()),
            Self::Number => decimal(&text, DecimalMark::Point, 0),
            Self::NumberComma => decimal(&text, DecimalMark::Comma, 0),
            Self::Hundredths => decimal(&text, DecimalMark::Point, 2),
            Self::Thousandths => decimal(&text, DecimalMark::Point, 3),
            Self::Seconds | Self::Milliseconds | Self::Iso => {
                Ok(self.instant(&text)?.to_string().into())
            }
        }
    }

    /// The instant that a text is; conversions that are not of time read it as ISO 8601.
    pub(super) fn instant(self, text: &str) -> Result<Timestamp, HookFault> {
        let text = text.trim();
        let read = match self {
            Self::Seconds => whole(text, 1_000_000),
            Self::Milliseconds => whole(text, 1_000),
            _ => iso(text),
        };
        read.ok_or(match self {
            Self::Seconds => HookFault::NotSeconds,
            Self::Milliseconds => HookFault::NotMilliseconds,
            _ => HookFault::NotIso {
                example: "2026-01-31T12:00:00Z",
            },
        })
    }
}

/// An exact number, as people write it: groups of three, a currency's sign.
fn decimal(text: &str, mark: DecimalMark, shift: u8) -> Result<Value, HookFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(HookFault::NumberEmpty);
    }
    let number = Number::parse(text.as_bytes(), mark).map_err(|reason| HookFault::NotNumber {
        said: reason.to_string(),
    })?;
    let shifted = number
        .scale
        .checked_add(shift)
        .and_then(|scale| Decimal::new(number.mantissa, scale));
    shifted
        .map(|number| number.to_string().into())
        .ok_or(HookFault::DigitsMany)
}

/// An instant from a number of units of so many microseconds; a fraction is kept to the microsecond.
fn whole(text: &str, micros: i128) -> Option<Timestamp> {
    let number = Decimal::parse(text).ok()?;
    let scaled = number.mantissa().checked_mul(micros)?;
    let divisor = 10_i128.checked_pow(u32::from(number.scale()))?;
    Timestamp::from_microsecond(i64::try_from(scaled.div_euclid(divisor)).ok()?).ok()
}

/// ISO 8601; what names no zone is meant in UTC.
fn iso(text: &str) -> Option<Timestamp> {
    if let Ok(instant) = text.parse() {
        return Some(instant);
    }
    let civil: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_exact_texts() {
        use Conversion::{Hundredths, Number, NumberComma, Thousandths};
        let cases = [
            (Number, json!(19.99), "19.99"),
            (Number, json!(" 1,299.50 "), "1299.5"),
            (NumberComma, json!("1.299,90"), "1299.9"),
            (NumberComma, json!("1 299,05"), "1299.05"),
            (Hundredths, json!(1999), "19.99"),
            (Hundredths, json!("-5"), "-0.05"),
            (Thousandths, json!(1), "0.001"),
        ];
        for (conversion, value, expected) in cases {
            assert_eq!(conversion.of(&value), Ok(expected.into()), "{value}");
        }
        for wrong in [
            json!("x"),
            json!(""),
            json!("1.2.3"),
            json!("19,99"),
            json!([1]),
            json!(true),
        ] {
            assert!(Number.of(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn instants_are_utc() {
        use Conversion::{Iso, Milliseconds, Seconds};
        let expected = Ok("2021-02-25T15:02:10Z".into());
        assert_eq!(Seconds.of(&json!(1_614_265_330)), expected);
        assert_eq!(Seconds.of(&json!("1614265330")), expected);
        assert_eq!(Milliseconds.of(&json!(1_614_265_330_000_i64)), expected);
        assert_eq!(Iso.of(&json!("2021-02-25T17:02:10+02:00")), expected);
        assert_eq!(Iso.of(&json!("2021-02-25 15:02:10")), expected);
        let fraction = Seconds.of(&json!("1614265330.25"));
        assert_eq!(fraction, Ok("2021-02-25T15:02:10.25Z".into()));
        for wrong in [json!("soon"), json!(1e300), json!(null)] {
            assert!(
                Seconds.of(&wrong).is_err() && Iso.of(&wrong).is_err(),
                "{wrong}"
            );
        }
    }
}
