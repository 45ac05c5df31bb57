//! Numbers as people write them, read exactly.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::refusal::RefusalReason;

/// Digits after the separator that are kept; more than that refuses the value.
const SCALE_MAX: u8 = 12;

/// Digits that fit in the fast path's integer.
const FAST_DIGITS: usize = 18;

/// The sign between whole and fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1234.56`
    #[default]
    Point,
    /// `1234,56`
    Comma,
}

impl DecimalMark {
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }

    const fn group(self) -> u8 {
        match self {
            Self::Point => b',',
            Self::Comma => b'.',
        }
    }
}

/// An exact decimal number: `mantissa / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) mantissa: i128,
    pub(crate) scale: u8,
}

impl Number {
    pub(crate) const ONE: Self = Self {
        mantissa: 1,
        scale: 0,
    };
    pub(crate) const ZERO: Self = Self {
        mantissa: 0,
        scale: 0,
    };

    /// Reads a trimmed, non-empty cell.
    #[inline]
    pub(crate) fn parse(cell: &[u8], mark: DecimalMark) -> Result<Self, RefusalReason> {
        let (negative, digits) = match cell.first() {
            Some(b'-') => (true, &cell[1..]),
            _ => (false, cell),
        };
        if digits.is_empty() || digits.len() > FAST_DIGITS {
            return parse_slowly(cell, mark);
        }
        let point = mark.byte();
        let mut mantissa = 0_i64;
        let mut fraction = None;
        for (at, &byte) in digits.iter().enumerate() {
            if byte.is_ascii_digit() {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
            } else if byte == point && fraction.is_none() && at > 0 {
                fraction = Some(digits.len() - at - 1);
            } else {
                return parse_slowly(cell, mark);
            }
        }
        let scale = match u8::try_from(fraction.unwrap_or(0)) {
            Ok(scale) if scale <= SCALE_MAX => scale,
            _ => return parse_slowly(cell, mark),
        };
        let signed = if negative { -mantissa } else { mantissa };
        Ok(Self {
            mantissa: i128::from(signed),
            scale,
        })
    }

    pub(crate) const fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    pub(crate) const fn abs(self) -> Self {
        Self {
            mantissa: self.mantissa.abs(),
            scale: self.scale,
        }
    }

    pub(crate) const fn negated(self) -> Self {
        Self {
            mantissa: -self.mantissa,
            scale: self.scale,
        }
    }

    /// The exact product, or nothing when it has too many digits.
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        let mantissa = match (i64::try_from(self.mantissa), i64::try_from(other.mantissa)) {
            (Ok(left), Ok(right)) => i128::from(left) * i128::from(right),
            _ => self.mantissa.checked_mul(other.mantissa)?,
        };
        Some(Self {
            mantissa,
            scale: self.scale + other.scale,
        })
    }

    /// The exact difference, or nothing when it has too many digits.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let left = self.mantissa.checked_mul(power(scale - self.scale)?)?;
        let right = other.mantissa.checked_mul(power(scale - other.scale)?)?;
        Some(Self {
            mantissa: left.checked_sub(right)?,
            scale,
        })
    }

    /// The number in units of `10^-digits`, and whether it was rounded (half away from zero).
    pub(crate) fn to_minor(self, digits: u8) -> Option<(i64, bool)> {
        if self.scale <= digits {
            let scaled = self.mantissa.checked_mul(power(digits - self.scale)?)?;
            return Some((i64::try_from(scaled).ok()?, false));
        }
        let divisor = power(self.scale - digits)?;
        if let (Ok(mantissa), Ok(divisor)) = (i64::try_from(self.mantissa), i64::try_from(divisor))
        {
            let (whole, rest) = (mantissa / divisor, mantissa % divisor);
            let carry = if rest.unsigned_abs() * 2 >= divisor.unsigned_abs() {
                rest.signum()
            } else {
                0
            };
            return Some((whole + carry, rest != 0));
        }
        let (whole, rest) = (self.mantissa / divisor, self.mantissa % divisor);
        let carry = if rest.unsigned_abs() * 2 >= divisor.unsigned_abs() {
            rest.signum()
        } else {
            0
        };
        Some((i64::try_from(whole + carry).ok()?, rest != 0))
    }

    /// The nearest float: for quantities only, never for money.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a quantity is a measure, not money"
    )]
    pub(crate) fn to_f64(self) -> f64 {
        let divisor = power(self.scale).unwrap_or(1);
        match i64::try_from(self.mantissa) {
            Ok(whole) if self.scale == 0 => whole as f64,
            _ => self.mantissa as f64 / divisor as f64,
        }
    }
}

