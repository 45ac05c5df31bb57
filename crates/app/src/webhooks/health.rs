//! Whether an endpoint still deserves to be tried: one that has failed for five days is left alone, with the reason.

use jiff::{SignedDuration, Timestamp};
use kernel::Failure;

use crate::wording;

/// An endpoint that has failed for so long is disabled, hours (Svix's).
pub const FAILING_HOURS_MAX: i64 = 120;

/// The status by which a receiver says that it is gone for good.
pub(crate) const GONE: u16 = 410;

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
    Disabled(Disabled),
}

/// Why nothing is sent to an endpoint. Its sentence is what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disabled {
    /// The receiver said that it is gone.
    Gone,
    /// It failed for too long.
    Failing,
    /// Somebody wished it.
    ByHand,
}

impl Disabled {
    const ALL: [Self; 3] = [Self::Gone, Self::Failing, Self::ByHand];

    /// The sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Gone => "the receiver answered 410: it is gone for good",
            Self::Failing => "every attempt of the last 120 hours failed",
            Self::ByHand => "somebody disabled it",
        }
    }

    /// The reason that was kept; one of another version is told by its sentence.
    pub(super) fn kept(sentence: String) -> Failure {
        let known = Self::ALL.into_iter().find(|one| one.sentence() == sentence);
        Failure::new(sentence, known.and_then(wording::disabled))
    }
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
            return Verdict::Disabled(Disabled::Gone);
        }
        let since = self.failing_since.unwrap_or(at);
        if at.duration_since(since) >= SignedDuration::from_hours(FAILING_HOURS_MAX) {
            return Verdict::Disabled(Disabled::Failing);
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
        assert_eq!(last, Verdict::Disabled(Disabled::Failing));
    }

    #[test]
    fn one_success_makes_it_healthy() {
        let health = since(1).after(Outcome::Answered(204), at(200));
        assert_eq!(health, Verdict::GoesOn(Health::default()));
    }

    #[test]
    fn a_receiver_that_is_gone_is_disabled_at_once() {
        let verdict = Health::default().after(Outcome::Answered(410), at(1));
        assert_eq!(verdict, Verdict::Disabled(Disabled::Gone));
    }

    #[test]
    fn a_reason_that_was_kept_has_its_name() {
        let named = Disabled::ALL.map(|one| Disabled::kept(one.sentence().to_owned()).code);
        let expected =
            ["gone", "failing", "by_hand"].map(|name| Some(format!("webhook.disabled.{name}")));
        assert_eq!(named, expected);
        let failing = Disabled::kept(Disabled::Failing.sentence().to_owned());
        assert_eq!(failing.args["hours"], FAILING_HOURS_MAX.to_string());
        assert!(failing.sentence.contains(&failing.args["hours"]));
        let gone = Disabled::kept(Disabled::Gone.sentence().to_owned());
        assert!(gone.sentence.contains(&gone.args["status"]));
        assert_eq!(Disabled::kept("it went to sea".to_owned()).code, None);
    }

    #[test]
    fn a_redirect_is_no_delivery() {
        let redirects = [301, 302, 303, 307, 308].map(Outcome::Answered);
        assert!(redirects.iter().all(|outcome| !outcome.is_delivered()));
        assert!(Outcome::Answered(201).is_delivered());
    }
}
