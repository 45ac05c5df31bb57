//! Exact decimal numbers, as people write prices and quantities.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The largest number of digits after the point.
const SCALE_MAX: u8 = 38;

/// An exact decimal number: `mantissa` divided by ten to the power of `scale`, without zeros at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u8,
}

/// Why a text is not a decimal number.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecimalError {
    /// The text holds something else than a sign, digits and one point.
    #[error("`{0}` is not a number of digits with at most one point")]
    Malformed(String),
    /// The number has more digits than can be kept exactly.
    #[error("`{0}` has more than 38 digits")]
    TooLong(String),
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self {
        mantissa: 0,
        scale: 0,
    };

    /// Makes `mantissa / 10^scale`; nothing when `scale` is above 38.
    pub fn new(mantissa: i128, scale: u8) -> Option<Self> {
        (scale <= SCALE_MAX).then(|| Self { mantissa, scale }.without_zeros())
    }

    /// Reads plain digits with an optional sign and an optional `.`: `-12.50`, `+3`, `.5`, `7.`. No exponent.
    ///
    /// # Errors
    ///
    /// When the text is anything else, or longer than can be kept exactly.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let malformed = || DecimalError::Malformed(text.to_owned());
        let (negative, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            all => (false, all),
        };
        let (mut mantissa, mut scale, mut count) = (0_i128, None::<u8>, 0_usize);
        // Zeros at the end of a fraction wait here, so that `1.000…0` of any length is still 1.
        let mut zeros_waiting = 0_u32;
        for &byte in digits {
            match (byte, scale) {
                (b'.', None) => scale = Some(0),
                (b'0'..=b'9', _) => {
                    count += 1;
                    if byte == b'0' && scale.is_some() {
                        zeros_waiting += 1;
                        continue;
                    }
                    let shift = if scale.is_some() {
                        zeros_waiting + 1
                    } else {
                        1
                    };
                    zeros_waiting = 0;
                    mantissa = append(mantissa, shift, byte - b'0')
                        .ok_or_else(|| DecimalError::TooLong(text.to_owned()))?;
                    if let Some(places) = scale {
                        let more = u8::try_from(shift)
                            .ok()
                            .and_then(|shift| places.checked_add(shift));
                        scale = Some(
                            more.filter(|&places| places <= SCALE_MAX)
                                .ok_or_else(|| DecimalError::TooLong(text.to_owned()))?,
                        );
                    }
                }
                _ => return Err(malformed()),
            }
        }
        if count == 0 {
            return Err(malformed());
        }
        let mantissa = if negative { -mantissa } else { mantissa };
        Ok(Self {
            mantissa,
            scale: scale.unwrap_or(0),
        }
        .without_zeros())
    }

    /// The digits, without the point.
    pub const fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many of the digits stand after the point.
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The exact product; nothing when it has too many digits.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(other.mantissa)?;
        let product = Self {
            mantissa,
            scale: self.scale.checked_add(other.scale)?,
        }
        .without_zeros();
        (product.scale <= SCALE_MAX).then_some(product)
    }

    /// The amount in minor units of `digits` digits, and whether it had to be rounded (half away from zero).
    ///
    /// Nothing when it does not fit.
    pub fn to_minor(self, digits: u8) -> Option<(i64, bool)> {
        if self.scale <= digits {
            let factor = 10_i128.checked_pow(u32::from(digits - self.scale))?;
            return Some((
                i64::try_from(self.mantissa.checked_mul(factor)?).ok()?,
                false,
            ));
        }
        let divisor = 10_i128.checked_pow(u32::from(self.scale - digits))?;
        let (whole, rest) = (self.mantissa / divisor, self.mantissa % divisor);
        let up = rest.unsigned_abs() >= divisor.unsigned_abs() - rest.unsigned_abs();
        let step = if up { self.mantissa.signum() } else { 0 };
        Some((i64::try_from(whole + step).ok()?, rest != 0))
    }

    /// The nearest floating-point number, for quantities; money stays exact.
    #[expect(
        clippy::cast_precision_loss,
        reason = "the name says it: for quantities, not for money"
    )]
    pub fn to_f64_lossy(self) -> f64 {
        self.mantissa as f64 / 10_f64.powi(i32::from(self.scale))
    }

    fn without_zeros(mut self) -> Self {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }
}

