//! Dates and times as people write them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Microseconds of a day.
pub(crate) const DAY_MICROS: i64 = 86_400_000_000;

/// In which order a date stands, and what is between its parts. A time may follow in every case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateFormat {
    /// `2010-12-01`, with `-`, `/` or `.`.
    YearFirst(u8),
    /// `01.12.2010`, with `.`, `/` or `-`.
    DayFirst(u8),
    /// `12/01/2010`, with `/`, `-` or `.`.
    MonthFirst(u8),
    /// `01.12.10`: years from 70 are of the last century.
    DayFirstShort(u8),
    /// `12/01/10`.
    MonthFirstShort(u8),
    /// `20101201`.
    Compact,
    /// Seconds since 1970 in UTC.
    UnixSeconds,
    /// Milliseconds since 1970 in UTC.
    UnixMilliseconds,
}

impl DateFormat {
    /// Every format with the name that mappings use, the likelier before the less likely.
    pub(crate) const NAMES: [(&'static str, Self); 16] = [
        ("YYYY-MM-DD", Self::YearFirst(b'-')),
        ("YYYY/MM/DD", Self::YearFirst(b'/')),
        ("YYYY.MM.DD", Self::YearFirst(b'.')),
        ("DD.MM.YYYY", Self::DayFirst(b'.')),
        ("DD/MM/YYYY", Self::DayFirst(b'/')),
        ("DD-MM-YYYY", Self::DayFirst(b'-')),
        ("MM/DD/YYYY", Self::MonthFirst(b'/')),
        ("MM-DD-YYYY", Self::MonthFirst(b'-')),
        ("DD.MM.YY", Self::DayFirstShort(b'.')),
        ("DD/MM/YY", Self::DayFirstShort(b'/')),
        ("DD-MM-YY", Self::DayFirstShort(b'-')),
        ("MM/DD/YY", Self::MonthFirstShort(b'/')),
        ("MM-DD-YY", Self::MonthFirstShort(b'-')),
        ("YYYYMMDD", Self::Compact),
        ("unix seconds", Self::UnixSeconds),
        ("unix milliseconds", Self::UnixMilliseconds),
    ];

    /// The name that mappings use.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, value)| *value == self)
            .map_or("", |(name, _)| name)
    }

    /// The names that mappings use.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(name, _)| *name)
    }

    /// The format with the name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        let matches = |(known, _): &&(&str, Self)| known.eq_ignore_ascii_case(name.trim());
        Self::NAMES.iter().find(matches).map(|(_, value)| *value)
    }

    /// Whether it counts from 1970 instead of naming a day.
    pub(crate) const fn is_unix(self) -> bool {
        matches!(self, Self::UnixSeconds | Self::UnixMilliseconds)
    }
}

impl Serialize for DateFormat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for DateFormat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("'{name}' is not a date format")))
    }
}

/// What a cell says about when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A point of time.
    Instant { micros: i64 },
    /// What a clock on the wall shows: days since 1970-01-01 and the time of that day.
    Wall { day: i32, micros: i64 },
}

/// Reads a trimmed cell with a date, and perhaps a time behind it.
#[inline]
pub(crate) fn parse(cell: &[u8], format: DateFormat) -> Option<Moment> {
    if format.is_unix() {
        return parse_unix(cell, format);
    }
    let (date, rest) = split_date(cell, format)?;
    let (time, offset) = match rest {
        [] => (0, None),
        [b'T' | b't' | b' ', clock @ ..] => parse_clock(clock.trim_ascii_start())?,
        _ => return None,
    };
    Some(match offset {
        None => Moment::Wall {
            day: date,
            micros: time,
        },
        Some(seconds) => Moment::Instant {
            micros: i64::from(date) * DAY_MICROS + time - i64::from(seconds) * 1_000_000,
        },
    })
}

