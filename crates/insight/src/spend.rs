//! What was spent in a month to win customers.

mod store;

use serde::Serialize;

pub use self::store::{remove_spend, set_spend, spends};

use crate::{InsightError, Month};

/// What was spent to win customers in a month: media, people, tools, gifts for a first order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spend {
    /// The month.
    pub month: Month,
    amount_minor: i64,
}

impl Spend {
    /// Takes a month's spend.
    ///
    /// # Errors
    ///
    /// [`InsightError::OutOfRange`] for an amount that is not positive.
    pub fn new(month: Month, amount_minor: i64) -> Result<Self, InsightError> {
        if 0 < amount_minor {
            return Ok(Self {
                month,
                amount_minor,
            });
        }
        Err(InsightError::OutOfRange {
            what: "spend of a month",
            range: "above 0",
            given: format!("{amount_minor} in minor units"),
        })
    }

    /// What was spent, minor units, positive.
    pub fn amount_minor(&self) -> i64 {
        self.amount_minor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spend_is_positive() {
        let month: Month = "2010-12".parse().unwrap();
        assert_eq!(Spend::new(month.clone(), 5).unwrap().amount_minor(), 5);
        for wrong in [0, -1, i64::MIN] {
            let sentence = Spend::new(month.clone(), wrong).unwrap_err().to_string();
            assert_eq!(
                sentence,
                format!("the spend of a month must be above 0, {wrong} in minor units was given")
            );
        }
    }
}