/// Ten to the `exponent`, up to what an `i128` holds.
fn power(exponent: u8) -> Option<i128> {
    const SMALL: [i128; 19] = {
        let mut table = [1_i128; 19];
        let mut at = 1;
        while at < 19 {
            table[at] = table[at - 1] * 10;
            at += 1;
        }
        table
    };
    match SMALL.get(usize::from(exponent)) {
        Some(value) => Some(*value),
        None => 10_i128.checked_pow(u32::from(exponent)),
    }
}

/// Signs of currency and blanks, which may stand around a number.
fn is_ornament(symbol: char) -> bool {
    matches!(symbol, '$' | '€' | '£' | '¥' | '₽' | '﷼') || symbol.is_whitespace()
}

/// Numbers with grouping, signs of currency, a plus, accounting's parentheses or very many digits.
#[cold]
fn parse_slowly(cell: &[u8], mark: DecimalMark) -> Result<Number, RefusalReason> {
    let text = std::str::from_utf8(cell).map_err(|_| RefusalReason::NotNumber)?;
    let mut rest = text.trim_matches(is_ornament);
    let mut negative = false;
    if let Some(inner) = rest
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
    {
        negative = true;
        rest = inner;
    } else if let Some(inner) = rest.strip_prefix(['-', '\u{2212}']) {
        negative = true;
        rest = inner;
    } else if let Some(inner) = rest.strip_prefix('+') {
        rest = inner;
    }
    rest = rest.trim_matches(is_ornament);
    let (whole, fraction) = match rest.split_once(char::from(mark.byte())) {
        Some((whole, fraction)) => (whole, fraction.trim_end_matches('0')),
        None => (rest, ""),
    };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit())
        || (whole.is_empty() && fraction.is_empty())
    {
        return Err(not_a_number(rest, mark));
    }
    if fraction.len() > usize::from(SCALE_MAX) {
        return Err(RefusalReason::FractionTooLong);
    }
    let mut mantissa = 0_i128;
    for byte in ungrouped(whole, mark)
        .ok_or_else(|| not_a_number(rest, mark))?
        .bytes()
        .chain(fraction.bytes())
    {
        mantissa = mantissa
            .checked_mul(10)
            .and_then(|value| value.checked_add(i128::from(byte - b'0')))
            .filter(|value| *value < 10_i128.pow(27))
            .ok_or(RefusalReason::NotExact)?;
    }
    let scale = u8::try_from(fraction.len()).unwrap_or(SCALE_MAX);
    Ok(Number {
        mantissa: if negative { -mantissa } else { mantissa },
        scale,
    })
}

/// The digits of a whole number whose groups of three may be set apart.
fn ungrouped(whole: &str, mark: DecimalMark) -> Option<Cow<'_, str>> {
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Cow::Borrowed(whole));
    }
    let group = char::from(mark.group());
    let is_gap = |symbol: char| symbol == group || symbol == '\'' || symbol.is_whitespace();
    let mut digits = String::with_capacity(whole.len());
    for (at, part) in whole.split(is_gap).enumerate() {
        let fits = if at == 0 {
            (1..=3).contains(&part.len())
        } else {
            part.len() == 3
        };
        if !fits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        digits.push_str(part);
    }
    Some(Cow::Owned(digits))
}

