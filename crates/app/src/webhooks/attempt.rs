//! One attempt: the message is made from the log, signed, sent; and what came of it is written down.

use customers::wording_kept;
use jiff::Timestamp;
use kernel::Failure;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use store::log::Lease;
use store::{Log, StoreError, on};

use super::client::{Message, Sender};
use super::delivery::{DeliveryId, DeliveryState};
use super::endpoint::{Keyed, Row};
use super::undelivered::Undelivered;
use super::{Health, Outcome, Verdict, header_value, payload, retry_after, statements as sql};

/// A delivery that is due, with its endpoint.
#[derive(Debug, Clone)]
pub(super) struct Due {
    pub(super) id: DeliveryId,
    pub(super) position: i64,
    pub(super) attempts: u32,
    pub(super) to: Keyed,
}

/// What came of an attempt.
#[derive(Debug)]
pub(super) struct Attempted {
    pub(super) due: Due,
    outcome: Option<Outcome>,
    error: Option<Failure>,
    at: Timestamp,
    duration_ms: i64,
}

/// Sends what is due. An event whose body is gone can not be told any more.
pub(super) async fn attempt(due: Due, log: &Log, sender: &Sender) -> Result<Attempted, StoreError> {
    let clock = log.store().clock();
    let found = log.read(due.position - 1, 1).await?;
    let at = clock.now();
    let Some(event) = found.first().filter(|event| event.position == due.position) else {
        return Ok(Attempted {
            due,
            outcome: None,
            error: Some(Undelivered::EventGone.failure()),
            at,
            duration_ms: 0,
        });
    };
    let body = payload::payload(event, due.to.endpoint.with_personal_data);
    let (id, seconds) = (due.id.to_string(), at.as_second());
    let message = Message {
        signature: header_value(&due.to.secrets(at), &id, seconds, &body),
        id,
        seconds,
        body,
    };
    let start = clock.elapsed_since_start();
    let answer = sender.post(&due.to.endpoint.url, message).await;
    let took = clock.elapsed_since_start().saturating_sub(start);
    Ok(Attempted {
        outcome: Some(
            answer
                .as_ref()
                .map_or(Outcome::Unanswered, |status| Outcome::Answered(*status)),
        ),
        error: Undelivered::of(answer).map(|wrong| wrong.failure()),
        at: clock.now(),
        duration_ms: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
        due,
    })
}

impl Attempted {
    /// Whether the receiver took it.
    pub(super) fn is_delivered(&self) -> bool {
        self.outcome.is_some_and(Outcome::is_delivered)
    }

    /// Writes down what came of it, for the delivery and for its endpoint, while the lease is held.
    pub(super) async fn record(&self, log: &Log, lease: &Lease) -> Result<(), StoreError> {
        let (state, next_at) = self.next();
        let status = match self.outcome {
            Some(Outcome::Answered(status)) => Some(i64::from(status)),
            _ => None,
        };
        let mut tx = log.store().begin().await?;
        lease.hold_in(&mut tx).await?;
        on!(tx, conn => {
            let query = sqlx::query(sql::RECORD_ATTEMPT).bind(self.due.id.raw()).bind(state.as_str());
            let query = query.bind(next_at.map(Timestamp::as_microsecond));
            let query = query.bind(self.at.as_microsecond()).bind(status);
            let query = query.bind(self.error.as_ref().map(|error| &error.sentence));
            let query = query.bind(self.duration_ms);
            let query = query.bind(self.error.as_ref().and_then(wording_kept));
            query.execute(conn).await.map(drop)?;
        });
        if let Some(outcome) = self.outcome {
            self.judge(outcome, &mut tx).await?;
        }
        tx.commit().await
    }

    /// What becomes of the delivery.
    fn next(&self) -> (DeliveryState, Option<Timestamp>) {
        if self.is_delivered() {
            return (DeliveryState::Delivered, None);
        }
        let attempts = self.due.attempts.saturating_add(1);
        let seed = self.due.id.raw().unsigned_abs() ^ u64::from(attempts);
        let wait = retry_after(attempts, &mut StdRng::seed_from_u64(seed));
        let next = wait
            .filter(|_| self.outcome.is_some())
            .and_then(|wait| self.at.checked_add(wait).ok());
        match next {
            Some(next) => (DeliveryState::Pending, Some(next)),
            None => (DeliveryState::Failed, None),
        }
    }

    /// What the attempt says of the endpoint.
    async fn judge(&self, outcome: Outcome, tx: &mut store::Tx) -> Result<(), StoreError> {
        let id = self.due.to.endpoint.id;
        let row: Option<Row> = on!(tx, conn => sqlx::query_as(sql::ENDPOINT).bind(id.raw()).fetch_optional(conn).await?);
        let Some(row) = row else {
            return Ok(());
        };
        let failing_since = Keyed::try_from(row)?.endpoint.failing_since;
        let health = Health { failing_since };
        match health.after(outcome, self.at) {
            Verdict::GoesOn(after) if after == health => {}
            Verdict::GoesOn(after) => on!(tx, conn => {
                let since = after.failing_since.map(Timestamp::as_microsecond);
                sqlx::query(sql::SET_HEALTH).bind(id.raw()).bind(since).execute(conn).await.map(drop)?;
            }),
            Verdict::Disabled(reason) => {
                let reason = reason.sentence();
                tracing::warn!(endpoint = %id, reason, "webhook endpoint disabled");
                on!(tx, conn => {
                    let query = sqlx::query(sql::DISABLE_ENDPOINT).bind(id.raw());
                    let query = query.bind(self.at.as_microsecond()).bind(reason);
                    query.execute(conn).await.map(drop)?;
                });
            }
        }
        Ok(())
    }
}
