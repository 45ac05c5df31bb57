//! Whether a source brings less than usual.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::history::{History, day_at, hour_at};
use super::usual::Usual;

/// Whole hours in a row that must be low.
const LOW_HOURS: usize = 2;
/// Hours that are looked back for them: through a night that is not judged.
const LOOKED_BACK: i64 = 24;

/// By what a source is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// By hours.
    Hour,
    /// By days, because its hours bring too little.
    Day,
}

impl Grain {
    /// The name: in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }

    /// The grain of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Hour, Self::Day]
            .into_iter()
            .find(|grain| grain.as_str() == name)
    }
}

/// What is found of a source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Finding {
    /// Nothing can be said: it is new, or brings too little.
    Unknown,
    /// It brings what it should, since this hour.
    Well(i64),
    /// It was low once; that may be chance.
    Doubtful,
    /// It brings too little, since this hour.
    Low(Low),
}

/// A time in which a source brings too little.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Low {
    pub(super) grain: Grain,
    /// The hour in which it began.
    pub(super) since: i64,
    /// Of the lowest hour or day.
    pub(super) usual: Usual,
    /// What that brought.
    pub(super) seen: i64,
}

/// What a source brings, judged in an hour that has not ended: all before it have.
pub(super) fn judge(history: &History, now: i64, zone: &TimeZone) -> Finding {
    // The running hour tells that it is well as soon as enough came.
    if let Some(usual) = history.usual_hour(now, zone)
        && !usual.is_low(history.events(now))
    {
        return Finding::Well(now);
    }
    let judged: Vec<(i64, Usual)> = (now - LOOKED_BACK..now)
        .rev()
        .filter_map(|hour| Some((hour, history.usual_hour(hour, zone)?)))
        .collect();
    if judged.is_empty() {
        return by_day(history, now, zone);
    }
    let low: Vec<(i64, Usual)> = judged
        .iter()
        .take_while(|(hour, usual)| usual.is_low(history.events(*hour)))
        .copied()
        .collect();
    let Some((since, _)) = low.last() else {
        return Finding::Well(judged.first().map_or(now, |(hour, _)| *hour));
    };
    if low.len() < LOW_HOURS {
        return Finding::Doubtful;
    }
    let worst = low.iter().min_by(|one, other| {
        let share = |(hour, usual): &(i64, Usual)| usual.share(history.events(*hour));
        share(one).total_cmp(&share(other))
    });
    match worst {
        Some((hour, usual)) => Finding::Low(Low {
            grain: Grain::Hour,
            since: *since,
            usual: *usual,
            seen: history.events(*hour),
        }),
        None => Finding::Unknown,
    }
}

/// Whether anything was usual in the last seven days: when nothing was, nothing is missing any more.
pub(super) fn is_judged_lately(history: &History, now: i64, zone: &TimeZone) -> bool {
    let week = now - 7 * 24..now;
    let mut days = (0..7).filter_map(|back| day_at(now - back * 24, zone));
    week.into_iter()
        .any(|hour| history.usual_hour(hour, zone).is_some())
        || days.any(|day| history.usual_day(day, zone).is_some())
}

