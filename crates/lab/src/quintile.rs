//! Five classes of a measure, cut at its quintiles or at bounds that a person chose.

use crate::error::LabError;
use crate::quantile::quantiles;

/// Four bounds that cut a measure into five classes, scored 1 to 5.
///
/// # Model
///
/// The score of a value is 1 + the number of bounds strictly below it. Equal values have equal
/// scores, so classes can be of different size, and empty where many values are equal.
///
/// # Source
///
/// Hughes (1994), Strategic Database Marketing (scores by fifths); the treatment of
/// ties by bounds on values instead of ranks is that of `pandas.qcut` and `cut` in R.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cuts([f64; 4]);

impl Cuts {
    /// Cuts a sample at its quintiles.
    ///
    /// # Model
    ///
    /// The bounds are the type-7 quantiles at 20, 40, 60 and 80 %; see [`quantiles`].
    ///
    /// # Inputs
    ///
    /// - `values`: the sample in any order and unit, finite; it is reordered in place
    ///
    /// # Output
    ///
    /// Bounds that do not fall; some are equal when more than a fifth of the values are.
    ///
    /// # Errors
    ///
    /// Those of [`quantiles`].
    ///
    /// # Source
    ///
    /// Hyndman & Fan (1996), definition 7.
    ///
    /// # Example
    ///
    /// ```
    /// let mut orders = [1.0, 1.0, 1.0, 2.0, 3.0, 10.0];
    /// let cuts = lab::Cuts::quintiles(&mut orders)?;
    /// assert_eq!(cuts.bounds(), [1.0, 1.0, 2.0, 3.0]);
    /// assert_eq!([1.0, 2.0, 3.0, 10.0].map(|value| cuts.score(value)), [1, 3, 4, 5]);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn quintiles(values: &mut [f64]) -> Result<Self, LabError> {
        let found = quantiles(values, &[0.2, 0.4, 0.6, 0.8])?;
        Ok(Self([found[0], found[1], found[2], found[3]]))
    }

    /// Takes bounds that a person chose.
    ///
    /// # Errors
    ///
    /// [`LabError::NotFinite`] for a bound that is no number and [`LabError::NotAscending`] where
    /// a bound is not larger than the one before.
    ///
    /// # Example
    ///
    /// ```
    /// let cuts = lab::Cuts::at([30.0, 60.0, 90.0, 180.0])?;
    /// assert_eq!(cuts.score(60.0), 2);
    /// assert!(lab::Cuts::at([30.0, 30.0, 90.0, 180.0]).is_err());
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn at(bounds: [f64; 4]) -> Result<Self, LabError> {
        crate::error::check_finite("a class", &bounds)?;
        for pair in bounds.windows(2) {
            if pair[1] <= pair[0] {
                return Err(LabError::NotAscending {
                    first: pair[0],
                    second: pair[1],
                });
            }
        }
        Ok(Self(bounds))
    }

    /// The four bounds, in rising order.
    pub fn bounds(&self) -> [f64; 4] {
        self.0
    }

    /// The class of a value, 1 to 5: 1 + the number of bounds strictly below it.
    pub fn score(&self, value: f64) -> u8 {
        self.0
            .iter()
            .fold(1, |score, &bound| score + u8::from(bound < value))
    }
}
