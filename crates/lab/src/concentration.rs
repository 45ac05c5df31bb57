//! How much of a total the best part of the customers brings.

use crate::error::{LabError, check_finite};
use crate::number::count_to_f64;

/// Share of the total that the best `fraction` of the values holds.
///
/// # Model
///
/// With n values sorted downwards, the sum of the first ⌈`fraction`·n⌉ divided by the sum of all: a
/// point of the Lorenz curve, read from the top. `fraction` = 0.2 answers "is it 80 to 20?".
///
/// # Inputs
///
/// - `values`: one value a customer, any unit, finite, in any order; it is reordered in place
/// - `fraction`: which part of the customers, 0 to 1
///
/// # Output
///
/// A share, or `None` when the total is not positive. It lies in `fraction` to 1 for values that
/// are not negative, and above 1 when customers outside of the best take back more than they bring.
///
/// # Errors
///
/// [`LabError::NotAShare`] for a fraction outside 0 to 1, [`LabError::NotFinite`] for a value that
/// is no number.
///
/// # Source
///
/// Lorenz (1905), Methods of measuring the concentration of wealth, Publications of the American
/// Statistical Association 9(70).
///
/// # Example
///
/// ```
/// let mut revenue = [10.0, 80.0, 4.0, 3.0, 3.0];
/// assert_eq!(lab::top_share(&mut revenue, 0.2)?, Some(0.8));
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn top_share(values: &mut [f64], fraction: f64) -> Result<Option<f64>, LabError> {
    if !(0.0..=1.0).contains(&fraction) {
        return Err(LabError::NotAShare {
            what: "the part of the customers",
            value: fraction,
        });
    }
    check_finite("a concentration", values)?;
    let count = best_count(values.len(), fraction);
    if count == 0 {
        return Ok(None);
    }
    values.select_nth_unstable_by(count - 1, |a, b| b.total_cmp(a));
    let best: f64 = values[..count].iter().sum();
    let total = best + values[count..].iter().sum::<f64>();
    Ok((total > 0.0).then(|| best / total))
}

/// ⌈fraction·n⌉, where a product that is whole but for rounding stays whole.
fn best_count(len: usize, fraction: f64) -> usize {
    let exact = count_to_f64(len as u64) * fraction;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 ≤ exact ≤ len for a fraction between 0 and 1"
    )]
    let count = (exact - 1e-9).ceil().max(0.0) as usize;
    count.min(len)
}
