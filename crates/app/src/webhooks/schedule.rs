//! When a delivery that failed is tried again.

use jiff::SignedDuration;
use rand::Rng;

/// Waits between attempts, seconds: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h (Svix's, the reference server's).
const WAITS_SECONDS: [i64; 7] = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];

/// The share of a wait by which it may be longer, percent: receivers that came back are not met by all at once.
const JITTER_PERCENT: i64 = 20;

/// Attempts of one delivery: the first and one after each wait.
pub const ATTEMPTS_MAX: u32 = 8;

/// How long to wait after so many failed attempts; nothing when there are no more attempts.
///
/// The wait is that of the schedule and up to a fifth more, drawn from `chance`.
pub fn retry_after(attempts: u32, chance: &mut impl Rng) -> Option<SignedDuration> {
    let index = usize::try_from(attempts.checked_sub(1)?).ok()?;
    let wait = WAITS_SECONDS.get(index)?;
    let more_millis = chance.random_range(0..=wait * 10 * JITTER_PERCENT);
    Some(SignedDuration::from_millis(wait * 1_000 + more_millis))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn waits_are_those_of_the_schedule_and_up_to_a_fifth_more() {
        for seed in 0..200 {
            let mut chance = StdRng::seed_from_u64(seed);
            for (attempts, wait) in (1..).zip(WAITS_SECONDS) {
                let drawn = retry_after(attempts, &mut chance).unwrap().as_millis();
                let least = i128::from(wait) * 1_000;
                assert!(
                    (least..=least * 6 / 5).contains(&drawn),
                    "{attempts}: {drawn}"
                );
            }
        }
    }

    #[test]
    fn after_the_last_attempt_there_is_no_other() {
        let mut chance = StdRng::seed_from_u64(1);
        assert!(retry_after(ATTEMPTS_MAX - 1, &mut chance).is_some());
        assert_eq!(retry_after(ATTEMPTS_MAX, &mut chance), None);
        assert_eq!(retry_after(0, &mut chance), None);
    }

    #[test]
    fn the_same_seed_gives_the_same_wait() {
        let wait = |seed| retry_after(3, &mut StdRng::seed_from_u64(seed));
        assert_eq!(wait(7), wait(7));
    }
}
