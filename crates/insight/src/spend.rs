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
    /// How it is known.
    pub origin: SpendOrigin,
}

/// How a month's spend is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpendOrigin {
    /// It was set for the month.
    Set,
    /// It is what the month's days cost together.
    Days,
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
                origin: SpendOrigin::Set,
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

    /// Adds the months for which nothing was set, by what their days cost: a month and minor units each.
    ///
    /// # Errors
    ///
    /// [`InsightError::MonthUnreadable`] for what is no month, [`InsightError::OutOfRange`] for an amount that is not positive.
    pub fn with_days(
        mut set: Vec<Self>,
        days: &[(String, i64)],
    ) -> Result<Vec<Self>, InsightError> {
        for (month, amount_minor) in days {
            if set.iter().all(|spend| spend.month.as_str() != month) {
                let mut spend = Self::new(month.parse()?, *amount_minor)?;
                spend.origin = SpendOrigin::Days;
                set.push(spend);
            }
        }
        set.sort_by(|left, right| left.month.as_str().cmp(right.month.as_str()));
        Ok(set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_for_a_month_goes_before_its_days() {
        let set = vec![Spend::new("2010-12".parse().unwrap(), 5).unwrap()];
        let days = [("2010-11".to_owned(), 7), ("2010-12".to_owned(), 9)];
        let all = Spend::with_days(set, &days).unwrap();
        let told: Vec<_> = all
            .iter()
            .map(|spend| (spend.month.as_str(), spend.amount_minor, spend.origin))
            .collect();
        assert_eq!(
            told,
            [
                ("2010-11", 7, SpendOrigin::Days),
                ("2010-12", 5, SpendOrigin::Set)
            ]
        );
    }

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
