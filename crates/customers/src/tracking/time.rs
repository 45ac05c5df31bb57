//! When an event happened, by our clock.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::reason::Reason;

/// 2000-01-01T00:00:00Z, in seconds since 1970.
const EARLIEST_SECOND: i64 = 946_684_800;
const AHEAD_MAX: SignedDuration = SignedDuration::from_hours(24);

/// Reads the times of an event. `sent_at` is what its batch says; an import says none, because its times are as told.
pub(super) fn happened_at(
    event: &Map<String, Value>,
    sent_at: Option<&Value>,
    received_at: Timestamp,
) -> Result<Timestamp, Reason> {
    let told = match told(event, "originalTimestamp")? {
        Some(told) => Some(told),
        None => told(event, "timestamp")?,
    };
    let Some(told) = told else {
        return Ok(received_at);
    };
    // A time of sending only corrects: one that can not be read corrects nothing.
    let happened = sent_at
        .and_then(|value| value.as_str().and_then(instant))
        .and_then(|sent| received_at.checked_sub(sent.duration_since(told)).ok())
        .unwrap_or(told);
    if happened.as_second() < EARLIEST_SECOND {
        return Err(Reason::TooEarly);
    }
    if happened.duration_since(received_at) > AHEAD_MAX {
        return Err(Reason::TooLate);
    }
    let happened = happened.min(received_at);
    Timestamp::from_microsecond(happened.as_microsecond()).map_err(|_| Reason::TooEarly)
}

fn told(event: &Map<String, Value>, field: &'static str) -> Result<Option<Timestamp>, Reason> {
    match event.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => match instant(text) {
            Some(instant) => Ok(Some(instant)),
            None => Err(malformed(field)),
        },
        Some(_) => Err(malformed(field)),
    }
}

const fn malformed(field: &'static str) -> Reason {
    Reason::TimeMalformed {
        field,
        example: "2026-01-31T12:00:00.000Z",
    }
}

/// ISO 8601; what names no zone is meant in UTC, as some libraries write it.
fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse() {
        return Some(instant);
    }
    let civil: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const NOW: &str = "2026-01-15T12:00:00Z";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn read(event: Value, sent_at: Option<&str>) -> Result<Timestamp, Reason> {
        let sent_at = sent_at.map(Value::from);
        let Value::Object(event) = event else {
            return Err(Reason::NotAnObject);
        };
        happened_at(&event, sent_at.as_ref(), at(NOW))
    }

    #[test]
    fn a_wrong_clock_is_corrected_by_the_time_of_sending() {
        // The device lives in 2031; the event came nine seconds before it was sent.
        let event = json!({"timestamp": "2031-07-01T00:00:00.000Z"});
        let corrected = read(event.clone(), Some("2031-07-01T00:00:09Z"));
        assert_eq!(corrected, Ok(at("2026-01-15T11:59:51Z")));
        assert_eq!(read(event, None), Err(Reason::TooLate));
        let reset = json!({"originalTimestamp": "1970-01-01T00:01:00Z", "timestamp": "nonsense"});
        let corrected = read(reset.clone(), Some("1970-01-01T00:02:00Z"));
        assert_eq!(corrected, Ok(at("2026-01-15T11:59:00Z")));
        assert_eq!(read(reset, None), Err(Reason::TooEarly));
    }

    #[test]
    fn nothing_happens_after_it_was_received() {
        let soon = json!({"timestamp": "2026-01-15T12:00:03Z"});
        assert_eq!(read(soon, None), Ok(at(NOW)));
        let later = json!({"timestamp": "2026-01-16T12:00:01Z"});
        assert_eq!(read(later, None), Err(Reason::TooLate));
        assert_eq!(read(json!({}), Some(NOW)), Ok(at(NOW)));
    }

    #[test]
    fn times_are_read_in_the_forms_that_libraries_write() {
        for text in [
            "2026-01-15T10:00:00.123Z",
            "2026-01-15T12:00:00.123+02:00",
            "2026-01-15T10:00:00.123",
            "2026-01-15 10:00:00.123",
            "2026-01-15T10:00:00.123000+00:00",
        ] {
            let read = read(json!({ "timestamp": text }), None);
            assert_eq!(read, Ok(at("2026-01-15T10:00:00.123Z")), "{text}");
        }
        for value in [
            json!(1_700_000_000),
            json!("yesterday"),
            json!({}),
            json!(true),
        ] {
            let read = read(json!({ "timestamp": value }), None);
            assert_eq!(read, Err(malformed("timestamp")));
        }
    }

    proptest! {
        #[test]
        fn a_shifted_clock_changes_nothing(shift in -2_000_000_000_i64..4_000_000_000, age in 0_i64..10_000_000) {
            let sent = Timestamp::from_second(at(NOW).as_second() + shift).unwrap();
            let original = sent - SignedDuration::from_secs(age);
            let event = json!({"timestamp": original.to_string()});
            let read = read(event, Some(&sent.to_string()));
            prop_assert_eq!(read, Ok(at(NOW) - SignedDuration::from_secs(age)));
        }
    }
}