fn not_a_number(text: &str, mark: DecimalMark) -> RefusalReason {
    let lower = text.to_ascii_lowercase();
    if matches!(
        lower.as_str(),
        "nan" | "inf" | "infinity" | "#n/a" | "#div/0!" | "#value!"
    ) {
        return RefusalReason::NotFinite;
    }
    let exponent = lower.split_once('e').is_some_and(|(left, right)| {
        left.bytes().any(|byte| byte.is_ascii_digit())
            && right
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'))
    });
    if exponent {
        return RefusalReason::Exponent;
    }
    match mark {
        DecimalMark::Point => RefusalReason::NotNumberPoint,
        DecimalMark::Comma => RefusalReason::NotNumberComma,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Result<(i128, u8), RefusalReason> {
        Number::parse(text.as_bytes(), DecimalMark::Point).map(|n| (n.mantissa, n.scale))
    }

    fn comma(text: &str) -> Result<(i128, u8), RefusalReason> {
        Number::parse(text.as_bytes(), DecimalMark::Comma).map(|n| (n.mantissa, n.scale))
    }

    #[test]
    fn plain_numbers_are_exact() {
        assert_eq!(point("2.55"), Ok((255, 2)));
        assert_eq!(point("-53594.36"), Ok((-5_359_436, 2)));
        assert_eq!(point("12"), Ok((12, 0)));
        assert_eq!(point("007"), Ok((7, 0)));
        assert_eq!(point(".5"), Ok((5, 1)));
        assert_eq!(comma("1234,5"), Ok((12345, 1)));
        assert_eq!(
            point("123456789012345678901.5"),
            Ok((1_234_567_890_123_456_789_015, 1))
        );
    }

    #[test]
    fn ornaments_are_read_and_nonsense_is_not() {
        assert_eq!(point("$1,234.50"), Ok((12345, 1)));
        assert_eq!(comma("1.234,56 €"), Ok((123_456, 2)));
        assert_eq!(comma("1\u{a0}234,56"), Ok((123_456, 2)));
        assert_eq!(point("(12.50)"), Ok((-125, 1)));
        assert_eq!(point("+3"), Ok((3, 0)));
        for bad in [
            "NaN",
            "inf",
            "1e308",
            "1,23",
            "1.2.3",
            "-",
            ".",
            "--1",
            "abc",
            "1.1234567890123",
        ] {
            assert!(point(bad).is_err(), "{bad}");
        }
        assert!(point(&"9".repeat(40)).is_err());
        assert!(comma("2.55").is_err());
    }

    #[test]
    fn rounding_is_half_away_from_zero_and_told() {
        let minor = |text: &str| {
            Number::parse(text.as_bytes(), DecimalMark::Point)
                .unwrap()
                .to_minor(2)
        };
        assert_eq!(minor("1.005"), Some((101, true)));
        assert_eq!(minor("-1.005"), Some((-101, true)));
        assert_eq!(minor("1.0049"), Some((100, true)));
        assert_eq!(minor("1.5"), Some((150, false)));
        assert_eq!(minor("99999999999999999999"), None);
    }

    proptest::proptest! {
        #[test]
        fn numbers_agree_with_the_kernels_decimals(left in "-?[0-9]{1,12}([.][0-9]{0,9})?", right in "-?[0-9]{1,9}[.][0-9]{1,6}") {
            let read = |text: &str| Number::parse(text.as_bytes(), DecimalMark::Point).unwrap();
            let exact = |text: &str| kernel::Decimal::parse(text).unwrap();
            let product = read(&left).times(read(&right)).unwrap();
            let expected = exact(&left).checked_mul(exact(&right)).unwrap();
            for digits in [0, 2, 3] {
                proptest::prop_assert_eq!(product.to_minor(digits), expected.to_minor(digits));
                proptest::prop_assert_eq!(read(&left).to_minor(digits), exact(&left).to_minor(digits));
            }
        }
    }

    #[test]
    fn products_and_differences_are_exact() {
        let of = |text: &str| Number::parse(text.as_bytes(), DecimalMark::Point).unwrap();
        let total = of("3")
            .times(of("0.335"))
            .and_then(|product| product.minus(of("0.1")))
            .unwrap();
        assert_eq!(total.to_minor(2), Some((91, true)));
        let huge = of("99999999999999999999999999");
        assert_eq!(huge.times(huge), None);
    }
}