fn by_day(history: &History, now: i64, zone: &TimeZone) -> Finding {
    let Some(today) = day_at(now, zone) else {
        return Finding::Unknown;
    };
    let count = |day: Date| Some((history.usual_day(day, zone)?, history.day(day, zone)?));
    if let Some((usual, seen)) = count(today)
        && !usual.is_low(seen)
    {
        return hour_at(today, zone).map_or(Finding::Unknown, Finding::Well);
    }
    let yesterday = today.yesterday().ok();
    let found = yesterday.and_then(|day| Some((hour_at(day, zone)?, count(day)?)));
    match found {
        None => Finding::Unknown,
        Some((since, (usual, seen))) if usual.is_low(seen) => Finding::Low(Low {
            grain: Grain::Day,
            since,
            usual,
            seen,
        }),
        Some((since, _)) => Finding::Well(since),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    const WEEK: i64 = 7 * 24;

    fn hour(text: &str) -> i64 {
        text.parse::<Timestamp>()
            .unwrap()
            .as_second()
            .div_euclid(3_600)
    }

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    /// Five weeks up to an hour: by the clocks of the zone, 200 an hour by day, and 2 from 23 to 7.
    fn shop(now: i64, zone: &TimeZone) -> History {
        let mut history = History::default();
        for hour in now - 5 * WEEK..now {
            history.note(hour, busy(hour, zone));
        }
        history
    }

    fn busy(hour: i64, zone: &TimeZone) -> i64 {
        let shown = super::super::history::instant(hour).unwrap();
        match shown.to_zoned(zone.clone()).hour() {
            7..23 => 200 + hour % 20,
            _ => 2,
        }
    }

    /// What is found at each hour from one on, while `brings` says what comes in it.
    fn follow(
        history: &mut History,
        hours: std::ops::Range<i64>,
        zone: &TimeZone,
        brings: impl Fn(i64) -> i64,
    ) -> Vec<(i64, Finding)> {
        hours
            .map(|now| {
                let found = judge(history, now, zone);
                history.note(now, brings(now));
                (now, found)
            })
            .collect()
    }

    fn is_low(finding: &Finding) -> bool {
        matches!(finding, Finding::Low(_))
    }

    #[test]
    fn a_busy_source_that_stops_is_low_after_two_hours_and_well_when_it_returns() {
        let (zone, stop) = (berlin(), hour("2026-02-10T10:00:00Z"));
        let mut history = shop(stop, &zone);
        let silent = |now| if now < stop + 6 { 0 } else { busy(now, &zone) };
        let found = follow(&mut history, stop..stop + 9, &zone, silent);
        let low: Vec<i64> = found
            .iter()
            .filter(|(_, found)| is_low(found))
            .map(|(now, _)| now - stop)
            .collect();
        assert_eq!(low, [2, 3, 4, 5, 6]);
        let Finding::Low(low) = found[3].1 else {
            panic!("{found:?}")
        };
        assert_eq!((low.grain, low.since, low.seen), (Grain::Hour, stop, 0));
        assert_eq!(found[7].1, Finding::Well(stop + 6));
        // A running hour that has brought enough already ends it at once.
        let mut history = shop(stop, &zone);
        follow(&mut history, stop..stop + 3, &zone, |_| 0);
        history.note(stop + 3, 150);
        assert_eq!(judge(&history, stop + 3, &zone), Finding::Well(stop + 3));
    }

    #[test]
    fn what_stops_in_the_evening_is_low_in_the_morning() {
        let (zone, stop) = (berlin(), hour("2026-02-10T21:00:00Z"));
        let mut history = shop(stop, &zone);
        let found = follow(&mut history, stop..stop + 12, &zone, |_| 0);
        let first = found.iter().find(|(_, found)| is_low(found)).unwrap();
        // 22 to 23 of the evening, then 7 to 8 of the morning; the night between is not judged.
        assert_eq!(first.0 - stop, 10);
    }

    #[test]
    fn nothing_is_low_through_quiet_nights_and_when_the_clocks_change() {
        for day in ["2026-03-20T00:00:00Z", "2026-10-16T00:00:00Z"] {
            let (zone, from) = (berlin(), hour(day));
            let mut history = shop(from, &zone);
            let found = follow(&mut history, from..from + 6 * WEEK, &zone, |now| {
                busy(now, &zone)
            });
            assert!(
                found
                    .iter()
                    .all(|(_, found)| matches!(found, Finding::Well(_))),
                "{day}"
            );
        }
    }

    #[test]
    fn a_new_source_is_not_judged() {
        let (zone, from) = (berlin(), hour("2026-02-10T10:00:00Z"));
        let mut history = History::default();
        history.begin(from);
        let stops = |now| if now < from + 27 * 24 { 500 } else { 0 };
        let found = follow(&mut history, from..from + 4 * WEEK, &zone, stops);
        assert!(found.iter().all(|(_, found)| *found == Finding::Unknown));
        assert!(!is_judged_lately(&history, from + 3 * WEEK, &zone));
    }

    #[test]
    fn a_small_source_is_judged_by_days() {
        let (zone, from) = (berlin(), hour("2026-02-10T23:00:00Z"));
        let mut history = History::default();
        for hour in from - 5 * WEEK..from {
            history.note(hour, 1);
        }
        let found = follow(&mut history, from..from + 72, &zone, |now| {
            i64::from(now >= from + 30)
        });
        let low: Vec<i64> = found
            .iter()
            .filter(|(_, found)| is_low(found))
            .map(|(now, _)| now - from)
            .collect();
        // The day after the one without anything, until enough came.
        assert_eq!(low.first(), Some(&24));
        assert!(low.len() < 24, "{low:?}");
        let Finding::Low(low) = found[24].1 else {
            panic!("{found:?}")
        };
        assert_eq!((low.grain, low.since, low.seen), (Grain::Day, from, 0));
    }

    #[test]
    fn what_has_ended_for_good_is_usual_after_four_weeks() {
        let (zone, stop) = (berlin(), hour("2026-02-10T10:00:00Z"));
        let mut history = shop(stop, &zone);
        follow(&mut history, stop..stop + 6 * WEEK, &zone, |_| 0);
        assert!(is_judged_lately(&history, stop + WEEK, &zone));
        assert!(!is_judged_lately(&history, stop + 6 * WEEK, &zone));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn chance_alone_is_no_alarm(seed in any::<u64>(), mean in 30_i64..400) {
            // Sums of coin tosses spread like events that come by chance, or less.
            let (zone, from) = (TimeZone::UTC, hour("2026-02-10T10:00:00Z"));
            let mut state = seed | 1;
            let mut draw = |_: i64| {
                let mut count = 0;
                for _ in 0..mean.unsigned_abs().div_ceil(32) {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    count += i64::from(state.count_ones());
                }
                count
            };
            let mut history = History::default();
            for hour in from - 5 * WEEK..from + WEEK {
                let found = judge(&history, hour, &zone);
                prop_assert!(!is_low(&found), "{found:?}");
                history.note(hour, draw(hour));
            }
        }
    }
}
