//! From what a wall clock shows to an instant, and to the business day.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use crate::instant::{DAY_MICROS, Moment};
use crate::refusal::RefusalReason;

/// Days before 1900 are absurd in a history of orders.
const FIRST_DAY: i32 = -25_567;

/// An instant, and the business day it falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) micros: i64,
    pub(crate) day: i32,
    /// The clock showed this time twice that day.
    pub(crate) ambiguous: bool,
}

/// The offset of a zone over one day, when it is one.
#[derive(Clone, Copy, Debug)]
enum Offset {
    Fixed(i64),
    Changing,
}

type Days = HashMap<i32, Offset, FixedState>;

/// Turns moments into instants, remembering each day's offset.
#[derive(Debug)]
pub(crate) struct Zone {
    read_in: TimeZone,
    business: TimeZone,
    is_one: bool,
    latest_micros: i64,
    local_days: Days,
    utc_days: Days,
    last: Option<(i32, Offset)>,
}

impl Zone {
    /// Times are read in `read_in`, days are counted in `business`, nothing is later than two days after `now`.
    pub(crate) fn new(read_in: TimeZone, business: TimeZone, now: Timestamp) -> Self {
        let is_one = read_in == business;
        let latest_micros = now.as_microsecond().saturating_add(2 * DAY_MICROS);
        Self {
            read_in,
            business,
            is_one,
            latest_micros,
            local_days: Days::default(),
            utc_days: Days::default(),
            last: None,
        }
    }

    /// Places a moment, or tells why not.
    pub(crate) fn place(&mut self, moment: Moment) -> Result<Placed, RefusalReason> {
        let placed = match moment {
            Moment::Instant { micros } => {
                self.check(micros)?;
                Placed {
                    micros,
                    day: self.business_day(micros),
                    ambiguous: false,
                }
            }
            Moment::Wall { day, micros } => {
                if day < FIRST_DAY {
                    return Err(RefusalReason::Before1900);
                }
                let local = i64::from(day) * DAY_MICROS + micros;
                if local > self.latest_micros.saturating_add(DAY_MICROS) {
                    return Err(RefusalReason::InFuture);
                }
                let (instant, ambiguous) = match self.local_offset(day) {
                    Offset::Fixed(offset) => (local - offset, false),
                    Offset::Changing => resolve(&self.read_in, local)?,
                };
                self.check(instant)?;
                let day = if self.is_one {
                    day
                } else {
                    self.business_day(instant)
                };
                Placed {
                    micros: instant,
                    day,
                    ambiguous,
                }
            }
        };
        Ok(placed)
    }

    fn check(&self, micros: i64) -> Result<(), RefusalReason> {
        if micros < i64::from(FIRST_DAY) * DAY_MICROS {
            Err(RefusalReason::Before1900)
        } else if micros > self.latest_micros {
            Err(RefusalReason::InFuture)
        } else {
            Ok(())
        }
    }

    #[inline]
    fn local_offset(&mut self, day: i32) -> Offset {
        if let Some((known, offset)) = self.last
            && known == day
        {
            return offset;
        }
        let zone = &self.read_in;
        let offset = *self
            .local_days
            .entry(day)
            .or_insert_with(|| local_offset(zone, day));
        self.last = Some((day, offset));
        offset
    }

    fn business_day(&mut self, micros: i64) -> i32 {
        let utc_day = day_of(micros);
        let zone = &self.business;
        let offset = *self
            .utc_days
            .entry(utc_day)
            .or_insert_with(|| utc_offset(zone, utc_day));
        let offset = match offset {
            Offset::Fixed(offset) => offset,
            Offset::Changing => offset_at(zone, micros),
        };
        day_of(micros + offset)
    }
}

fn day_of(micros: i64) -> i32 {
    i32::try_from(micros.div_euclid(DAY_MICROS)).unwrap_or(i32::MAX)
}

fn offset_at(zone: &TimeZone, micros: i64) -> i64 {
    let instant = Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH);
    i64::from(zone.to_offset(instant).seconds()) * 1_000_000
}

/// The offset from the start of a UTC day to the start of the next, when nothing changes between.
fn utc_offset(zone: &TimeZone, day: i32) -> Offset {
    let start = i64::from(day) * DAY_MICROS;
    steady(zone, start, start + DAY_MICROS)
}

/// The offset of a local day. Its instants lie within a day of those of the UTC day, whatever the zone.
fn local_offset(zone: &TimeZone, day: i32) -> Offset {
    let start = i64::from(day) * DAY_MICROS;
    let about = offset_at(zone, start);
    // An hour more on both sides: a change just outside the day can still make its edge ambiguous.
    steady(
        zone,
        start - about - DAY_MICROS / 8,
        start - about + DAY_MICROS + DAY_MICROS / 8,
    )
}

