//! When a contract comes up for renewal, and how often it was renewed.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::calendar::{Day, date_of, day_of};

/// How often a contract had come up for renewal by the end of a day, that day included.
///
/// Renewals fall on the start's day of the month, or on the month's last where it is shorter.
pub(crate) fn renewals_by(start: Day, months: u32, day: Day) -> u32 {
    let (start, day) = (date_of(start), date_of(day));
    if day <= start {
        return 0;
    }
    let whole = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let falls_on = start.day().min(day.days_in_month());
    let passed = whole(day) - whole(start) - i32::from(day.day() < falls_on);
    u32::try_from(passed).unwrap_or(0) / months.max(1)
}

/// The day of the k-th renewal; that of the start for k = 0.
pub(crate) fn renewal_day(start: Day, months: u32, renewal: u32) -> Day {
    let months = i64::from(months) * i64::from(renewal);
    day_of(date_of(start).saturating_add(months.months()))
}

/// What became of a contract at the renewals that it had by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fate {
    /// Renewals that it came up for, or would have.
    pub(crate) chances: u32,
    /// The renewal, from 1, at which it was given up; `None` when it took all its chances.
    pub(crate) lost_at: Option<u32>,
}

impl Fate {
    /// What became of a contract by the end of `day`.
    ///
    /// Whoever ends within a period has paid it: they are lost at the renewal at its end, and not before it has
    /// come, as others of their age can not be known to leave yet.
    pub(crate) fn by(start: Day, end: Option<Day>, months: u32, day: Day) -> Self {
        let chances = renewals_by(start, months, day);
        let lost_at = end
            .filter(|end| *end <= day)
            .map(|end| renewals_by(start, months, end - 1) + 1)
            .filter(|lost_at| *lost_at <= chances);
        Self { chances, lost_at }
    }

    /// How often it was renewed.
    pub(crate) fn renewed(self) -> u32 {
        self.lost_at.map_or(self.chances, |lost_at| lost_at - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        day_of(text.parse().unwrap())
    }

    #[test]
    fn renewals_fall_on_the_day_of_the_start_or_the_months_last() {
        for (start, months, at, renewals) in [
            ("2024-01-31", 1, "2024-01-31", 0),
            ("2024-01-31", 1, "2024-02-28", 0),
            ("2024-01-31", 1, "2024-02-29", 1),
            ("2024-01-31", 1, "2024-03-30", 1),
            ("2024-01-31", 1, "2024-03-31", 2),
            ("2024-02-29", 12, "2025-02-27", 0),
            ("2024-02-29", 12, "2025-02-28", 1),
            ("2024-05-15", 3, "2024-08-14", 0),
            ("2024-05-15", 3, "2025-01-01", 2),
            ("2024-05-15", 1, "2024-05-01", 0),
        ] {
            assert_eq!(
                renewals_by(day(start), months, day(at)),
                renewals,
                "{start} {months} {at}"
            );
        }
        for start in day("2023-12-25")..day("2024-03-05") {
            for months in [1, 3, 6, 12] {
                for renewal in 1..15 {
                    let falls = renewal_day(start, months, renewal);
                    assert_eq!(renewals_by(start, months, falls), renewal);
                    assert_eq!(renewals_by(start, months, falls - 1), renewal - 1);
                }
            }
        }
    }

    #[test]
    fn an_end_counts_at_the_renewal_that_it_forgoes() {
        let fate = |end: Option<&str>, at: &str| {
            let end = end.map(day);
            let fate = Fate::by(day("2024-01-10"), end, 1, day(at));
            (fate.chances, fate.lost_at, fate.renewed())
        };
        // Whether the end is the renewal's day or the last day before it, one period was paid.
        assert_eq!(fate(Some("2024-02-10"), "2024-04-30"), (3, Some(1), 0));
        assert_eq!(fate(Some("2024-02-09"), "2024-04-30"), (3, Some(1), 0));
        assert_eq!(fate(Some("2024-02-11"), "2024-04-30"), (3, Some(2), 1));
        assert_eq!(fate(Some("2024-01-10"), "2024-04-30"), (3, Some(1), 0));
        // Ended within a period that is not over: not yet lost at a renewal.
        assert_eq!(fate(Some("2024-03-15"), "2024-03-20"), (2, None, 2));
        assert_eq!(fate(Some("2024-03-15"), "2024-04-10"), (3, Some(3), 2));
        // An end that lies ahead says nothing today.
        assert_eq!(fate(Some("2024-06-10"), "2024-04-30"), (3, None, 3));
        assert_eq!(fate(None, "2024-04-30"), (3, None, 3));
    }
}
