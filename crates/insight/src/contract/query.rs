//! What can be asked of a base under contract.

use jiff::civil::Date;

use crate::{InsightError, Unit};

/// Which report on subscriptions is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ContractQuery {
    /// The day at whose end things are looked at; the last day on which a subscription started or ended
    /// when absent.
    pub as_of: Option<Date>,
    /// Ends after this day are agreed on and have not come: they do not move the default of `as_of`.
    pub until: Option<Date>,
    /// The length of the periods of start that make a cohort.
    pub by: Unit,
    /// The share of the price that is left after costs, above 0 and at most 1.
    pub margin: f64,
    /// The yearly rate at which what comes later counts less, 0.01 to 1.
    pub discount: f64,
}

/// The yearly discount rate unless another one is given.
const DISCOUNT: f64 = 0.1;

impl Default for ContractQuery {
    fn default() -> Self {
        Self {
            as_of: None,
            until: None,
            by: Unit::Month,
            margin: 1.0,
            discount: DISCOUNT,
        }
    }
}

impl ContractQuery {
    /// Refuses a margin and a discount that no value can be computed with.
    ///
    /// # Errors
    ///
    /// [`InsightError::RateOutOfRange`], which says what is allowed.
    pub(crate) fn check(&self) -> Result<(), InsightError> {
        let refused = |what, allowed, given| InsightError::RateOutOfRange {
            what,
            allowed,
            given,
        };
        if !(self.margin > 0.0 && self.margin <= 1.0) {
            return Err(refused("margin", "above 0 and at most 1", self.margin));
        }
        if !(0.01..=1.0).contains(&self.discount) {
            return Err(refused("yearly discount", "0.01 to 1", self.discount));
        }
        Ok(())
    }
}