fn steady(zone: &TimeZone, from: i64, until: i64) -> Offset {
    let Ok(first) = Timestamp::from_microsecond(from) else {
        return Offset::Changing;
    };
    match zone.following(first).next() {
        Some(change) if change.timestamp().as_microsecond() <= until => Offset::Changing,
        _ => Offset::Fixed(offset_at(zone, from)),
    }
}

/// The instant of a local time on a day when the clock changes, and whether the clock showed it twice.
fn resolve(zone: &TimeZone, local: i64) -> Result<(i64, bool), RefusalReason> {
    let civil = DateTime::new(1970, 1, 1, 0, 0, 0, 0)
        .and_then(|epoch| epoch.checked_add(SignedDuration::from_micros(local)))
        .map_err(|_| RefusalReason::TimeNotKept)?;
    let (offset, ambiguous) = match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => (offset, false),
        // The earlier instant is the one with the offset before the change.
        AmbiguousOffset::Fold { before, .. } => (before, true),
        AmbiguousOffset::Gap { .. } => return Err(RefusalReason::TimeSkipped),
    };
    Ok((local - i64::from(offset.seconds()) * 1_000_000, ambiguous))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::{DateFormat, parse};

    fn zone(read_in: &str, business: &str) -> Zone {
        let now = "2026-06-01T00:00:00Z".parse().unwrap();
        Zone::new(
            TimeZone::get(read_in).unwrap(),
            TimeZone::get(business).unwrap(),
            now,
        )
    }

    fn place(zone: &mut Zone, text: &str) -> Result<(String, i32, bool), RefusalReason> {
        let moment = parse(text.as_bytes(), DateFormat::YearFirst(b'-')).unwrap();
        let placed = zone.place(moment)?;
        let instant = Timestamp::from_microsecond(placed.micros).unwrap();
        Ok((instant.to_string(), placed.day, placed.ambiguous))
    }

    #[test]
    fn local_times_become_instants() {
        let mut oslo = zone("Europe/Oslo", "Europe/Oslo");
        assert_eq!(
            place(&mut oslo, "2020-01-15 00:30").unwrap().0,
            "2020-01-14T23:30:00Z"
        );
        assert_eq!(
            place(&mut oslo, "2020-07-15 00:30").unwrap().0,
            "2020-07-14T22:30:00Z"
        );
        assert_eq!(place(&mut oslo, "2020-07-15 00:30").unwrap().1, 18_458);
        assert_eq!(place(&mut oslo, "2020-07-14T23:30:00Z").unwrap().1, 18_458);
    }

    #[test]
    fn an_hour_shown_twice_is_the_earlier_and_a_missing_hour_is_refused() {
        let mut sofia = zone("Europe/Sofia", "Europe/Sofia");
        assert_eq!(
            place(&mut sofia, "2021-10-31 03:30"),
            Ok(("2021-10-31T00:30:00Z".to_owned(), 18_931, true))
        );
        assert!(place(&mut sofia, "2021-03-28 03:30").is_err());
        assert_eq!(
            place(&mut sofia, "2021-03-28 04:30").unwrap().0,
            "2021-03-28T01:30:00Z"
        );
    }

    #[test]
    fn the_business_day_is_of_the_workspace() {
        let mut zone = zone("UTC", "Asia/Tehran");
        assert_eq!(place(&mut zone, "2021-01-01 21:00").unwrap().1, 18_629);
        assert_eq!(place(&mut zone, "2021-01-01 20:00").unwrap().1, 18_628);
    }

    #[test]
    fn absurd_days_are_refused() {
        let mut utc = zone("UTC", "UTC");
        assert!(place(&mut utc, "1899-12-31").is_err());
        assert!(place(&mut utc, "1900-01-01").is_ok());
        assert!(place(&mut utc, "2026-06-02 23:00").is_ok());
        assert!(place(&mut utc, "2026-06-04").is_err());
        assert!(place(&mut utc, "9999-12-31").is_err());
    }

    #[test]
    fn the_cached_offsets_agree_with_jiff() {
        for name in [
            "Europe/Oslo",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Tehran",
        ] {
            let mut cached = zone(name, name);
            for hour in (0..24 * 365 * 6).step_by(5) {
                let local = (14_000 * 24 + hour) * 3_600_000_000 + 1_800_000_000;
                let moment = Moment::Wall {
                    day: day_of(local),
                    micros: local.rem_euclid(DAY_MICROS),
                };
                let expected = resolve(&cached.read_in.clone(), local);
                let found = cached
                    .place(moment)
                    .map(|placed| (placed.micros, placed.ambiguous));
                assert_eq!(found, expected, "{name} {local}");
            }
        }
    }
}
