//! What a source brought, hour after hour, and what was usual then.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::usual::{Usual, WEEKS};

/// An hour that usually brings less than this is not judged.
const HOUR_LEAST: f64 = 30.0;
/// A day that usually brings less than this is not judged.
const DAY_LEAST: f64 = 10.0;
const HOUR_SECONDS: i64 = 3_600;

/// What a source brought, by hour: their numbers since 1970 in UTC.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    hours: BTreeMap<i64, i64>,
    /// The first hour in which anything came.
    first: Option<i64>,
}

impl History {
    /// Notes what an hour brought.
    pub(super) fn note(&mut self, hour: i64, events: i64) {
        self.hours.insert(hour, events);
        self.begin(hour);
    }

    /// Says that something came in an hour.
    pub(super) fn begin(&mut self, hour: i64) {
        self.first = Some(self.first.map_or(hour, |first| first.min(hour)));
    }

    /// What an hour brought.
    pub(super) fn events(&self, hour: i64) -> i64 {
        self.hours.get(&hour).copied().unwrap_or(0)
    }

    /// What is usual for an hour, where four weeks of history and enough events tell it.
    pub(super) fn usual_hour(&self, hour: i64, zone: &TimeZone) -> Option<Usual> {
        let first = self.first?;
        let mut counts = [0; WEEKS];
        for (week, count) in (1_i64..).zip(&mut counts) {
            let before = weeks_before(hour, week, zone)?;
            if before < first {
                return None;
            }
            *count = self.events(before);
        }
        Usual::of(counts, HOUR_LEAST)
    }

    /// What a day of the zone brought.
    pub(super) fn day(&self, day: Date, zone: &TimeZone) -> Option<i64> {
        let (begin, end) = (hour_at(day, zone)?, hour_at(day.tomorrow().ok()?, zone)?);
        Some(
            self.hours
                .range(begin..end)
                .map(|(_, events)| *events)
                .sum(),
        )
    }

    /// What is usual for a day.
    pub(super) fn usual_day(&self, day: Date, zone: &TimeZone) -> Option<Usual> {
        let first = self.first?;
        let mut counts = [0; WEEKS];
        for (week, count) in (1_i64..).zip(&mut counts) {
            let before = day.checked_sub(Span::new().weeks(week)).ok()?;
            if hour_at(before, zone)? < first {
                return None;
            }
            *count = self.day(before, zone)?;
        }
        Usual::of(counts, DAY_LEAST)
    }
}

/// The hour in which a day of the zone begins.
pub(super) fn hour_at(day: Date, zone: &TimeZone) -> Option<i64> {
    let midnight = day.to_zoned(zone.clone()).ok()?;
    Some(midnight.timestamp().as_second().div_euclid(HOUR_SECONDS))
}

/// The day of the zone in which an hour begins.
pub(super) fn day_at(hour: i64, zone: &TimeZone) -> Option<Date> {
    Some(instant(hour)?.to_zoned(zone.clone()).date())
}

/// When an hour begins.
pub(super) fn instant(hour: i64) -> Option<Timestamp> {
    Timestamp::from_second(hour.checked_mul(HOUR_SECONDS)?).ok()
}

/// The hour in which clocks of the zone showed the same some weeks before: people go by clocks, whatever the summer does to them.
fn weeks_before(hour: i64, weeks: i64, zone: &TimeZone) -> Option<i64> {
    let shown = instant(hour)?.to_zoned(zone.clone()).datetime();
    let before = shown.checked_sub(Span::new().weeks(weeks)).ok()?;
    let at = before.to_zoned(zone.clone()).ok()?.timestamp();
    Some(at.as_second().div_euclid(HOUR_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_hour_is_the_one_that_clocks_show() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let hour = |text: &str| text.parse::<Timestamp>().unwrap().as_second() / HOUR_SECONDS;
        // Summer time begins on 2026-03-29.
        let noon = hour("2026-03-31T10:00:00Z");
        assert_eq!(
            weeks_before(noon, 1, &zone),
            Some(hour("2026-03-24T11:00:00Z"))
        );
        let half = TimeZone::get("Asia/Kolkata").unwrap();
        assert_eq!(weeks_before(noon, 2, &half), Some(noon - 14 * 24));
    }

    #[test]
    fn a_day_may_have_23_hours() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let mut history = History::default();
        let day: Date = "2026-03-29".parse().unwrap();
        let first = hour_at(day, &zone).unwrap();
        for hour in first - 24..first + 48 {
            history.note(hour, 1);
        }
        assert_eq!(history.day(day, &zone), Some(23));
    }
}
