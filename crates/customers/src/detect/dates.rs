//! In which form the dates of a column stand.

use super::{cells, place};
use crate::error::CustomersError;
use crate::instant::{DAY_MICROS, DateFormat, Moment, parse, parse_clock};
use crate::mapping::Mapping;
use crate::meaning::{Meaning, shorten};
use crate::records::{Records, Sampled};

/// Bytes that are looked at, at most, to tell day and month apart.
const SEARCHED_MAX: usize = 8 * 1024 * 1024;

/// Cells that are tried under every format.
const TRIED: usize = 2000;

/// Days from 1900 to 2100: what lies outside is a number, not a date.
const PLAUSIBLE: std::ops::Range<i64> = -25_567..47_482;

fn is_plausible(cell: &[u8], format: DateFormat) -> bool {
    let fits = |length| match format {
        DateFormat::UnixSeconds => (9..=10).contains(&length),
        DateFormat::UnixMilliseconds => (12..=13).contains(&length),
        _ => true,
    };
    let whole = cell.split(|byte| *byte == b'.').next().unwrap_or_default();
    let day = match parse(cell, format) {
        Some(Moment::Wall { day, .. }) => i64::from(day),
        Some(Moment::Instant { micros }) => micros.div_euclid(DAY_MICROS),
        None => return false,
    };
    PLAUSIBLE.contains(&day) && fits(whole.len())
}

/// Whether a column without a telling name holds dates: nearly all of its cells do, in a form that numbers do not have.
pub(super) fn is_date_column(sampled: &Sampled, place: usize) -> bool {
    let tried = || cells(sampled, place).take(TRIED);
    let all = tried().count();
    all > 0
        && DateFormat::NAMES
            .iter()
            .filter(|(_, format)| !format.is_unix())
            .any(|(_, format)| {
                tried().filter(|cell| is_plausible(cell, *format)).count() * 20 >= all * 19
            })
}

/// Settles the format, and whether a second column tells the time of the day.
pub(super) fn settle(mapping: &mut Mapping, sampled: &mut Sampled) -> Result<(), CustomersError> {
    let (date, time) = (
        place(mapping, Meaning::Date, sampled),
        place(mapping, Meaning::Time, sampled),
    );
    if let (Some(_), Some(time)) = (date, time) {
        let is_clock = |cell: &[u8]| parse_clock(cell).is_some();
        let (clocks, all) = cells(sampled, time).fold((0, 0), |(clocks, all), cell| {
            (clocks + u32::from(is_clock(cell)), all + 1)
        });
        if clocks * 2 < all {
            // The name spoke of time, the content does not: an attribute, then.
            mapping.columns.remove(&Meaning::Time);
        }
    }
    if mapping.file.date_format.is_some() {
        return Ok(());
    }
    let Some(place) = date.or(time) else {
        return Ok(());
    };
    mapping.file.date_format = Some(format_of(&[place], sampled)?);
    Ok(())
}

/// Settles the format of start and end, which are written alike.
pub(super) fn settle_terms(
    mapping: &mut Mapping,
    sampled: &mut Sampled,
) -> Result<(), CustomersError> {
    if mapping.file.date_format.is_some() {
        return Ok(());
    }
    let places: Vec<usize> = [Meaning::Start, Meaning::End]
        .into_iter()
        .filter_map(|meaning| place(mapping, meaning, sampled))
        .collect();
    mapping.file.date_format = Some(format_of(&places, sampled)?);
    Ok(())
}

/// The format of a column of days.
pub(crate) fn date_format(
    place: usize,
    sampled: &mut Sampled,
) -> Result<DateFormat, CustomersError> {
    format_of(&[place], sampled)
}

/// The format of columns that are written alike; errors name the first.
fn format_of(places: &[usize], sampled: &mut Sampled) -> Result<DateFormat, CustomersError> {
    let name = |sampled: &Sampled| {
        let place = places.first().copied().unwrap_or_default();
        sampled.columns().get(place).cloned().unwrap_or_default()
    };
    loop {
        match look(sampled, places) {
            Found::One(format) => return Ok(format),
            Found::Nothing(example) => {
                let column = name(sampled);
                return Err(CustomersError::DateUnknown { column, example });
            }
            Found::Either(first, second, example) => {
                if !sampled.has_ended() && sampled.bytes() < SEARCHED_MAX {
                    sampled.extend(sampled.bytes().max(1024) * 4)?;
                    continue;
                }
                return Err(CustomersError::DateAmbiguous {
                    column: name(sampled),
                    example,
                    first: first.name().to_owned(),
                    second: second.name().to_owned(),
                });
            }
        }
    }
}

enum Found {
    One(DateFormat),
    Either(DateFormat, DateFormat, String),
    Nothing(String),
}

/// The format that most cells have. A day above 12 tells day and month apart, wherever it comes.
fn look(sampled: &Sampled, places: &[usize]) -> Found {
    let all = || places.iter().flat_map(|place| cells(sampled, *place));
    let tried = || all().take(TRIED);
    let count = |format: DateFormat| tried().filter(|cell| is_plausible(cell, format)).count();
    let example = || tried().next().map(shorten).unwrap_or_default();
    let mut best = (0, DateFormat::YearFirst(b'-'));
    for (_, format) in DateFormat::NAMES {
        let fitting = count(format);
        if fitting > best.0 {
            best = (fitting, format);
        }
    }
    let (fitting, format) = best;
    if fitting == 0 {
        return Found::Nothing(example());
    }
    let Some(other) = turned(format) else {
        return Found::One(format);
    };
    // All rows are counted here, not only the tried ones: the first months may have only small days.
    let (mut one, mut two) = (0_u64, 0_u64);
    for cell in all() {
        match (is_plausible(cell, format), is_plausible(cell, other)) {
            (true, false) => one += 1,
            (false, true) => two += 1,
            _ => {}
        }
    }
    match one.cmp(&two) {
        std::cmp::Ordering::Greater => Found::One(format),
        std::cmp::Ordering::Less => Found::One(other),
        std::cmp::Ordering::Equal => Found::Either(format, other, example()),
    }
}

/// The same format with day and month the other way round, when both are in use.
fn turned(format: DateFormat) -> Option<DateFormat> {
    let other = match format {
        DateFormat::DayFirst(mark) => DateFormat::MonthFirst(mark),
        DateFormat::MonthFirst(mark) => DateFormat::DayFirst(mark),
        DateFormat::DayFirstShort(mark) => DateFormat::MonthFirstShort(mark),
        DateFormat::MonthFirstShort(mark) => DateFormat::DayFirstShort(mark),
        _ => return None,
    };
    DateFormat::NAMES
        .iter()
        .any(|(_, known)| *known == other)
        .then_some(other)
}
