//! Whether an endpoint still deserves to be tried: one that has failed for five days is left alone, with the reason.

use jiff::{SignedDuration, Timestamp};

/// An endpoint that has failed for so long is disabled, hours (Svix's).
pub const FAILING_HOURS_MAX: i64 = 120;

/// The status by which a receiver says that it is gone for good.
const GONE: u16 = 410;

/// How an endpoint did of late.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Health {
    /// Since when no attempt succeeded; nothing while the last one did.
    pub failing_since: Option<Timestamp>,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver answered with this status.
    Answered(u16),
    /// No answer came: no connection, too late, or an address where nothing may be sent.
    Unanswered,
}

/// What follows for the endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It goes on, with this health.
    GoesOn(Health),
    /// It is disabled, for a reason that people are told.
    Disabled(&'static str),
}

impl Outcome {
    /// Whether the message counts as delivered: a status of 2xx. A redirect does not.
    pub const fn is_delivered(self) -> bool {
        matches!(self, Self::Answered(200..=299))
    }
}

impl Health {
    /// What an attempt that ended at `at` says of the endpoint.
    pub fn after(self, outcome: Outcome, at: Timestamp) -> Verdict {
        if outcome.is_delivered() {
            return Verdict::GoesOn(Self::default());
        }
        if outcome == Outcome::Answered(GONE) {
            return Verdict::Disabled("the receiver answered 410: it is gone for good");
        }
        let since = self.failing_since.unwrap_or(at);
        if at.duration_since(since) >= SignedDuration::from_hours(FAILING_HOURS_MAX) {
            return Verdict::Disabled("every attempt of the last 120 hours failed");
        }
        Verdict::GoesOn(Self {
            failing_since: Some(since),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAILED: Outcome = Outcome::Answered(500);

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(hours * 3_600).unwrap()
    }

    fn since(hours: i64) -> Health {
        Health {
            failing_since: Some(at(hours)),
        }
    }

    #[test]
    fn an_endpoint_is_disabled_after_120_hours_of_failing() {
        let first = Health::default().after(FAILED, at(1));
        assert_eq!(first, Verdict::GoesOn(since(1)));
        assert_eq!(
            since(1).after(Outcome::Unanswered, at(120)),
            Verdict::GoesOn(since(1))
        );
        let last = since(1).after(FAILED, at(121));
        assert_eq!(
            last,
            Verdict::Disabled("every attempt of the last 120 hours failed")
        );
    }

    #[test]
    fn one_success_makes_it_healthy() {
        let health = since(1).after(Outcome::Answered(204), at(200));
        assert_eq!(health, Verdict::GoesOn(Health::default()));
    }

    #[test]
    fn a_receiver_that_is_gone_is_disabled_at_once() {
        let verdict = Health::default().after(Outcome::Answered(410), at(1));
        assert!(matches!(verdict, Verdict::Disabled(reason) if reason.contains("410")));
    }

    #[test]
    fn a_redirect_is_no_delivery() {
        let redirects = [301, 302, 303, 307, 308].map(Outcome::Answered);
        assert!(redirects.iter().all(|outcome| !outcome.is_delivered()));
        assert!(Outcome::Answered(201).is_delivered());
    }
}
