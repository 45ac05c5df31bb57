//! Time as a parameter.

use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// The source of the current time.
pub trait Clock: Send + Sync + Debug {
    /// The current instant, in whole microseconds: what a database gives back equals what it got.
    fn now(&self) -> Timestamp;

    /// The time since this clock was made; never runs backwards. Durations are differences of two such readings.
    fn elapsed_since_start(&self) -> Duration;
}

/// The clock of the machine.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
}

impl Default for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the time comes from"
    )]
    fn default() -> Self {
        Self {
            start: Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the time comes from"
    )]
    fn now(&self) -> Timestamp {
        whole_microseconds(Timestamp::now())
    }

    fn elapsed_since_start(&self) -> Duration {
        self.start.elapsed()
    }
}

/// A clock that only moves when told to.
#[derive(Debug)]
pub struct ManualClock {
    hands: Mutex<(Timestamp, Duration)>,
}

impl ManualClock {
    /// Makes a clock that stands at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self {
            hands: Mutex::new((whole_microseconds(now), Duration::ZERO)),
        }
    }

    /// Sets the instant, without letting time pass.
    pub fn set(&self, now: Timestamp) {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner).0 = whole_microseconds(now);
    }

    /// Lets time pass. Beyond the last instant that can be expressed, the instant stays where it is.
    pub fn advance(&self, by: Duration) {
        let mut hands = self.hands.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(later) = hands.0.checked_add(by) {
            hands.0 = whole_microseconds(later);
        }
        hands.1 = hands.1.saturating_add(by);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    fn elapsed_since_start(&self) -> Duration {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner).1
    }
}

fn whole_microseconds(instant: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(instant.as_microsecond()).unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_when_told() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now().as_second(), 90);
        clock.set(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
        assert_eq!(clock.elapsed_since_start(), Duration::from_secs(90));
    }

    #[test]
    fn instants_are_whole_microseconds() {
        let clock = SystemClock::default();
        assert_eq!(clock.now().subsec_nanosecond() % 1_000, 0);
    }
}
