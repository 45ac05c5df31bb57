//! A batch of messages: into the log as one, then acknowledged.

use std::collections::HashMap;
use std::sync::Arc;

use async_nats::jetstream::Message;
use async_nats::jetstream::message::AckKind;
use customers::{NewRefusal, Received, Rulings, SourceId, SourceKind, SourceTally, Sources};
use futures::future::join_all;
use jiff::Timestamp;
use store::NewEvent;

use super::message::{read, source_of};
use super::{NatsError, NatsSettings};
use crate::{AppError, Workspace};

/// Characters of a source's name.
const NAME_MAX: usize = 100;

/// Takes batches.
pub(super) struct Taker<'a> {
    workspace: &'a Workspace,
    settings: &'a NatsSettings,
    sources: HashMap<String, SourceId>,
}

/// What was read of a batch.
#[derive(Default)]
struct Batch {
    /// When it is read.
    now: Timestamp,
    /// What was decided on names.
    rulings: Arc<Rulings>,
    events: Vec<NewEvent>,
    /// Messages that can never be taken, by their places.
    hopeless: Vec<usize>,
    tally: SourceTally,
    /// The source of each event.
    owners: Vec<SourceId>,
}

impl<'a> Taker<'a> {
    pub(super) fn new(workspace: &'a Workspace, settings: &'a NatsSettings) -> Self {
        Self {
            workspace,
            settings,
            sources: HashMap::new(),
        }
    }

    /// Appends what the messages tell and acknowledges them. After a failure they come again.
    pub(super) async fn take(&mut self, messages: Vec<Message>) -> Result<(), NatsError> {
        let now = self.workspace.clock().now();
        let mut batch = Batch {
            now,
            rulings: self.workspace.rulings().await?,
            ..Batch::default()
        };
        for (place, message) in messages.iter().enumerate() {
            let source = self.source(&message.subject).await?;
            self.read(message, place, source, &mut batch);
        }
        let appended = self.workspace.log().append(batch.events).await;
        let appended = appended.map_err(AppError::from)?;
        for (source, one) in batch.owners.iter().zip(&appended) {
            let (new, again) = if one.is_new { (1, 0) } else { (0, 1) };
            batch.tally.take(*source, now, new, again);
        }
        let table = Sources::new(self.workspace.store().clone());
        // Refusals are noted before their messages are gone for good.
        table.record(&batch.tally).await.map_err(AppError::from)?;
        let answers = messages.iter().enumerate().map(async |(place, message)| {
            let kind = if batch.hopeless.contains(&place) {
                AckKind::Term
            } else {
                AckKind::Ack
            };
            message.double_ack_with(kind).await
        });
        for answer in join_all(answers).await {
            // Without its receipt the message comes again, and the log knows it.
            if let Err(error) = answer {
                tracing::debug!(%error, "a message was not confirmed as acknowledged");
            }
        }
        Ok(())
    }

    fn read(&self, message: &Message, place: usize, source: SourceId, batch: &mut Batch) {
        let now = batch.now;
        let header = message
            .headers
            .as_ref()
            .and_then(|headers| headers.get(async_nats::header::NATS_MESSAGE_ID))
            .map(|id| id.as_str().to_owned());
        let (sequence, published) = match message.info() {
            Ok(info) => (info.stream_sequence, published(&info).unwrap_or(now)),
            Err(_) => (0, now),
        };
        let base = header.unwrap_or_else(|| format!("{}:{sequence}", self.settings.stream));
        let received = Received {
            at: published,
            ids: self.workspace.store().ids(),
        };
        match read(&message.payload, &base, received) {
            Ok(mut tracked) => {
                let ruled = tracked.rule(&batch.rulings);
                for refused in &tracked.refused {
                    let refusal = NewRefusal {
                        at: now,
                        message_id: refused.message_id.as_deref(),
                        code: refused.reason.code(),
                        args: Some(&refused.reason.args()),
                        sentence: &refused.reason.to_string(),
                        sample: &refused.text,
                    };
                    batch.tally.refuse(source, &refusal);
                }
                batch.tally.apply(&ruled.applied, now);
                if tracked.facts.is_empty() {
                    batch.hopeless.push(place);
                }
                for (_, fact) in tracked.facts {
                    batch.events.push(fact.into_event(source));
                    batch.owners.push(source);
                }
            }
            Err(error) => {
                let refusal = NewRefusal {
                    at: now,
                    message_id: Some(&base),
                    code: error.code(),
                    args: Some(&error.args()),
                    sentence: &error.to_string(),
                    sample: &String::from_utf8_lossy(&message.payload),
                };
                batch.tally.refuse(source, &refusal);
                batch.hopeless.push(place);
            }
        }
    }

    async fn source(&mut self, subject: &str) -> Result<SourceId, NatsError> {
        let name = source_of(&self.settings.subject, subject);
        let name: String = name.chars().take(NAME_MAX).collect();
        if let Some(known) = self.sources.get(&name) {
            return Ok(*known);
        }
        let table = Sources::new(self.workspace.store().clone());
        let source = table.ensure(SourceKind::Queue, &name).await;
        let source = source.map_err(AppError::from)?;
        self.sources.insert(name, source);
        Ok(source)
    }
}

/// When the message came to the stream: the same whenever it is handed over.
fn published(info: &async_nats::jetstream::message::Info<'_>) -> Option<Timestamp> {
    Timestamp::from_nanosecond(info.published.unix_timestamp_nanos()).ok()
}
