//! When a report is due: on which days and at which hour, in the workspace's time zone.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::InsightError;

/// Days that are looked at for the next due one: more than a month, and one more that a clock may leave out.
const LOOK_DAYS: usize = 40;

/// The days on which a report is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Days {
    /// Each day.
    Daily,
    /// A day of the week, 1 for Monday to 7 for Sunday.
    Weekly(u8),
    /// A day of the month, 1 to 31; the last one in a month that has fewer.
    Monthly(u8),
}

/// When a report is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rhythm {
    days: Days,
    hour: u8,
}

impl Rhythm {
    /// So many days at an hour, 0 to 23.
    ///
    /// # Errors
    ///
    /// [`InsightError::OutOfRange`] for a day or an hour that no calendar has.
    pub fn new(days: Days, hour: u8) -> Result<Self, InsightError> {
        let check = |what, range, given: u8, least, most| {
            if (least..=most).contains(&given) {
                return Ok(());
            }
            Err(InsightError::OutOfRange {
                what,
                range,
                given: given.to_string(),
            })
        };
        match days {
            Days::Daily => {}
            Days::Weekly(day) => check("weekday", "1 for Monday to 7 for Sunday", day, 1, 7)?,
            Days::Monthly(day) => check("day of the month", "1 to 31", day, 1, 31)?,
        }
        check("hour", "0 to 23", hour, 0, 23)?;
        Ok(Self { days, hour })
    }

    /// By the name of its days: `daily`, `weekly` or `monthly`, the latter two with a day.
    ///
    /// # Errors
    ///
    /// [`InsightError::NameUnknown`] for another name, [`InsightError::OutOfRange`] as [`Self::new`], and where the day is missing.
    pub fn named(name: &str, day: Option<u8>, hour: u8) -> Result<Self, InsightError> {
        let days = match name {
            "daily" => Days::Daily,
            "weekly" => Days::Weekly(day.unwrap_or(0)),
            "monthly" => Days::Monthly(day.unwrap_or(0)),
            _ => {
                return Err(InsightError::NameUnknown {
                    what: "rhythm",
                    given: name.to_owned(),
                    expected: "daily, weekly or monthly",
                });
            }
        };
        Self::new(days, hour)
    }

    /// The days.
    pub const fn days(self) -> Days {
        self.days
    }

