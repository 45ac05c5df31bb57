//! Months of the Gregorian calendar, counted as year · 12 + month − 1, and days since 1970-01-01.

/// Days in 400 years.
const ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// The first day of a month. The year starts in March, so that the leap day is its last one.
pub(super) fn start_of(month: i64) -> i64 {
    let from_march = month - 2;
    let (year, place) = (from_march.div_euclid(12), from_march.rem_euclid(12));
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    era * ERA + year * 365 + year / 4 - year / 100 + (153 * place + 2) / 5 - EPOCH
}

/// The month in which a day lies.
pub(super) fn month_of(day: i64) -> i64 {
    // A month has 30.436875 days in the mean: never more than one off.
    let guess = (day + EPOCH) * 4_800 / ERA + 1;
    (guess - 1..=guess + 2)
        .rev()
        .find(|month| start_of(*month) <= day)
        .unwrap_or(guess - 1)
}

/// The length of a month.
pub(super) fn days_in(month: i64) -> f64 {
    days(start_of(month + 1) - start_of(month))
}

/// A number of days, exact.
#[expect(
    clippy::cast_precision_loss,
    reason = "days of the calendar are far below 2^53"
)]
pub(super) fn days(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_start_where_the_calendar_says() {
        for ((year, month), day) in [
            ((1970, 1), 0),
            ((1997, 3), 9_921),
            ((2000, 3), 11_017),
            ((2009, 12), 14_579),
            ((1900, 3), -25_508),
        ] {
            assert_eq!(start_of(year * 12 + month - 1), day);
        }
    }

    #[test]
    fn every_day_lies_in_its_month() {
        for day in -200_000..200_000 {
            let month = month_of(day);
            assert!(start_of(month) <= day && day < start_of(month + 1), "{day}");
        }
    }
}
