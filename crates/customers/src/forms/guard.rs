//! How many answers one address may send: a bucket of tokens each, in memory, under a hash of the address.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// So many at once, for an office behind one address.
const SIZE: f64 = 20.0;
/// And then one in so many seconds.
const SECONDS: f64 = 15.0;
/// Above so many addresses, those are forgotten whose buckets are full again; above twice as many, all.
const ADDRESSES_MAX: usize = 50_000;

/// The buckets of all addresses that answered lately.
#[derive(Debug, Default)]
pub struct Guard {
    levels: Mutex<HashMap<String, Level>>,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    tokens: f64,
    at: Duration,
}

impl Level {
    fn tokens(self, now: Duration) -> f64 {
        let passed = now.saturating_sub(self.at).as_secs_f64();
        (self.tokens + passed / SECONDS).min(SIZE)
    }
}

impl Guard {
    /// Lets an answer of an address through, or says after how many seconds to try again.
    ///
    /// # Errors
    ///
    /// The seconds to wait, 1 or more.
    pub fn take(&self, address: &str, now: Duration) -> Result<(), u64> {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        if levels.len() > ADDRESSES_MAX {
            levels.retain(|_, level| level.tokens(now) < SIZE);
        }
        if levels.len() > 2 * ADDRESSES_MAX {
            levels.clear();
        }
        let level = levels.entry(address.to_owned()).or_insert(Level {
            tokens: SIZE,
            at: now,
        });
        let tokens = level.tokens(now);
        if tokens < 1.0 {
            return Err(seconds((1.0 - tokens) * SECONDS));
        }
        *level = Level {
            tokens: tokens - 1.0,
            at: now,
        };
        Ok(())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a wait of a few seconds"
)]
fn seconds(wait: f64) -> u64 {
    wait.ceil().max(1.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_send_some_at_once_and_then_one_by_one() {
        let guard = Guard::default();
        let at = Duration::from_secs;
        assert!((0..20).all(|_| guard.take("a", at(100)).is_ok()));
        assert_eq!(guard.take("a", at(100)), Err(15));
        assert_eq!(guard.take("b", at(100)), Ok(()));
        assert_eq!(guard.take("a", at(114)), Err(1));
        assert_eq!(guard.take("a", at(115)), Ok(()));
        assert_eq!(guard.take("a", at(115)), Err(15));
    }
}
