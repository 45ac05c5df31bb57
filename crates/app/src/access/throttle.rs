//! Slowing down who guesses: a token bucket a login and a token bucket an address, kept in memory.
//!
//! An attempt takes a token of each beforehand, so that parallel attempts do not slip through; a successful one gives
//! them back.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::AccessError;

/// Failed attempts for one login: 10 at once, then one every 30 seconds.
const LOGIN: Bucket = Bucket {
    size: 10.0,
    per_second: 1.0 / 30.0,
};
/// Failed attempts from one address, which an office may share: 30 at once, then one every 5 seconds.
const ADDRESS: Bucket = Bucket {
    size: 30.0,
    per_second: 0.2,
};
/// Above so many names, buckets that are full again are forgotten.
const NAMES_MAX: usize = 10_000;

struct Bucket {
    size: f64,
    per_second: f64,
}

#[derive(Debug, Clone, Copy)]
struct Level {
    tokens: f64,
    at: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Name {
    Login(String),
    Address(IpAddr),
}

impl Name {
    const fn bucket(&self) -> &'static Bucket {
        match self {
            Self::Login(_) => &LOGIN,
            Self::Address(_) => &ADDRESS,
        }
    }
}

/// The buckets of all logins and addresses that failed lately.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    levels: Mutex<HashMap<Name, Level>>,
}

impl Throttle {
    /// Takes a token for an attempt, or says how long to wait for one.
    pub(super) fn take(
        &self,
        login: &str,
        address: Option<IpAddr>,
        now: Duration,
    ) -> Result<(), AccessError> {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        if levels.len() > NAMES_MAX {
            levels.retain(|name, level| level.tokens_at(now, name.bucket()) < name.bucket().size);
        }
        let names = names(login, address);
        let wait = names
            .iter()
            .map(|name| seconds_short(levels.get(name), name.bucket(), now));
        let wait = wait.fold(0.0, f64::max);
        if wait > 0.0 {
            return Err(AccessError::AttemptsExhausted {
                retry_after_seconds: whole_seconds(wait),
            });
        }
        for name in names {
            let bucket = name.bucket();
            let tokens = levels
                .get(&name)
                .map_or(bucket.size, |level| level.tokens_at(now, bucket));
            levels.insert(
                name,
                Level {
                    tokens: tokens - 1.0,
                    at: now,
                },
            );
        }
        Ok(())
    }

    /// Gives the token back: the attempt was good.
    pub(super) fn give_back(&self, login: &str, address: Option<IpAddr>) {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        for name in names(login, address) {
            if let Some(level) = levels.get_mut(&name) {
                level.tokens += 1.0;
            }
        }
    }
}

impl Level {
    fn tokens_at(self, now: Duration, bucket: &Bucket) -> f64 {
        let passed = now.saturating_sub(self.at).as_secs_f64();
        (self.tokens + passed * bucket.per_second).min(bucket.size)
    }
}

fn names(login: &str, address: Option<IpAddr>) -> Vec<Name> {
    let login = std::iter::once(Name::Login(login.to_owned()));
    login.chain(address.map(Name::Address)).collect()
}

fn seconds_short(level: Option<&Level>, bucket: &Bucket, now: Duration) -> f64 {
    level.map_or(0.0, |level| {
        (1.0 - level.tokens_at(now, bucket)) / bucket.per_second
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a wait is positive and at most a bucket's refill, a few minutes"
)]
fn whole_seconds(seconds: f64) -> u64 {
    seconds.ceil() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Duration = Duration::from_secs(1_000);

    #[test]
    fn the_eleventh_failure_waits_and_time_forgives() {
        let throttle = Throttle::default();
        for _ in 0..10 {
            throttle.take("ann", None, START).unwrap();
        }
        let refused = throttle.take("ann", None, START).unwrap_err();
        assert!(matches!(
            refused,
            AccessError::AttemptsExhausted {
                retry_after_seconds: 30
            }
        ));
        assert!(throttle.take("bob", None, START).is_ok());
        assert!(
            throttle
                .take("ann", None, START + Duration::from_secs(31))
                .is_ok()
        );
    }

    #[test]
    fn an_address_is_counted_over_all_logins() {
        let throttle = Throttle::default();
        let address = Some(IpAddr::from([192, 0, 2, 1]));
        for attempt in 0..30 {
            throttle
                .take(&format!("login{attempt}"), address, START)
                .unwrap();
        }
        assert!(throttle.take("another", address, START).is_err());
        assert!(throttle.take("another", None, START).is_ok());
    }

    #[test]
    fn good_attempts_cost_nothing() {
        let throttle = Throttle::default();
        for _ in 0..100 {
            throttle.take("ann", None, START).unwrap();
            throttle.give_back("ann", None);
        }
    }
}
