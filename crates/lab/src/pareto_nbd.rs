//! Pareto/NBD: how many purchases are still to come from a customer who can leave at any time.

use crate::error::LabError;
use crate::history::{Fitted, Histories, History, check_time};
use crate::maximise::{MaximiseOptions, check_positive, maximise};
use crate::number::count_to_f64;
use crate::special::{ln_add_exp, ln_gamma};

/// Places and weights of the Gauss-Legendre rule with 16 points; the other half lies opposite.
const LEGENDRE: [(f64, f64); 8] = [
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_058),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_776),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_9),
    (0.755_404_408_355_003, 0.124_628_971_255_533_95),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_82),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_56),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_47),
];

/// The Pareto/NBD model of repeat purchases.
///
/// # Model
///
/// Purchases while alive are Poisson with rate λ ~ Gamma(`r`, `alpha`, per unit of time); the customer leaves for good
/// after an exponential time with rate μ ~ Gamma(`s`, `beta`, per unit of time). λ and μ are independent.
///
/// # Inputs
///
/// - histories: repeat purchases, recency and age in one unit of time (see [`History`])
/// - horizons: in the same unit, ≥ 0
///
/// # Output
///
/// Probabilities between 0 and 1; expected purchases ≥ 0, finite, not decreasing with the horizon. The likelihood is
/// an integral over the time at which the customer may have left, a sum of positive terms, where the form with
/// two ₂F₁ subtracts. `s` = 1 is a removable singularity, taken by its limit.
///
/// # Errors
///
/// [`LabError::NotPositive`] for parameters, [`LabError::Empty`] for a fit without a repeat purchase,
/// [`LabError::NotConverged`], and [`LabError::NegativeTime`] or [`LabError::NotFinite`] for horizons.
///
/// # Source
///
/// Schmittlein, Morrison & Colombo (1987), Counting your customers, Management Science 33(1); the integral: Fader & Hardie
/// (2005), A note on deriving the Pareto/NBD model and related expressions.
///
/// # Example
///
/// A customer of the CDNOW cohort who bought 26 times in 31 weeks, the last time just now: 25.46 purchases in the
/// next 52 weeks.
///
/// ```
/// use lab::{History, ParetoNbd};
/// let model = ParetoNbd::new(0.553, 10.578, 0.606, 11.669)?;
/// let customer = History::new(26, 30.86, 31.0)?;
/// let expected = model.expected_purchases(&customer, 52.0)?;
/// assert!((expected - 25.46).abs() < 0.01, "{expected}");
/// # Ok::<(), lab::LabError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParetoNbd {
    r: f64,
    alpha: f64,
    s: f64,
    beta: f64,
}

impl ParetoNbd {
    /// A model with known parameters: `r`, `alpha` (in the unit of time), `s`, `beta` (in the unit of time).
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for a parameter that is not above 0.
    pub fn new(r: f64, alpha: f64, s: f64, beta: f64) -> Result<Self, LabError> {
        for value in [r, alpha, s, beta] {
            check_positive("a parameter of a model", value)?;
        }
        Ok(Self { r, alpha, s, beta })
    }

    /// The parameters that make the histories most probable.
    ///
    /// # Errors
    ///
    /// [`LabError::Empty`] without a repeat purchase, [`LabError::NotConverged`].
    pub fn fit(histories: &Histories) -> Result<Fitted<Self>, LabError> {
        let time = histories.time_per_purchase()?;
        let model = |at: &[f64]| Self {
            r: at[0],
            alpha: at[1],
            s: at[2],
            beta: at[3],
        };
        let found = maximise(
            &[1.0, time, 1.0, time],
            |at| model(at).log_likelihood(histories),
            &MaximiseOptions::default(),
        )?;
        Ok(Fitted {
            model: model(&found.at),
            log_likelihood: found.value,
            standard_errors: found.standard_errors(),
            iterations: found.iterations,
        })
    }

    /// `r`, `alpha`, `s` and `beta`.
    pub fn parameters(&self) -> [f64; 4] {
        [self.r, self.alpha, self.s, self.beta]
    }

    /// Probability that the customer has not left.
    pub fn p_alive(&self, history: &History) -> f64 {
        1.0 / (1.0 + self.ln_odds_gone(history).exp())
    }

    /// Purchases to expect from the customer within the horizon after the end of the observation.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn expected_purchases(&self, history: &History, horizon: f64) -> Result<f64, LabError> {
        check_time(horizon)?;
        let after = Self {
            r: self.r + count_to_f64(history.repeat_purchases()),
            alpha: self.alpha + history.age(),
            beta: self.beta + history.age(),
            ..*self
        };
        Ok(self.p_alive(history) * after.purchases_while_alive(horizon))
    }

    /// Repeat purchases to expect from a new customer within the horizon after the first purchase.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn expected_new(&self, horizon: f64) -> Result<f64, LabError> {
        check_time(horizon)?;
        Ok(self.purchases_while_alive(horizon))
    }

    fn log_likelihood(&self, histories: &Histories) -> f64 {
        let fixed = self.r * self.alpha.ln() - ln_gamma(self.r);
        let of = |history: &History| {
            let shape = self.r + count_to_f64(history.repeat_purchases());
            fixed + ln_gamma(shape)
                - shape * (self.alpha + history.age()).ln()
                - self.s * (history.age() / self.beta).ln_1p()
                + ln_add_exp(0.0, self.ln_odds_gone(history))
        };
        histories
            .rows()
            .map(|(history, weight)| weight * of(history))
            .sum()
    }

    /// Logarithm of the odds that the customer has left: the integral over the time y of leaving, since the last purchase, of
    /// s·((α + T)/(α + y))^(r + x)·((β + T)/(β + y))^s/(β + y).
    ///
    /// With m the smaller of α and β, the integrand is smooth over ln(m + y): its singularities lie π off the line.
    fn ln_odds_gone(&self, history: &History) -> f64 {
        let shape = self.r + count_to_f64(history.repeat_purchases());
        let silence = history.age() - history.recency();
        let alpha = self.alpha + history.recency();
        let beta = self.beta + history.recency();
        let least = alpha.min(beta);
        let exponent =
            |waited: f64| shape * (waited / alpha).ln_1p() + self.s * (waited / beta).ln_1p();
        let end = (silence / least).ln_1p();
        let (mut from, mut integral) = (0.0, 0.0);
        while from < end {
            let waited = least * f64::exp_m1(from);
            // What follows is smaller than the last digit of what was summed.
            if exponent(waited) > 80.0 {
                break;
            }
            let fall = (least + waited) * (shape / (alpha + waited) + self.s / (beta + waited));
            let length = (end - from).min((6.0 / fall).min(1.5));
            let half = 0.5 * length;
            for (place, weight) in LEGENDRE {
                for side in [-1.0, 1.0] {
                    let waited = least * (from + half * (1.0 + side * place)).exp_m1();
                    integral += half * weight * (-exponent(waited)).exp() * (least + waited)
                        / (beta + waited);
                }
            }
            from += length;
        }
        self.s.ln() + exponent(silence) + integral.ln()
    }

    /// Expected purchases of a customer who is there at the start: r/α·β·(1 − (β/(β + t))^(s − 1))/(s − 1).
    fn purchases_while_alive(&self, horizon: f64) -> f64 {
        let power = self.s - 1.0;
        let logarithm = (horizon / self.beta).ln_1p();
        let time = if (power * logarithm).abs() < 1e-12 {
            logarithm
        } else {
            -(-power * logarithm).exp_m1() / power
        };
        self.r / self.alpha * self.beta * time
    }
}
