//! What renewals still to come are worth.

use lab::LabError;

use super::model::Fit;
use super::report::{ContractEstimate, SubscriberRenewals};

/// What lies behind this many discounts of e is below 1e-16 of a renewal.
const WEIGHTLESS: f64 = 40.0;

/// The 97.5 % point of the normal distribution.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// The discount of one period of so many months, from a yearly rate.
pub(crate) fn of_period(yearly: f64, months: u32) -> f64 {
    (f64::from(months) / 12.0 * yearly.ln_1p()).exp_m1()
}

/// Discounted residual lifetimes after each number of renewals.
#[derive(Debug)]
pub(crate) struct Worth {
    fit: Fit,
    discount: f64,
    /// How many renewals are looked ahead, from none on.
    len: u32,
    retention: Vec<f64>,
    /// Expected renewals at their present value, just before the next one.
    expected: Vec<f64>,
    /// Their variance over customers who are alike in what is known of them.
    variance: Vec<f64>,
}

impl Worth {
    /// For contracts that were renewed up to `most` times, at a discount rate of one period.
    pub(crate) fn new(fit: Fit, most: u32, discount: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a discount of at least 0.08 % makes it at most 50 000"
        )]
        let ahead = (WEIGHTLESS / discount.ln_1p()).ceil() as u32;
        let len = most.saturating_add(ahead).saturating_add(1);
        let retention = fit.retention(len);
        let (expected, squares) = lifetimes(&retention, discount);
        let variance = expected
            .iter()
            .zip(squares)
            .map(|(mean, square)| (square - mean * mean).max(0.0))
            .collect();
        Self {
            fit,
            discount,
            len,
            retention,
            expected,
            variance,
        }
    }

    /// Expected renewals to come, at their present value just before the next one (DERL).
    pub(crate) fn expected(&self, renewals: u32) -> f64 {
        self.expected.get(renewals as usize).copied().unwrap_or(0.0)
    }

    /// Probability of the next renewal.
    pub(crate) fn next(&self, renewals: u32) -> f64 {
        self.retention
            .get(renewals as usize)
            .copied()
            .unwrap_or(0.0)
    }

    /// How many renewals to come lie between the 2.5 % and the 97.5 % point, and what they are worth.
    pub(crate) fn renewals(&self, renewals: u32) -> SubscriberRenewals {
        let ahead = self.retention.get(renewals as usize..).unwrap_or_default();
        let (mut there, mut low, mut high) = (1.0, 0, 0);
        for chance in ahead {
            there *= chance;
            if there >= 0.975 {
                low += 1;
            }
            if there <= 0.025 {
                break;
            }
            high += 1;
        }
        let worth = |count: u32| {
            let weight = 1.0 / (1.0 + self.discount);
            let count = i32::try_from(count).unwrap_or(i32::MAX);
            (1.0 - weight.powi(count)) / (1.0 - weight)
        };
        SubscriberRenewals {
            low: worth(low),
            high: worth(high),
        }
    }

    /// What many contracts are worth together: of each, what one renewal is worth and how often it was renewed.
    ///
    /// The interval joins what is not known of the parameters with the chance in each customer's decisions.
    pub(crate) fn total(&self, contracts: &[(f64, u32)]) -> Result<ContractEstimate, LabError> {
        let mut weights = vec![0.0; self.len as usize];
        let (mut mean, mut chance) = (0.0, 0.0);
        for &(worth, renewals) in contracts {
            mean += worth * self.expected(renewals);
            chance += worth * worth * self.variance.get(renewals as usize).unwrap_or(&0.0);
            if let Some(weight) = weights.get_mut(renewals as usize) {
                *weight += worth;
            }
        }
        let error = self.fit.standard_error_of(self.len, |retention| {
            let (expected, _) = lifetimes(retention, self.discount);
            let parts = expected.iter().zip(&weights);
            parts.map(|(each, weight)| each * weight).sum()
        })?;
        Ok(ContractEstimate::normal(mean, error * error + chance))
    }

    /// How many of many contracts are left after so many more renewals.
    pub(crate) fn left(
        &self,
        renewed: &[(u32, u64)],
        periods: u32,
    ) -> Result<ContractEstimate, LabError> {
        let len = renewed.iter().map(|(renewals, _)| *renewals).max();
        let len = len.unwrap_or(0).saturating_add(periods);
        let (mut mean, mut chance) = (0.0, 0.0);
        for &(renewals, count) in renewed {
            let share = staying(&self.retention, renewals, periods);
            mean += lab::count_to_f64(count) * share;
            chance += lab::count_to_f64(count) * share * (1.0 - share);
        }
        let error = self.fit.standard_error_of(len, |retention| {
            let parts = renewed.iter().map(|(renewals, count)| {
                lab::count_to_f64(*count) * staying(retention, *renewals, periods)
            });
            parts.sum()
        })?;
        let all: u64 = renewed.iter().map(|(_, count)| count).sum();
        let mut left = ContractEstimate::normal(mean, error * error + chance);
        left.high = left.high.min(lab::count_to_f64(all));
        Ok(left)
    }
}

