//! Exact amounts in one currency.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{BasisPoints, Currency};

/// An exact amount: a whole number of minor units of a currency. Rounding is half away from zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// The amount in minor units, such as cents.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// Why an amount could not be computed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Two currencies do not add up.
    #[error("{left} and {right} are different currencies")]
    CurrenciesDiffer {
        /// The currency on the left.
        left: Currency,
        /// The currency on the right.
        right: Currency,
    },
    /// The result is beyond what can be kept.
    #[error("the amount is larger than 9 223 372 036 854 775 807 minor units")]
    Overflow,
    /// An amount can not be split among nobody.
    #[error("an amount is split by weights of which one at least is not zero")]
    WeightsEmpty,
}

impl Money {
    /// Makes an amount of `minor` units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// When the currencies differ, or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_add(other.minor))
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// When the currencies differ, or the difference does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_sub(other.minor))
    }

    /// The share that `rate` is of this amount, rounded half away from zero.
    ///
    /// # Errors
    ///
    /// When the share does not fit.
    pub fn scale(self, rate: BasisPoints) -> Result<Self, MoneyError> {
        let product = i128::from(self.minor) * i128::from(rate.0);
        let whole = i128::from(BasisPoints::WHOLE.0);
        let rounded = (product + product.signum() * (whole / 2)) / whole;
        self.with(i64::try_from(rounded).ok())
    }

    /// Splits the amount in proportion to `weights`: the parts sum to it exactly (MONEY-1).
    ///
    /// The minor units that are left over go to the parts that lost most by rounding, the first ones first.
    ///
    /// # Errors
    ///
    /// When no weight is above zero.
    pub fn split(self, weights: &[u32]) -> Result<Vec<Self>, MoneyError> {
        let total: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
        if total == 0 {
            return Err(MoneyError::WeightsEmpty);
        }
        let amount = i128::from(self.minor);
        let mut parts: Vec<i128> = weights
            .iter()
            .map(|&weight| amount * i128::from(weight) / total)
            .collect();
        let mut by_loss: Vec<usize> = (0..weights.len()).collect();
        by_loss.sort_by_key(|&index| -(amount * i128::from(weights[index]) % total).abs());
        let left_over = amount - parts.iter().sum::<i128>();
        for (_, &index) in (0..left_over.abs()).zip(&by_loss) {
            parts[index] += left_over.signum();
        }
        debug_assert_eq!(parts.iter().sum::<i128>(), amount, "MONEY-1");
        parts
            .into_iter()
            .map(|part| self.with(i64::try_from(part).ok()))
            .collect()
    }

    /// The amount in major units, as a float: for statistics only.
    #[expect(
        clippy::cast_precision_loss,
        reason = "the name says it; the way into statistics"
    )]
    pub fn to_major_lossy(self) -> f64 {
        self.minor as f64 / self.currency.minor_per_major() as f64
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrenciesDiffer {
                left: self.currency,
                right: other.currency,
            })
        }
    }

    fn with(self, minor: Option<i64>) -> Result<Self, MoneyError> {
        minor
            .map(|minor| Self { minor, ..self })
            .ok_or(MoneyError::Overflow)
    }
}

impl fmt::Display for Money {
    /// Writes `-12.50 EUR`: the same everywhere, for logs and files. People get their own form at the screen.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let unit = self.currency.minor_per_major().unsigned_abs();
        let (major, minor) = (
            self.minor.unsigned_abs() / unit,
            self.minor.unsigned_abs() % unit,
        );
        match usize::from(self.currency.digits()) {
            0 => write!(out, "{sign}{major} {}", self.currency),
            digits => write!(out, "{sign}{major}.{minor:0digits$} {}", self.currency),
        }
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn euros(minor: i64) -> Money {
        Money::new(minor, "EUR".parse().unwrap())
    }

    #[test]
    fn amounts_are_printed_with_the_digits_of_their_currency() {
        let yen = Money::new(-500, "JPY".parse().unwrap());
        let dinars = Money::new(1_005, "KWD".parse().unwrap());
        assert_eq!(
            [euros(-1_205), yen, dinars].map(|money| money.to_string()),
            ["-12.05 EUR", "-500 JPY", "1.005 KWD"]
        );
    }

    #[test]
    fn sums_and_differences_are_checked() {
        let yen = Money::new(5, "JPY".parse().unwrap());
        assert_eq!(euros(7).checked_add(euros(5)), Ok(euros(12)));
        assert_eq!(euros(7).checked_sub(euros(9)), Ok(euros(-2)));
        assert!(matches!(
            euros(7).checked_add(yen),
            Err(MoneyError::CurrenciesDiffer { .. })
        ));
        assert_eq!(
            euros(i64::MAX).checked_add(euros(1)),
            Err(MoneyError::Overflow)
        );
    }

    #[test]
    fn a_share_is_rounded_half_away_from_zero() {
        assert_eq!(euros(250).scale(BasisPoints(100)), Ok(euros(3)));
        assert_eq!(euros(-250).scale(BasisPoints(100)), Ok(euros(-3)));
        assert_eq!(euros(249).scale(BasisPoints(100)), Ok(euros(2)));
        assert_eq!(
            euros(i64::MAX).scale(BasisPoints(10_001)),
            Err(MoneyError::Overflow)
        );
    }

    #[test]
    fn the_left_over_goes_where_most_was_lost() {
        assert_eq!(
            euros(100).split(&[1, 1, 1]),
            Ok(vec![euros(34), euros(33), euros(33)])
        );
        assert_eq!(
            euros(-5).split(&[1, 0, 3]),
            Ok(vec![euros(-1), euros(0), euros(-4)])
        );
        assert_eq!(euros(5).split(&[0, 0]), Err(MoneyError::WeightsEmpty));
    }

    proptest! {
        #[test]
        fn splitting_loses_nothing(minor in any::<i64>(), weights in prop::collection::vec(any::<u32>(), 1..20)) {
            prop_assume!(weights.iter().any(|&weight| weight > 0));
            let parts = euros(minor).split(&weights).unwrap();
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(parts.iter().map(|part| i128::from(part.minor)).sum::<i128>(), i128::from(minor));
            for (part, weight) in parts.iter().zip(weights) {
                prop_assert!(weight > 0 || part.minor == 0);
                prop_assert!(part.minor.signum() * minor.signum() >= 0);
            }
        }
    }
}
