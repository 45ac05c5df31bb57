//! The time at which tests happen.

use std::sync::Arc;

use jiff::Timestamp;
use kernel::ManualClock;

/// 2026-01-15T12:00:00Z, a Thursday.
const NOON_MICROS: i64 = 1_768_478_400_000_000;

/// A clock that stands at noon of 2026-01-15 in UTC until it is moved.
pub fn at_noon() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(
        Timestamp::from_microsecond(NOON_MICROS).unwrap_or(Timestamp::UNIX_EPOCH),
    ))
}

#[cfg(test)]
mod tests {
    use kernel::Clock;

    #[test]
    fn it_is_noon() {
        assert_eq!(super::at_noon().now().to_string(), "2026-01-15T12:00:00Z");
    }
}
