//! What each customer is worth at the end of a day, under a model.
//!
//! The value of a customer over a horizon is `margin · spend · Σ orders · (1 + d)^(−t)`: the orders that the purchase
//! model expects, each discounted from the time when it is expected, times the expected worth of one, times the part of
//! it that stays.

use lab::LabError;

use crate::calendar::Day;
use crate::value::histories::CustomerHistory;
use crate::value::model::ValueModel;
use crate::value::parallel::in_pieces;
use crate::value::sample::Observed;

/// A year, days.
pub(crate) const YEAR_DAYS: f64 = 365.0;

/// The horizons of a customer's value, years of 365 days.
pub(crate) const YEARS: [u32; 3] = [1, 2, 3];

/// Under which model and terms customers are valued, and at the end of which day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Valuation {
    /// The model.
    pub(crate) model: ValueModel,
    /// The day.
    pub(crate) as_of: Day,
    /// The part of the revenue that stays.
    pub(crate) margin: f64,
    /// What is taken off in a year.
    pub(crate) yearly_discount: f64,
}

/// What the model says of a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Worth {
    /// Probability that the customer has not left.
    pub(crate) p_alive: f64,
    /// The value over each of [`YEARS`], discounted, after costs, minor units.
    pub(crate) clv_minor: [f64; 3],
}

/// The rate of continuous discounting per day that takes `yearly` off in a year.
pub(crate) fn daily_rate(yearly: f64) -> f64 {
    yearly.ln_1p() / YEAR_DAYS
}

impl Valuation {
    /// Lets each piece of the customers be folded, in order, into an answer of its own, with what each is worth.
    ///
    /// Customers of whom the model knows the same must stand together
    /// ([`histories::sort`](crate::value::histories::sort)): its figures are then computed once.
    pub(crate) fn fold<A: Send>(
        &self,
        customers: &[CustomerHistory],
        start: impl Fn() -> A + Sync,
        take: impl Fn(&mut A, &CustomerHistory, &Worth) + Sync,
    ) -> Result<Vec<A>, LabError> {
        in_pieces(customers, |piece| {
            let mut answer = start();
            for alike in piece.chunk_by(|left, right| left.key() == right.key()) {
                let observed = alike[0].observed();
                let history = self.model.history(&observed, self.as_of)?;
                let model = self.model.purchases.of(observed.group);
                let p_alive = model.p_alive(&history);
                let mut orders = [0.0; 3];
                for (orders, years) in orders.iter_mut().zip(YEARS) {
                    *orders = self.discounted_orders(&observed, years)?;
                }
                for customer in alike {
                    let spend = self.spend_minor(customer) * self.margin;
                    let clv_minor = orders.map(|orders| orders * spend);
                    take(&mut answer, customer, &Worth { p_alive, clv_minor });
                }
            }
            Ok(answer)
        })
    }

    /// Orders expected over so many years, at present value.
    pub(crate) fn discounted_orders(
        &self,
        observed: &Observed,
        years: u32,
    ) -> Result<f64, LabError> {
        let terms = (
            YEAR_DAYS * f64::from(years),
            daily_rate(self.yearly_discount),
        );
        self.model.discounted_orders(observed, self.as_of, terms)
    }

    /// Expected worth of a customer's next order, before costs, minor units.
    pub(crate) fn spend_minor(&self, customer: &CustomerHistory) -> f64 {
        self.model
            .expected_spend(customer.repeats(), customer.mean_spend_minor)
    }
}