/// Seconds or milliseconds since 1970, perhaps with a fraction.
fn parse_unix(cell: &[u8], format: DateFormat) -> Option<Moment> {
    let whole = cell.split(|byte| *byte == b'.').next()?;
    let (negative, digits) = match whole {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    let value = number(digits, 1, 15)?;
    let value = if negative { -value } else { value };
    let unit = if matches!(format, DateFormat::UnixSeconds) {
        1_000_000
    } else {
        1000
    };
    Some(Moment::Instant {
        micros: value.checked_mul(unit)?,
    })
}

/// The day of a date, and what stands behind it.
#[inline]
fn split_date(cell: &[u8], format: DateFormat) -> Option<(i32, &[u8])> {
    let (year, month, day, rest) = match format {
        DateFormat::YearFirst(mark) => {
            let (year, rest) = part(cell, 4, 4)?;
            let (month, rest) = part(rest.strip_prefix(&[mark])?, 1, 2)?;
            let (day, rest) = part(rest.strip_prefix(&[mark])?, 1, 2)?;
            (year, month, day, rest)
        }
        DateFormat::DayFirst(mark) => {
            let (day, month, year, rest) = three(cell, mark, 4)?;
            (year, month, day, rest)
        }
        DateFormat::MonthFirst(mark) => {
            let (month, day, year, rest) = three(cell, mark, 4)?;
            (year, month, day, rest)
        }
        DateFormat::DayFirstShort(mark) => {
            let (day, month, year, rest) = three(cell, mark, 2)?;
            (century(year), month, day, rest)
        }
        DateFormat::MonthFirstShort(mark) => {
            let (month, day, year, rest) = three(cell, mark, 2)?;
            (century(year), month, day, rest)
        }
        DateFormat::Compact => {
            let (year, rest) = part(cell, 4, 4)?;
            let (month, rest) = part(rest.get(..)?, 2, 2)?;
            let (day, rest) = part(rest, 2, 2)?;
            (year, month, day, rest)
        }
        DateFormat::UnixSeconds | DateFormat::UnixMilliseconds => return None,
    };
    Some((epoch_day(year, month, day)?, rest))
}

fn three(cell: &[u8], mark: u8, year_digits: usize) -> Option<(i32, i32, i32, &[u8])> {
    let (first, rest) = part(cell, 1, 2)?;
    let (second, rest) = part(rest.strip_prefix(&[mark])?, 1, 2)?;
    let (year, rest) = part(rest.strip_prefix(&[mark])?, year_digits, year_digits)?;
    // A Russian or German date may end with the word or sign for the year.
    Some((first, second, year, rest))
}

const fn century(year: i32) -> i32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// A number at the front: at least `least` digits, at most `most`, and none behind them unless `most` are taken.
#[inline]
fn part(text: &[u8], least: usize, most: usize) -> Option<(i32, &[u8])> {
    let mut value = 0;
    let mut count = 0;
    while count < most
        && let Some(byte) = text.get(count)
        && byte.is_ascii_digit()
    {
        value = value * 10 + i32::from(byte - b'0');
        count += 1;
    }
    (count >= least).then(|| (value, &text[count..]))
}

fn number(digits: &[u8], least: usize, most: usize) -> Option<i64> {
    if !(least..=most).contains(&digits.len()) {
        return None;
    }
    digits.iter().try_fold(0_i64, |value, byte| {
        byte.is_ascii_digit()
            .then(|| value * 10 + i64::from(byte - b'0'))
    })
}

/// Days since 1970-01-01 of a date that exists in the Gregorian calendar.
pub(crate) fn epoch_day(year: i32, month: i32, day: i32) -> Option<i32> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=longest).contains(&day) || !(1..=9999).contains(&year) {
        return None;
    }
    // Hinnant, "chrono-compatible low-level date algorithms", days_from_civil; years count from March.
    let (shifted, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    let of_days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(era * 146_097 + of_days - 719_468)
}

