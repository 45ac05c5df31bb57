//! Intervals of business days.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The days from `from` up to, and without, `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Period {
    from: Date,
    until: Date,
}

/// The interval ends before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a period that starts on {from} can not end on {until}")]
pub struct PeriodError {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub until: Date,
}

#[derive(Serialize, Deserialize)]
struct Ends {
    from: Date,
    until: Date,
}

impl Period {
    /// Makes the interval `[from, until)`; it may be empty.
    ///
    /// # Errors
    ///
    /// When `until` is before `from`.
    pub fn new(from: Date, until: Date) -> Result<Self, PeriodError> {
        if from <= until {
            Ok(Self { from, until })
        } else {
            Err(PeriodError { from, until })
        }
    }

    /// The calendar month in which `day` lies.
    pub fn month_of(day: Date) -> Self {
        let from = day.first_of_month();
        // The month after the last one that can be expressed has no first day: that last month ends a day early.
        let until = from.checked_add(1.month()).unwrap_or(day.last_of_month());
        Self { from, until }
    }

    /// The first day.
    pub const fn from(self) -> Date {
        self.from
    }

    /// The day after the last.
    pub const fn until(self) -> Date {
        self.until
    }

    /// Whether `day` lies inside.
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day < self.until
    }

    /// The number of days.
    pub fn days(self) -> i32 {
        (self.until - self.from).get_days()
    }
}

impl TryFrom<Ends> for Period {
    type Error = PeriodError;

    fn try_from(ends: Ends) -> Result<Self, PeriodError> {
        Self::new(ends.from, ends.until)
    }
}

impl From<Period> for Ends {
    fn from(period: Period) -> Self {
        Self {
            from: period.from,
            until: period.until,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_end_is_outside() {
        let period = Period::new(date(2010, 12, 1), date(2011, 1, 1)).unwrap();
        assert!(period.contains(date(2010, 12, 1)) && period.contains(date(2010, 12, 31)));
        assert!(!period.contains(date(2011, 1, 1)));
        assert_eq!(period.days(), 31);
        assert_eq!(period, Period::month_of(date(2010, 12, 17)));
    }

    #[test]
    fn a_period_does_not_run_backwards() {
        assert!(Period::new(date(2010, 1, 2), date(2010, 1, 1)).is_err());
        let json = r#"{"from":"2010-01-02","until":"2010-01-01"}"#;
        assert!(serde_json::from_str::<Period>(json).is_err());
    }
}
