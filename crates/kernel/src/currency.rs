//! Currencies and how many digits their minor unit has.

mod iso4217;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use iso4217::TABLE;

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    digits: u8,
}

/// The text is not the code of a currency.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{code}` is not a currency code of ISO 4217, such as EUR, USD or JPY")]
pub struct CurrencyError {
    /// The text as given.
    pub code: String,
}

impl Currency {
    /// The number of digits after the decimal point: 2 for the euro, 0 for the yen, 3 for the Kuwaiti dinar.
    pub const fn digits(self) -> u8 {
        self.digits
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// How many minor units make one major unit.
    pub const fn minor_per_major(self) -> i64 {
        10_i64.pow(self.digits as u32)
    }

    /// All currencies, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|&(code, digits)| Self {
            code: *code,
            digits,
        })
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    /// Reads a code in any case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let upper = text.trim().to_ascii_uppercase();
        TABLE
            .binary_search_by(|(code, _)| code.as_slice().cmp(upper.as_bytes()))
            .map(|index| Self {
                code: *TABLE[index].0,
                digits: TABLE[index].1,
            })
            .map_err(|_| CurrencyError {
                code: text.to_owned(),
            })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_each_code_is_found() {
        assert!(TABLE.is_sorted_by(|left, right| left.0 < right.0));
        for currency in Currency::all() {
            assert_eq!(currency.code().parse(), Ok(currency));
        }
    }

    #[test]
    fn digits_are_those_of_the_standard() {
        let digits = |code: &str| code.parse::<Currency>().unwrap().digits();
        assert_eq!(
            ["EUR", "JPY", "KWD", "CLF", "IRR", "RUB"].map(digits),
            [2, 0, 3, 4, 2, 2]
        );
        assert_eq!("kwd".parse::<Currency>().unwrap().minor_per_major(), 1_000);
    }

    #[test]
    fn what_is_no_currency_is_named() {
        for text in ["", "EU", "EURO", "XYZ", "XAU", "€"] {
            assert_eq!(text.parse::<Currency>().unwrap_err().code, text);
        }
    }
}