    /// The hour, 0 to 23.
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The name of the days.
    pub const fn name(self) -> &'static str {
        match self.days {
            Days::Daily => "daily",
            Days::Weekly(_) => "weekly",
            Days::Monthly(_) => "monthly",
        }
    }

    /// The day of the week or of the month; nothing when it is each day.
    pub const fn day(self) -> Option<u8> {
        match self.days {
            Days::Daily => None,
            Days::Weekly(day) | Days::Monthly(day) => Some(day),
        }
    }

    /// The first due instant after another. An hour that a clock leaves out is the one after it, one that comes twice is the first.
    pub fn next_after(self, after: Timestamp, zone: &TimeZone) -> Timestamp {
        let local = after.to_zoned(zone.clone()).date();
        // A clock that leaves out a day moves what was due on it to the next.
        let first = local.saturating_sub(1.days());
        first
            .series(1.day())
            .take(LOOK_DAYS)
            .filter(|&date| self.has(date))
            .filter_map(|date| self.at(date, zone))
            .find(|&due| due > after)
            .unwrap_or(Timestamp::MAX)
    }

    /// The last due instant up to another, of those from `since` on, which is one.
    pub fn last_until(self, since: Timestamp, until: Timestamp, zone: &TimeZone) -> Timestamp {
        // A year of days is walked through in no time; before that, one day near the end is as good to begin with.
        let near = until.checked_sub((24 * 62).hours()).unwrap_or(since);
        let mut last = since;
        if near > since {
            last = self.next_after(near, zone);
        }
        loop {
            let next = self.next_after(last, zone);
            if next > until || next <= last {
                return last;
            }
            last = next;
        }
    }

    fn has(self, date: Date) -> bool {
        match self.days {
            Days::Daily => true,
            Days::Weekly(day) => date.weekday().to_monday_one_offset().unsigned_abs() == day,
            Days::Monthly(day) => {
                let last = date.days_in_month().unsigned_abs();
                date.day().unsigned_abs() == day.min(last)
            }
        }
    }

    fn at(self, date: Date, zone: &TimeZone) -> Option<Timestamp> {
        let time = Time::new(i8::try_from(self.hour).ok()?, 0, 0, 0).ok()?;
        let local = DateTime::from_parts(date, time);
        zone.to_ambiguous_timestamp(local).compatible().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    /// The next so many due instants.
    fn due(rhythm: Rhythm, from: &str, place: &str, count: usize) -> Vec<String> {
        let zone = zone(place);
        let mut at: Timestamp = from.parse().unwrap();
        let next = || {
            at = rhythm.next_after(at, &zone);
            Some(at.to_string())
        };
        std::iter::from_fn(next).take(count).collect()
    }

    #[test]
    fn a_day_has_one_due_instant_also_where_clocks_change() {
        let daily = |hour| Rhythm::new(Days::Daily, hour).unwrap();
        // In Berlin the hour from 2 to 3 is left out on the 29th of March 2026, and comes twice on the 25th of October.
        assert_eq!(
            due(daily(2), "2026-03-28T00:00:00Z", "Europe/Berlin", 3),
            [
                "2026-03-28T01:00:00Z",
                "2026-03-29T01:00:00Z",
                "2026-03-30T00:00:00Z"
            ]
        );
        assert_eq!(
            due(daily(2), "2026-10-24T00:00:00Z", "Europe/Berlin", 3),
            [
                "2026-10-25T00:00:00Z",
                "2026-10-26T01:00:00Z",
                "2026-10-27T01:00:00Z"
            ]
        );
        // Samoa had no 30th of December 2011: what was due on it was due on the 31st, at the same instant as that day's.
        assert_eq!(
            due(daily(9), "2011-12-29T00:00:00Z", "Pacific/Apia", 3),
            [
                "2011-12-29T19:00:00Z",
                "2011-12-30T19:00:00Z",
                "2011-12-31T19:00:00Z"
            ]
        );
    }

    #[test]
    fn a_month_that_is_too_short_has_its_last_day() {
        let monthly = Rhythm::new(Days::Monthly(31), 7).unwrap();
        assert_eq!(
            due(monthly, "2028-01-31T00:00:00Z", "Asia/Tehran", 4),
            [
                "2028-01-31T03:30:00Z",
                "2028-02-29T03:30:00Z",
                "2028-03-31T03:30:00Z",
                "2028-04-30T03:30:00Z"
            ]
        );
    }

    #[test]
    fn a_week_has_one_day() {
        let sunday = Rhythm::new(Days::Weekly(7), 0).unwrap();
        assert_eq!(
            due(sunday, "2026-01-15T12:00:00Z", "UTC", 2),
            ["2026-01-18T00:00:00Z", "2026-01-25T00:00:00Z"]
        );
    }

    #[test]
    fn of_missed_times_the_last_is_known() {
        let zone = zone("Europe/Sofia");
        let first: Timestamp = "2020-01-01T05:00:00Z".parse().unwrap();
        let now: Timestamp = "2026-07-10T03:00:00Z".parse().unwrap();
        for (days, last) in [
            (Days::Daily, "2026-07-09T04:00:00Z"),
            (Days::Weekly(1), "2026-07-06T04:00:00Z"),
            (Days::Monthly(31), "2026-06-30T04:00:00Z"),
        ] {
            let rhythm = Rhythm::new(days, 7).unwrap();
            assert_eq!(rhythm.last_until(first, now, &zone).to_string(), last);
            assert_eq!(rhythm.last_until(now, now, &zone), now);
        }
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        let wrong = [
            Rhythm::named("weekly", Some(8), 7),
            Rhythm::named("weekly", None, 7),
            Rhythm::named("monthly", Some(32), 7),
            Rhythm::named("daily", None, 24),
            Rhythm::named("hourly", None, 0),
        ];
        let sentences = wrong.map(|wrong| wrong.unwrap_err().to_string());
        assert_eq!(
            sentences,
            [
                "the weekday must be 1 for Monday to 7 for Sunday, 8 was given",
                "the weekday must be 1 for Monday to 7 for Sunday, 0 was given",
                "the day of the month must be 1 to 31, 32 was given",
                "the hour must be 0 to 23, 24 was given",
                "`hourly` is not a rhythm, expected daily, weekly or monthly",
            ]
        );
    }
}
