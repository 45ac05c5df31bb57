//! Purchases to come by BG/BB, with the intervals in which they lie.

use super::{BgBb, BgBbFit, PeriodHistory};
use crate::delta::standard_error;
use crate::error::LabError;
use crate::forecast::Forecast;
use crate::incomplete::normal_quantile;
use crate::number::count_to_f64;
use crate::purchases_made::check_level;

impl BgBb {
    /// Probability that a customer with this history makes so many purchases in the next `horizon` periods.
    ///
    /// # Model
    ///
    /// Who was there in the last period observed buys on as a new customer whose p ~ Beta(α + x, β + n − x) and
    /// θ ~ Beta(γ, δ + n); who was not buys no more.
    ///
    /// # Source
    ///
    /// Fader, Hardie & Shang (2010), Marketing Science 29(6), the distribution of the purchases to come.
    ///
    /// # Example
    ///
    /// ```
    /// let donors = lab::BgBb::new([1.204, 0.750, 0.657, 2.783])?;
    /// let history = lab::PeriodHistory::new(2, 4, 6)?;
    /// let mean: f64 = (0..=5).map(|gifts| f64::from(gifts) * donors.probability_of_next(history, gifts, 5)).sum();
    /// assert!((mean - donors.expected_purchases(history, 5)).abs() < 1e-12);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn probability_of_next(&self, history: PeriodHistory, purchases: u32, horizon: u32) -> f64 {
        let (seen, periods) = (f64::from(history.purchases), f64::from(history.periods));
        let ln = self.ln_purchases(seen, periods) + self.ln_alive(periods);
        let there = (ln - self.ln_likelihood(history)).min(0.0).exp();
        let after = Self {
            purchase_alpha: self.purchase_alpha + seen,
            purchase_beta: self.purchase_beta + periods - seen,
            dropout_gamma: self.dropout_gamma,
            dropout_delta: self.dropout_delta + periods,
        };
        let gone = if purchases == 0 { 1.0 - there } else { 0.0 };
        gone + there * after.probability_of(purchases, horizon)
    }

    /// Numbers between which the purchases of the next `horizon` periods lie with a probability of at least `level`, with at most
    /// half of the rest on either side. Exact for the model with these parameters, whose own errors are not in it.
    ///
    /// # Errors
    ///
    /// [`LabError::NotAShare`] for the level.
    pub fn interval(
        &self,
        history: PeriodHistory,
        horizon: u32,
        level: f64,
    ) -> Result<(u32, u32), LabError> {
        check_level(level)?;
        let tail = 0.5 * (1.0 - level);
        let (mut low, mut until) = (None, 0.0);
        for purchases in 0..horizon {
            until += self.probability_of_next(history, purchases, horizon);
            if low.is_none() && until >= tail {
                low = Some(purchases);
            }
            if until >= 1.0 - tail {
                return Ok((low.unwrap_or(purchases), purchases));
            }
        }
        Ok((low.unwrap_or(horizon), horizon))
    }

    /// Variance of the purchases of the next `horizon` periods.
    pub fn purchases_variance(&self, history: PeriodHistory, horizon: u32) -> f64 {
        let mean = self.expected_purchases(history, horizon);
        let each = (0..=horizon).map(|purchases| {
            let off = f64::from(purchases) - mean;
            off * off * self.probability_of_next(history, purchases, horizon)
        });
        each.sum()
    }
}

impl BgBbFit {
    /// Purchases of all these customers together in the next `horizon` periods.
    ///
    /// # Model
    ///
    /// The variance is the sum of the customers' (chance) and g′Vg (doubt), where g are the derivatives of the total by the
    /// parameters and V their covariance. The total of many is taken as normal.
    ///
    /// # Errors
    ///
    /// [`LabError::NotAShare`] for the level, [`LabError::NotFinite`] when the doubt can not be told.
    pub fn forecast_total(
        &self,
        histories: &[(PeriodHistory, u64)],
        horizon: u32,
        level: f64,
    ) -> Result<Forecast, LabError> {
        check_level(level)?;
        let total = |model: &BgBb| -> f64 {
            let each = histories.iter().map(|&(history, customers)| {
                count_to_f64(customers) * model.expected_purchases(history, horizon)
            });
            each.sum()
        };
        let chance: f64 = histories
            .iter()
            .map(|&(history, customers)| {
                count_to_f64(customers) * self.model.purchases_variance(history, horizon)
            })
            .sum();
        let rows: Vec<&[f64]> = self.covariance.iter().map(|row| &row[..]).collect();
        let doubt = standard_error(&self.model.parameters(), &rows, |at| {
            Ok(total(&BgBb::from_slice(at)))
        })?;
        let mean = total(&self.model);
        let reach = normal_quantile(f64::midpoint(1.0, level)) * (chance + doubt * doubt).sqrt();
        Ok(Forecast {
            mean,
            low: (mean - reach).max(0.0),
            high: mean + reach,
            level,
        })
    }
}