/// Appends `shift - 1` zeros and a digit.
fn append(mantissa: i128, shift: u32, digit: u8) -> Option<i128> {
    if mantissa == 0 {
        return Some(i128::from(digit));
    }
    mantissa
        .checked_mul(10_i128.checked_pow(shift)?)?
        .checked_add(i128::from(digit))
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = usize::from(self.scale);
        let digits = format!(
            "{:0>width$}",
            self.mantissa.unsigned_abs(),
            width = scale + 1
        );
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if fraction.is_empty() {
            write!(out, "{sign}{whole}")
        } else {
            write!(out, "{sign}{whole}.{fraction}")
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn plain_numbers_are_read_exactly() {
        for (text, mantissa, scale) in [
            ("0", 0, 0),
            ("-0.00", 0, 0),
            ("+3", 3, 0),
            (".5", 5, 1),
            ("7.", 7, 0),
            ("-12.50", -125, 1),
            ("100", 100, 0),
            ("0.0001", 1, 4),
            ("1.0000000000000000000000000000000000000000000000", 1, 0),
            ("000000000000000000000000000000000000000000000001.5", 15, 1),
        ] {
            assert_eq!(
                parse(text),
                Decimal::new(mantissa, scale).unwrap(),
                "{text}"
            );
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "", "-", ".", "1e5", "1,5", "1.2.3", " 1", "NaN", "inf", "0x1", "--1", "１",
        ] {
            assert_eq!(
                Decimal::parse(text),
                Err(DecimalError::Malformed(text.to_owned())),
                "{text}"
            );
        }
        for text in [
            "1".repeat(40),
            format!("0.{}1", "0".repeat(38)),
            format!("0.{}1", "0".repeat(300)),
        ] {
            assert!(
                matches!(Decimal::parse(&text), Err(DecimalError::TooLong(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (text, digits, minor, rounded) in [
            ("1.005", 2, 101, true),
            ("-1.005", 2, -101, true),
            ("1.0049", 2, 100, true),
            ("2.55", 2, 255, false),
            ("0.5", 0, 1, true),
            ("-0.4", 0, 0, true),
            ("12", 3, 12_000, false),
        ] {
            assert_eq!(
                parse(text).to_minor(digits),
                Some((minor, rounded)),
                "{text}"
            );
        }
        assert_eq!(
            parse("1")
                .checked_mul(parse("99999999999999999999"))
                .unwrap()
                .to_minor(2),
            None
        );
    }

    proptest! {
        #[test]
        fn what_is_printed_is_parsed(mantissa in any::<i64>(), scale in 0_u8..=18) {
            let number = Decimal::new(i128::from(mantissa), scale).unwrap();
            prop_assert_eq!(parse(&number.to_string()), number);
        }

        #[test]
        fn products_are_exact(a in any::<i32>(), b in any::<i32>(), left in 0_u8..=9, right in 0_u8..=9) {
            let product = Decimal::new(a.into(), left).unwrap().checked_mul(Decimal::new(b.into(), right).unwrap()).unwrap();
            prop_assert_eq!(product, Decimal::new(i128::from(a) * i128::from(b), left + right).unwrap());
        }

        #[test]
        fn rounding_is_off_by_half_a_unit_at_most(mantissa in -1_000_000_000_i64..1_000_000_000, scale in 0_u8..=6) {
            let (minor, rounded) = Decimal::new(mantissa.into(), scale).unwrap().to_minor(2).unwrap();
            let error = (i128::from(minor) * 10_i128.pow(u32::from(scale)) - i128::from(mantissa) * 100).abs();
            prop_assert!(2 * error <= 10_i128.pow(u32::from(scale)));
            prop_assert_eq!(rounded, error != 0);
        }
    }
}