impl ContractEstimate {
    fn normal(mean: f64, variance: f64) -> Self {
        let width = NORMAL_975 * variance.sqrt();
        Self {
            mean,
            low: (mean - width).max(0.0),
            high: mean + width,
        }
    }
}

/// Probability of `periods` more renewals.
fn staying(retention: &[f64], renewals: u32, periods: u32) -> f64 {
    let from = renewals as usize;
    let ahead = retention.get(from..from + periods as usize);
    ahead.unwrap_or_default().iter().product()
}

/// The mean and the mean square of discounted renewals to come, after each number of renewals, from the last back:
/// after a renewal that counts in full, those after it count 1 / (1 + d).
fn lifetimes(retention: &[f64], discount: f64) -> (Vec<f64>, Vec<f64>) {
    let weight = 1.0 / (1.0 + discount);
    let (mut mean, mut square) = (0.0, 0.0);
    let mut both: (Vec<f64>, Vec<f64>) = retention
        .iter()
        .rev()
        .map(|chance| {
            square = chance * (1.0 + 2.0 * weight * mean + weight * weight * square);
            mean = chance * (1.0 + weight * mean);
            (mean, square)
        })
        .unzip();
    both.0.reverse();
    both.1.reverse();
    both
}

#[cfg(test)]
mod tests {
    use lab::{Survivors, fit_beta_discrete_weibull, fit_shifted_beta_geometric};

    use super::*;

    fn fits() -> [Fit; 2] {
        let counts = [1000, 869, 743, 653, 593, 551, 517, 491];
        let survivors = Survivors::new(&counts).unwrap();
        [
            Fit::Sbg(fit_shifted_beta_geometric(&survivors).unwrap()),
            Fit::Bdw(fit_beta_discrete_weibull(&survivors).unwrap()),
        ]
    }

    #[test]
    fn looking_back_from_the_last_renewal_gives_the_published_sums() {
        for fit in fits() {
            for discount in [of_period(0.1, 12), of_period(0.02, 1)] {
                let worth = Worth::new(fit, 9, discount);
                for renewals in 0..=9 {
                    let expected = match fit {
                        Fit::Sbg(fit) => fit.model.discounted_residual_lifetime(renewals, discount),
                        Fit::Bdw(fit) => fit.model.discounted_residual_lifetime(renewals, discount),
                    };
                    let off = worth.expected(renewals) / expected.unwrap() - 1.0;
                    assert!(off.abs() < 1e-9, "{fit:?} {renewals}: {off}");
                }
            }
        }
    }

    #[test]
    fn the_variance_is_that_of_the_number_of_renewals() {
        for fit in fits() {
            let discount = 0.1;
            let worth = Worth::new(fit, 5, discount);
            let (mut mean, mut square, mut there, mut sum) = (0.0, 0.0, 1.0, 0.0);
            let mut weight = 1.0;
            for chance in &worth.retention[5..] {
                mean += there * (1.0 - chance) * sum;
                square += there * (1.0 - chance) * sum * sum;
                there *= chance;
                sum += weight;
                weight /= 1.0 + discount;
            }
            mean += there * sum;
            square += there * sum * sum;
            assert!((worth.expected(5) - mean).abs() < 1e-9);
            assert!((worth.variance[5] - (square - mean * mean)).abs() < 1e-9);
        }
    }

    #[test]
    fn a_range_of_renewals_holds_what_its_points_say() {
        for fit in fits() {
            let worth = Worth::new(fit, 3, 0.1);
            let range = worth.renewals(3);
            assert!(range.low <= worth.expected(3) && worth.expected(3) <= range.high);
            let (mut there, mut low, mut high) = (1.0, None, None);
            for (renewals, chance) in (0_i32..).zip(&worth.retention[3..]) {
                there *= chance;
                if there < 0.975 && low.is_none() {
                    low = Some(renewals);
                }
                if there <= 0.025 && high.is_none() {
                    high = Some(renewals);
                }
            }
            let sum = |count: i32| (1.0 - 1.1_f64.powi(-count)) / (1.0 - 1.0 / 1.1);
            assert!((range.low - sum(low.unwrap())).abs() < 1e-12);
            assert!(
                (range.high - high.map_or(11.0, sum)).abs() < 1e-9,
                "{range:?} {high:?}"
            );
        }
    }

    #[test]
    fn twelve_months_of_discount_are_a_year() {
        let monthly = of_period(0.1, 1);
        assert!(((1.0 + monthly).powi(12) - 1.1).abs() < 1e-12);
        assert!((of_period(0.1, 12) - 0.1).abs() < 1e-15);
    }
}
