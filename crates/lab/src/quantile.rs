//! Quantiles of a sample.

use crate::error::{LabError, check_finite};
use crate::number::count_to_f64;

/// Quantiles of a sample, linear between neighbours ("type 7").
///
/// # Model
///
/// With the sample sorted as x₀ ≤ … ≤ xₙ₋₁ and h = (n − 1)·p, the quantile is
/// x⌊h⌋ + (h − ⌊h⌋)·(x⌊h⌋₊₁ − x⌊h⌋): the smallest value for p = 0, the largest for p = 1.
///
/// # Inputs
///
/// - `values`: the sample in any order and unit, finite; it is reordered in place (a few partial
///   selections instead of a sort)
/// - `probabilities`: each between 0 and 1, in any order
///
/// # Output
///
/// One quantile for each probability, in the unit of the values, within their range; it does not
/// fall when the probability rises.
///
/// # Errors
///
/// [`LabError::Empty`] for an empty sample, [`LabError::NotFinite`] for a value that is no number,
/// [`LabError::NotAShare`] for a probability outside 0 to 1.
///
/// # Source
///
/// Hyndman & Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4),
/// definition 7: the default of R, `NumPy` and of `quantile_cont` in SQL.
///
/// # Example
///
/// ```
/// let mut days = [40.0, 10.0, 20.0, 30.0];
/// assert_eq!(lab::quantiles(&mut days, &[0.0, 0.5, 0.75])?, [10.0, 25.0, 32.5]);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn quantiles(values: &mut [f64], probabilities: &[f64]) -> Result<Vec<f64>, LabError> {
    if values.is_empty() {
        return Err(LabError::Empty { what: "a quantile" });
    }
    check_finite("a quantile", values)?;
    for &value in probabilities {
        if !(0.0..=1.0).contains(&value) {
            return Err(LabError::NotAShare {
                what: "the probability of a quantile",
                value,
            });
        }
    }
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]));

    let mut answer = vec![0.0; probabilities.len()];
    // Everything before `settled` is not larger than anything behind it, so each selection only
    // looks at what is left.
    let mut settled = 0;
    for index in order {
        let (rank, part) = rank_of(probabilities[index], values.len());
        let (_, lower, above) =
            values[settled..].select_nth_unstable_by(rank - settled, f64::total_cmp);
        let lower = *lower;
        let upper = above.iter().copied().fold(f64::INFINITY, f64::min);
        answer[index] = if part > 0.0 && upper.is_finite() {
            // Between two equal neighbours this is exact, and it never leaves their range.
            (lower + part * (upper - lower)).clamp(lower, upper)
        } else {
            lower
        };
        settled = rank;
    }
    Ok(answer)
}

/// Splits (n − 1)·p into the rank below and the part of the way to the next.
fn rank_of(probability: f64, len: usize) -> (usize, f64) {
    let position = count_to_f64(len as u64 - 1) * probability;
    let floor = position.floor();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 ≤ floor ≤ len − 1 for a probability between 0 and 1"
    )]
    let rank = floor as usize;
    (rank.min(len - 1), position - floor)
}