/// The time of the day, and the offset from UTC in seconds when one is given.
#[inline]
pub(crate) fn parse_clock(text: &[u8]) -> Option<(i64, Option<i32>)> {
    let (hour, rest) = part(text, 1, 2)?;
    let (minute, rest) = part(
        rest.strip_prefix(b":")
            .or_else(|| rest.strip_prefix(b"."))?,
        2,
        2,
    )?;
    let (second, rest) = match rest {
        [b':' | b'.', digits @ ..] => part(digits, 2, 2)?,
        _ => (0, rest),
    };
    let (fraction, rest) = fraction(rest);
    let mut hour = hour;
    let mut rest = rest.trim_ascii_start();
    if let [half @ (b'A' | b'a' | b'P' | b'p'), b'M' | b'm', after @ ..]
    | [
        half @ (b'A' | b'a' | b'P' | b'p'),
        b'.',
        b'M' | b'm',
        b'.',
        after @ ..,
    ] = rest
    {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12
            + if half.eq_ignore_ascii_case(&b'p') {
                12
            } else {
                0
            };
        rest = after.trim_ascii_start();
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = i64::from(hour * 3600 + minute * 60 + second);
    Some((seconds * 1_000_000 + fraction, offset(rest)?))
}

/// Microseconds behind a point or comma; further digits are cut.
fn fraction(text: &[u8]) -> (i64, &[u8]) {
    let [b'.' | b',', digits @ ..] = text else {
        return (0, text);
    };
    let count = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let mut micros = 0;
    for at in 0..6 {
        let digit = if at < count {
            digits.get(at).map_or(0, |byte| byte - b'0')
        } else {
            0
        };
        micros = micros * 10 + i64::from(digit);
    }
    (micros, &digits[count..])
}

/// Nothing, `Z`, or hours and minutes from UTC; the outer option tells whether it can be read.
#[expect(
    clippy::option_option,
    reason = "no offset and no valid offset are two things"
)]
fn offset(text: &[u8]) -> Option<Option<i32>> {
    let (sign, digits) = match text {
        [] => return Some(None),
        b"Z" | b"z" | b"UTC" | b"GMT" => return Some(Some(0)),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, rest) = part(digits, 2, 2)?;
    let rest = rest.strip_prefix(b":").unwrap_or(rest);
    let (minutes, rest) = if rest.is_empty() {
        (0, rest)
    } else {
        part(rest, 2, 2)?
    };
    (rest.is_empty() && hours <= 18 && minutes < 60)
        .then(|| Some(sign * (hours * 3600 + minutes * 60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, format: &str) -> Option<String> {
        let micros = match parse(text.as_bytes(), DateFormat::from_name(format).unwrap())? {
            Moment::Instant { micros } => {
                return Some(
                    jiff::Timestamp::from_microsecond(micros)
                        .unwrap()
                        .to_string(),
                );
            }
            Moment::Wall { day, micros } => i64::from(day) * DAY_MICROS + micros,
        };
        let utc = jiff::Timestamp::from_microsecond(micros)
            .unwrap()
            .to_zoned(jiff::tz::TimeZone::UTC);
        Some(utc.datetime().to_string())
    }

    #[test]
    fn every_format_is_read() {
        for (text, format, expected) in [
            ("2010-12-01", "YYYY-MM-DD", "2010-12-01T00:00:00"),
            ("2010-12-01 08:26:00", "YYYY-MM-DD", "2010-12-01T08:26:00"),
            (
                "2010-12-01T08:26:00.5Z",
                "YYYY-MM-DD",
                "2010-12-01T08:26:00.5Z",
            ),
            (
                "2010-12-01T08:26:00+02:00",
                "YYYY-MM-DD",
                "2010-12-01T06:26:00Z",
            ),
            (
                "2010-12-01T08:26-0330",
                "YYYY-MM-DD",
                "2010-12-01T11:56:00Z",
            ),
            ("2010/12/1 8:26", "YYYY/MM/DD", "2010-12-01T08:26:00"),
            ("01.12.2010 08:26", "DD.MM.YYYY", "2010-12-01T08:26:00"),
            ("1/12/2010", "DD/MM/YYYY", "2010-12-01T00:00:00"),
            ("12/1/2010 8:26", "MM/DD/YYYY", "2010-12-01T08:26:00"),
            ("12/1/10 8:26", "MM/DD/YY", "2010-12-01T08:26:00"),
            ("12/1/2010 8:26:05 PM", "MM/DD/YYYY", "2010-12-01T20:26:05"),
            ("12/1/2010 12:00 am", "MM/DD/YYYY", "2010-12-01T00:00:00"),
            ("20101201", "YYYYMMDD", "2010-12-01T00:00:00"),
            ("1291191960", "unix seconds", "2010-12-01T08:26:00Z"),
            ("1291191960000", "unix milliseconds", "2010-12-01T08:26:00Z"),
            ("2012-02-29", "YYYY-MM-DD", "2012-02-29T00:00:00"),
        ] {
            assert_eq!(
                read(text, format).as_deref(),
                Some(expected),
                "{text} as {format}"
            );
        }
    }

    #[test]
    fn what_is_no_date_of_the_format_is_not_read() {
        for (text, format) in [
            ("2010-02-29", "YYYY-MM-DD"),
            ("2010-13-01", "YYYY-MM-DD"),
            ("2010-12-01 25:00", "YYYY-MM-DD"),
            ("2010-12-01 24:00", "YYYY-MM-DD"),
            ("2010-12-01x", "YYYY-MM-DD"),
            ("01.12.2010", "YYYY-MM-DD"),
            ("01.12.10", "DD.MM.YYYY"),
            ("01.12.2010", "DD.MM.YY"),
            ("13/13/2010", "MM/DD/YYYY"),
            ("13:00 PM", "YYYY-MM-DD"),
            ("", "YYYYMMDD"),
            ("99999999999999999999", "unix seconds"),
        ] {
            assert_eq!(read(text, format), None, "{text} as {format}");
        }
    }

    #[test]
    fn days_agree_with_jiff() {
        for day in (-60_000..60_000).step_by(17) {
            let date = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(day);
            let found = epoch_day(date.year().into(), date.month().into(), date.day().into());
            assert_eq!(found, Some(day));
        }
    }
}
