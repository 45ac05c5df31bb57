//! Waiting, and waiting longer after each failure.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(30);

/// Pauses that double from a tenth of a second to half a minute, until something succeeds.
#[derive(Debug, Default)]
pub(super) struct BackOff {
    failures: u32,
}

impl BackOff {
    /// Something worked.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }

    /// The pause after one more failure.
    pub(super) fn next(&mut self) -> Duration {
        let pause = SHORTEST.saturating_mul(1 << self.failures.min(10));
        self.failures += 1;
        pause.min(LONGEST)
    }
}

/// Waits, unless the order to stop comes first.
pub(super) async fn wait(stopping: &CancellationToken, pause: Duration) {
    tokio::select! {
        () = stopping.cancelled() => {}
        () = tokio::time::sleep(pause) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_until_something_works() {
        let mut back_off = BackOff::default();
        let pauses: Vec<u128> = (0..4).map(|_| back_off.next().as_millis()).collect();
        assert_eq!(pauses, [100, 200, 400, 800]);
        for _ in 0..100 {
            back_off.next();
        }
        assert_eq!(back_off.next(), LONGEST);
        back_off.reset();
        assert_eq!(back_off.next(), SHORTEST);
    }
}
