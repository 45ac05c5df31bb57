//! Taking a payload: the sender is checked, the payload mapped, and its facts are durable before the answer.

use std::collections::BTreeMap;

use customers::hooks::{Arrival, HookMapping, HookProblem, HookReason};
use customers::{Fact, Judged, NewRefusal, Reason, Rulings, SourceId, SourceTally};
use jiff::Timestamp;
use store::{NewEvent, StoreError, on};

use super::row::Row;
use super::{Incoming, IncomingWebhooks, statements as sql, token};
use crate::webhooks::WebhookError;

/// What came of a payload that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// Facts that it made and that were taken.
    pub facts: usize,
    /// Of these, facts that were not there before.
    pub new: usize,
}

/// Why a payload was not taken.
#[derive(Debug)]
pub enum Refused {
    /// No door has the address.
    Unknown,
    /// Nothing is taken there yet, or any more.
    Closed,
    /// The sender did not prove itself; the sentence says how.
    Unproven(String),
    /// It makes no facts; nothing of it was kept.
    Unmapped(Vec<HookProblem>),
    /// Something failed: the sender is to try again.
    Failed(WebhookError),
}

impl<E: Into<WebhookError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl IncomingWebhooks {
    /// Takes a payload. `header` gives the value of a header by its name in lower case.
    ///
    /// # Errors
    ///
    /// Why it was not taken; a refusal is written to the source's refusals.
    pub async fn receive<'a>(
        &self,
        token: &str,
        header: impl Fn(&str) -> Option<&'a str> + Send,
        body: &[u8],
    ) -> Result<Received, Refused> {
        let incoming = self.find(token).await?.ok_or(Refused::Unknown)?;
        let source = self.sources().get(incoming.source).await?;
        let Some(definition) = incoming
            .live_definition
            .as_deref()
            .filter(|_| source.is_enabled())
        else {
            return Err(Refused::Closed);
        };
        let now = self.store().clock().now();
        if let Err(sentence) = incoming.check.admits(header, body, now) {
            // Of one who did not prove itself nothing is kept.
            let reason = HookReason::SenderUnproven {
                said: sentence.clone(),
            };
            self.refuse(&incoming, &reason, b"").await;
            return Err(Refused::Unproven(sentence));
        }
        let digest = token::digest(body);
        let arrival = Arrival {
            received_at: now,
            digest: &digest,
        };
        let mapped = HookMapping::read(definition)
            .map_err(WebhookError::Definition)?
            .apply(body, arrival);
        if !mapped.problems.is_empty() {
            let first = mapped.problems.first();
            let reason = HookReason::PayloadUnmapped {
                at: first.map(|first| first.at.clone()).unwrap_or_default(),
                said: first
                    .map(|first| first.sentence.clone())
                    .unwrap_or_default(),
                places: mapped.problems.len(),
            };
            self.refuse(&incoming, &reason, body).await;
            return Err(Refused::Unmapped(mapped.problems));
        }
        let rulings = self.rulings.current(self.store()).await?;
        let (taken, mut tally) = ruled(&rulings, incoming.source, mapped.facts, now);
        let facts = taken.len();
        let events = taken
            .into_iter()
            .map(|fact| NewEvent {
                source_id: incoming.source.raw(),
                body: fact.body(),
                kind: fact.kind.as_str().to_owned(),
                message_id: fact.message_id,
                happened_at: fact.happened_at,
            })
            .collect();
        let appended = self.log.append(events).await?;
        let new = appended.iter().filter(|event| event.is_new).count();
        tally.take(incoming.source, now, count(new), count(facts - new));
        self.note(&tally).await;
        Ok(Received { facts, new })
    }

    /// Whether a door has this token.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn knows(&self, token: &str) -> Result<bool, WebhookError> {
        Ok(self.find(token).await?.is_some())
    }

    async fn find(&self, token: &str) -> Result<Option<Incoming>, WebhookError> {
        if !token::has_form(token) {
            return Ok(None);
        }
        let mut conn = self.store().read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::FIND_BY_TOKEN).bind(token::digest(token.as_bytes()));
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        Ok(row.map(Incoming::try_from).transpose()?)
    }

    async fn refuse(&self, incoming: &Incoming, reason: &HookReason, body: &[u8]) {
        let refusal = NewRefusal {
            at: self.store().clock().now(),
            message_id: None,
            code: reason.code(),
            args: Some(&reason.args()),
            sentence: &reason.to_string(),
            sample: &String::from_utf8_lossy(body),
        };
        let mut tally = SourceTally::default();
        tally.refuse(incoming.source, &refusal);
        self.note(&tally).await;
    }

    /// Counts are worth no refused payload: when they can not be written, the log of the program says so.
    async fn note(&self, tally: &SourceTally) {
        if let Err(error) = self.sources().record(tally).await {
            tracing::warn!(%error, "the volumes of a webhook were not written");
        }
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// What is taken of facts as decisions say, and a tally of what is not.
fn ruled(
    rulings: &Rulings,
    source: SourceId,
    facts: Vec<Fact>,
    now: Timestamp,
) -> (Vec<Fact>, SourceTally) {
    let (mut taken, mut tally) = (Vec::with_capacity(facts.len()), SourceTally::default());
    for fact in facts {
        match rulings.judge(fact) {
            Judged::Taken { fact, applied, .. } => {
                tally.apply(&applied.into_iter().map(|id| (id, 1)).collect(), now);
                taken.push(fact);
            }
            Judged::Forbidden { fact, by } => {
                tally.apply(&BTreeMap::from([(by, 1)]), now);
                let reason = Reason::Forbidden {
                    name: fact.name.clone().unwrap_or_default(),
                };
                let refusal = NewRefusal {
                    at: now,
                    message_id: Some(&fact.message_id),
                    code: reason.code(),
                    args: Some(&reason.args()),
                    sentence: &reason.to_string(),
                    sample: &fact.body(),
                };
                tally.refuse(source, &refusal);
            }
        }
    }
    (taken, tally)
}
