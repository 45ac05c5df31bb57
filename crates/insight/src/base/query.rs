//! What can be asked of the report on the customer base.

use jiff::civil::Date;

use crate::InsightError;
use crate::calendar::Day;

/// Less than the longest month would lose customers between two ends of months.
const LOST_AFTER_LEAST: u32 = 31;

/// Ten years.
const LOST_AFTER_MOST: u32 = 3_660;

/// Which report on the customer base is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaseQuery {
    /// The day at whose end things are looked at; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// Days without an order after which a customer counts as lost, 31 to 3,660; normally 180.
    pub lost_after_days: u32,
    /// How many months are handed out, the latest ones; all of them when absent.
    pub months: Option<usize>,
}

impl Default for BaseQuery {
    fn default() -> Self {
        Self {
            as_of: None,
            lost_after_days: 180,
            months: None,
        }
    }
}

impl BaseQuery {
    /// The days after which a customer is lost, when they are in range.
    pub(crate) fn lost_after(&self) -> Result<Day, InsightError> {
        let given = self.lost_after_days;
        Day::try_from(given)
            .ok()
            .filter(|_| (LOST_AFTER_LEAST..=LOST_AFTER_MOST).contains(&given))
            .ok_or(InsightError::LostAfterOutOfRange {
                least: LOST_AFTER_LEAST,
                most: LOST_AFTER_MOST,
                given,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_out_of_range_are_refused_with_the_range() {
        let days = |lost_after_days| BaseQuery {
            lost_after_days,
            ..BaseQuery::default()
        };
        assert_eq!(days(31).lost_after().unwrap(), 31);
        for wrong in [0, 30, 3_661, u32::MAX] {
            let sentence = days(wrong).lost_after().unwrap_err().to_string();
            assert!(sentence.contains("after 31 to 3660 days"), "{sentence}");
        }
    }
}
