//! Exact numbers of answers and attributes, with an order.

use std::fmt;

use kernel::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Digits after the point that are kept.
const DIGITS: u8 = 6;
const ONE: i64 = 1_000_000;

/// An exact number with at most six digits after the point, between ±9.2 million million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    micros: i64,
}

impl Number {
    /// Reads plain digits with a point: `-12.5`. Nothing when it is something else, too large or too fine.
    pub fn parse(text: &str) -> Option<Self> {
        match Decimal::parse(text).ok()?.to_minor(DIGITS)? {
            (micros, false) => Some(Self { micros }),
            (_, true) => None,
        }
    }

    /// Reads a number as people write it: digits of any script, spaces between thousands, a point or a comma.
    pub fn read(text: &str) -> Option<Self> {
        let mut plain = String::with_capacity(text.len());
        for char in text.trim().chars() {
            match char {
                ' ' | '\u{a0}' | '\u{202f}' | '\'' | '٬' => {}
                '٫' => plain.push(','),
                '−' => plain.push('-'),
                _ => plain.push(western(char)),
            }
        }
        Self::parse(&pointed(&plain)?)
    }

    /// A whole number; nothing when it is too large.
    pub fn whole(number: i64) -> Option<Self> {
        Some(Self {
            micros: number.checked_mul(ONE)?,
        })
    }

    /// As an amount in minor units of a currency with `digits` digits, rounded half away from zero.
    pub fn to_minor(self, digits: u8) -> Option<i64> {
        let decimal = Decimal::new(i128::from(self.micros), DIGITS)?;
        Some(decimal.to_minor(digits)?.0)
    }

    /// How many digits stand after the point.
    pub fn decimals(self) -> u8 {
        Decimal::new(i128::from(self.micros), DIGITS).map_or(DIGITS, Decimal::scale)
    }

    /// By how many per cent this is below `limit`, rounded down: 12.9 is 12, and 3.2 above is −4. Nothing for a limit of 0 or less.
    pub fn percent_below(self, limit: Self) -> Option<i32> {
        if limit.micros <= 0 {
            return None;
        }
        let (limit, this) = (i128::from(limit.micros), i128::from(self.micros));
        i32::try_from(((limit - this) * 100).div_euclid(limit)).ok()
    }
}

/// A digit of the Arabic, Persian or full-width script as the one of ours.
pub(crate) fn western(char: char) -> char {
    for zero in ['٠', '۰', '０'] {
        let offset = u32::from(char).wrapping_sub(u32::from(zero));
        if let Some(digit) = char::from_digit(offset, 10) {
            return digit;
        }
    }
    char
}

/// The text with a point where its decimal mark is, and without marks of thousands; nothing when that can not be told.
fn pointed(text: &str) -> Option<String> {
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let grouped = |mark: char| {
        let groups = text.split(mark).skip(1);
        groups
            .map(|group| group.split(['.', ',']).next().unwrap_or(group))
            .all(|group| group.len() == 3)
    };
    match (points, commas) {
        (_, 0) if points < 2 => Some(text.to_owned()),
        (0, 1) => Some(text.replace(',', ".")),
        (0, _) if grouped(',') => Some(text.replace(',', "")),
        (_, 0) if grouped('.') => Some(text.replace('.', "")),
        (1, _) if text.rfind(',') < text.find('.') && grouped(',') => Some(text.replace(',', "")),
        (_, 1) if text.rfind('.') < text.find(',') && grouped('.') => {
            Some(text.replace('.', "").replace(',', "."))
        }
        _ => None,
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Decimal::new(i128::from(self.micros), DIGITS) {
            Some(decimal) => decimal.fmt(out),
            None => Ok(()),
        }
    }
}

impl Serialize for Number {
    /// As a JSON number with exactly these digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl Number {
    /// As a JSON number.
    pub fn json(self) -> serde_json::Value {
        let text = self.to_string();
        serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text))
    }

    /// Reads a JSON number, or a text with one.
    pub fn of_json(value: &serde_json::Value) -> Option<Self> {
        match value {
            serde_json::Value::Number(number) => Self::parse(&number.to_string()),
            serde_json::Value::String(text) => Self::parse(text.trim()),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Self::of_json(&value).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "{value} is not a number with at most six digits after the point"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("5000", "5000"),
            ("5 000,50", "5000.5"),
            ("5,000.50", "5000.5"),
            ("5.000.000", "5000000"),
            ("1.234,5", "1234.5"),
            ("۵٬۰۰۰", "5000"),
            ("۲٫۵", "2.5"),
            ("−3", "-3"),
            ("0,25", "0.25"),
        ] {
            assert_eq!(Number::read(text).unwrap().to_string(), expected, "{text}");
        }
        for text in [
            "",
            "five",
            "1,2,3",
            "1.2.3",
            "1e9",
            "99999999999999",
            "0.0000001",
        ] {
            assert_eq!(Number::read(text), None, "{text}");
        }
    }

    #[test]
    fn per_cent_are_never_flattered() {
        let number = |text: &str| Number::parse(text).unwrap();
        assert_eq!(number("871").percent_below(number("1000")), Some(12));
        assert_eq!(number("1032").percent_below(number("1000")), Some(-4));
        assert_eq!(number("1").percent_below(number("0")), None);
        assert_eq!(number("12.345").to_minor(2), Some(1235));
        assert_eq!(serde_json::to_string(&number("0.10")).unwrap(), "0.1");
    }
}
