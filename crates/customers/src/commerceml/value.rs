//! Amounts, times, currencies and truth values as exchange files write them.

use jiff::Timestamp;
use kernel::Decimal;

use super::node::{Fault, Node};
use crate::instant::{DAY_MICROS, DateFormat, Moment, parse, parse_clock};
use crate::refusal::RefusalReason;
use crate::zone::Zone;

/// Digits of an amount or a quantity; files write at most eighteen.
const DIGITS_MAX: usize = 30;

/// A number with a comma or a point, with blanks between its groups: `1 234,50`, `231.7400`.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let plain: String = text
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '\'')
        .collect();
    if plain.len() > DIGITS_MAX {
        return None;
    }
    // With both signs, the first one stands between groups.
    let plain = match (plain.rfind(','), plain.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => plain.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => plain.replace(',', ""),
        _ => plain.replace(',', "."),
    };
    Decimal::parse(&plain).ok()
}

/// A child's number; nothing when it is absent or empty.
pub(super) fn decimal_of(node: &Node, name: &str, path: &str) -> Result<Option<Decimal>, Fault> {
    let Some((child, text)) = node
        .child(name)
        .and_then(|child| Some((child, child.value()?)))
    else {
        return Ok(None);
    };
    let read = decimal(text).map(Some);
    let example = "1234.50";
    read.ok_or_else(|| child.fault(join(path, name), RefusalReason::NotNumberSuchAs { example }))
}

/// A path with one step more.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}/{name}")
    }
}

/// The exact difference; nothing when it has too many digits.
pub(super) fn minus(left: Decimal, right: Decimal) -> Option<Decimal> {
    plus(left, Decimal::new(-right.mantissa(), right.scale())?)
}

/// The exact sum; nothing when it has too many digits.
pub(super) fn plus(left: Decimal, right: Decimal) -> Option<Decimal> {
    let scale = left.scale().max(right.scale());
    let at_scale = |value: Decimal| {
        let shift = 10_i128.checked_pow(u32::from(scale - value.scale()))?;
        value.mantissa().checked_mul(shift)
    };
    Decimal::new(at_scale(left)?.checked_add(at_scale(right)?)?, scale)
}

/// Whether a text says yes.
pub(super) fn is_true(text: &str) -> bool {
    matches!(
        text.trim().to_lowercase().as_str(),
        "true" | "1" | "да" | "истина" | "yes"
    )
}

/// The code of a currency: 1C writes `руб` where others write `RUB`.
pub(super) fn currency_code(text: &str) -> String {
    let plain = text.trim().trim_end_matches('.').to_lowercase();
    let code = match plain.as_str() {
        "руб" | "рубль" | "рубли" | "р" | "₽" | "rur" | "643" | "810" => "RUB",
        "тенге" | "тг" | "₸" | "398" => "KZT",
        "грн" | "980" => "UAH",
        "бел. руб" | "бел руб" | "byr" | "933" | "974" => "BYN",
        "сум" | "860" => "UZS",
        "сом" | "417" => "KGS",
        "$" | "долл" | "840" => "USD",
        "€" | "евро" | "978" => "EUR",
        "¥" | "юань" | "156" => "CNY",
        _ => return plain.to_uppercase(),
    };
    code.to_owned()
}

/// A moment from a date, which may have a time behind it, and a time of its own.
pub(super) fn instant(
    zone: &mut Zone,
    date: &str,
    time: Option<&str>,
) -> Result<Timestamp, RefusalReason> {
    const FORMS: [DateFormat; 4] = [
        DateFormat::YearFirst(b'-'),
        DateFormat::DayFirst(b'.'),
        DateFormat::YearFirst(b'.'),
        DateFormat::Compact,
    ];
    let read = FORMS.iter().find_map(|form| parse(date.as_bytes(), *form));
    let mut moment = read.ok_or(RefusalReason::NotDateSuchAs {
        example: "2026-03-01",
    })?;
    if let (Moment::Wall { micros, .. }, Some(time)) = (&mut moment, time) {
        let (clock, _) = parse_clock(time.as_bytes()).ok_or(RefusalReason::ClockWrong {
            example: "15:04:05",
        })?;
        if clock > 0 && clock < DAY_MICROS {
            *micros = clock;
        }
    }
    let placed = zone.place(moment)?;
    Timestamp::from_microsecond(placed.micros).map_err(|_| RefusalReason::TimeNotKept)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, read) in [
            ("6734.47", "6734.47"),
            ("6734,47", "6734.47"),
            ("1 234\u{a0}567,5000", "1234567.5"),
            ("1.234,50", "1234.5"),
            ("1,234.50", "1234.5"),
            ("-3", "-3"),
        ] {
            assert_eq!(decimal(text).unwrap().to_string(), read, "{text}");
        }
        for text in ["", "руб", "1-2", "1,2,3", &"9".repeat(31)] {
            assert!(decimal(text).is_none(), "{text}");
        }
    }

    #[test]
    fn sums_are_exact() {
        let number = |text: &str| Decimal::parse(text).unwrap();
        assert_eq!(minus(number("10"), number("0.01")), Some(number("9.99")));
        assert_eq!(plus(number("0.1"), number("0.2")), Some(number("0.3")));
    }

    #[test]
    fn currencies_have_one_code() {
        assert_eq!(currency_code("руб."), "RUB");
        assert_eq!(currency_code("RUR"), "RUB");
        assert_eq!(currency_code(" usd "), "USD");
    }

    #[test]
    fn a_time_is_the_wall_clock_of_the_workspace() {
        let moscow = TimeZone::get("Europe/Moscow").unwrap();
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let mut zone = Zone::new(moscow.clone(), moscow, now);
        for (date, time, expected) in [
            ("2021-02-11", Some("18:45:21"), "2021-02-11T15:45:21Z"),
            ("09.04.2014 0:46:38", None, "2014-04-08T20:46:38Z"),
            ("2017-08-24T13:51:03", None, "2017-08-24T10:51:03Z"),
            ("20170824", None, "2017-08-23T21:00:00Z"),
        ] {
            let expected: Timestamp = expected.parse().unwrap();
            assert_eq!(instant(&mut zone, date, time), Ok(expected), "{date}");
        }
        assert!(instant(&mut zone, "yesterday", None).is_err());
        assert!(instant(&mut zone, "2021-02-11", Some("noon")).is_err());
    }
}
