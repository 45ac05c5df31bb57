//! Where fresh ids come from.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::Clock;

/// 2020-01-01T00:00:00Z in milliseconds since 1970.
const EPOCH_MS: i64 = 1_577_836_800_000;
const COUNTER_BITS: u32 = 22;
const MILLISECONDS_MAX: i64 = (1 << 41) - 1;

/// The source of fresh ids: strictly increasing within a process, and shared by its threads.
///
/// Each millisecond starts at a place chosen by chance in the lower half of its counter, so that two processes rarely
/// meet; a primary key catches the rest. A clock that steps back does not matter: the source goes on from its last id.
#[derive(Debug)]
pub struct IdSource {
    clock: Arc<dyn Clock>,
    chance: RandomState,
    last: AtomicI64,
}

impl IdSource {
    /// Makes a source that takes its time from `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            chance: RandomState::new(),
            last: AtomicI64::new(-1),
        }
    }

    /// Gives the next number: positive, and larger than all before.
    pub fn next(&self) -> i64 {
        let milliseconds =
            (self.clock.now().as_millisecond() - EPOCH_MS).clamp(0, MILLISECONDS_MAX);
        let floor = milliseconds << COUNTER_BITS;
        let mut last = self.last.load(Ordering::Relaxed);
        loop {
            let next = if last < floor {
                floor | self.start(floor)
            } else {
                last.saturating_add(1)
            };
            match self
                .last
                .compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed)
            {
                Ok(_) => return next,
                Err(newer) => last = newer,
            }
        }
    }

    fn start(&self, floor: i64) -> i64 {
        let half = (1 << (COUNTER_BITS - 1)) - 1;
        i64::try_from(self.chance.hash_one(floor) & half).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::*;
    use crate::ManualClock;

    fn source() -> (Arc<ManualClock>, IdSource) {
        let clock = Arc::new(ManualClock::at("2026-03-01T12:00:00Z".parse().unwrap()));
        let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        (clock, IdSource::new(shared))
    }

    #[test]
    fn ids_grow_even_when_the_clock_steps_back() {
        let (clock, source) = source();
        let first = source.next();
        clock.advance(Duration::from_millis(5));
        let second = source.next();
        clock.set("2025-01-01T00:00:00Z".parse().unwrap());
        let third = source.next();
        assert!(0 < first && first < second && second < third);
        assert_eq!((second >> COUNTER_BITS) - (first >> COUNTER_BITS), 5);
    }

    #[test]
    fn threads_never_get_the_same_id() {
        let (_clock, source) = source();
        let all = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..5_000).map(|_| source.next()).collect::<Vec<_>>()))
                .collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().unwrap())
                .collect::<Vec<_>>()
        });
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 20_000);
    }

    #[test]
    fn a_time_before_the_epoch_still_gives_an_id() {
        let (clock, source) = source();
        clock.set("1999-01-01T00:00:00Z".parse().unwrap());
        assert!(source.next() >= 0);
    }
}
