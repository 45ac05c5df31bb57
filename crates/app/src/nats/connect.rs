//! The connection: the stream, its durable consumer, and a batch at a time.

use std::time::Duration;

use async_nats::ConnectOptions;
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, PullConsumer, pull};
use async_nats::jetstream::{Message, stream};
use futures::StreamExt as _;

use super::{NatsError, NatsSettings};

/// Messages of a batch.
const BATCH: usize = 500;
/// Bytes of a batch.
const BATCH_BYTES: usize = 8 << 20;
/// How long a batch waits for its first message.
const WAIT: Duration = Duration::from_secs(1);
/// A message that is not acknowledged for so long comes again.
const ACK_WAIT: Duration = Duration::from_secs(30);

/// Connects, and makes the stream and the consumer when there are none.
pub(super) async fn consumer(settings: &NatsSettings) -> Result<PullConsumer, NatsError> {
    let mut options = ConnectOptions::new().name("clientele");
    if let Some(token) = &settings.token {
        options = options.token(token.clone());
    }
    if let Some(user) = &settings.user {
        let password = settings.password.clone().unwrap_or_default();
        options = options.user_and_password(user.clone(), password);
    }
    let servers: Vec<&str> = settings.url.split(',').map(str::trim).collect();
    let client = options.connect(servers).await.map_err(NatsError::Connect)?;
    let context = async_nats::jetstream::new(client);
    let stream = context
        .get_or_create_stream(stream::Config {
            name: settings.stream.clone(),
            subjects: vec![settings.subject.clone()],
            storage: stream::StorageType::File,
            ..stream::Config::default()
        })
        .await
        .map_err(|error| NatsError::Stream(error.to_string()))?;
    let config = pull::Config {
        durable_name: Some(settings.durable.clone()),
        deliver_policy: DeliverPolicy::All,
        ack_policy: AckPolicy::Explicit,
        ack_wait: ACK_WAIT,
        filter_subject: settings.subject.clone(),
        max_ack_pending: 10_000,
        ..pull::Config::default()
    };
    stream
        .get_or_create_consumer(&settings.durable, config)
        .await
        .map_err(|error| NatsError::Stream(error.to_string()))
}

/// The next messages: as many as there are, up to a batch; none when none come for a second.
pub(super) async fn fetch(consumer: &PullConsumer) -> Result<Vec<Message>, NatsError> {
    let broken = |error: &dyn std::fmt::Display| NatsError::Fetch(error.to_string());
    let asked = consumer
        .batch()
        .max_messages(BATCH)
        .max_bytes(BATCH_BYTES)
        .expires(WAIT)
        .messages();
    let mut coming = asked.await.map_err(|error| broken(&error))?;
    let mut messages = Vec::new();
    loop {
        // A server that was killed sends no end: the request is given up a little after it expires.
        match tokio::time::timeout(WAIT * 3, coming.next()).await {
            Ok(Some(Ok(message))) => messages.push(message),
            Ok(None) => return Ok(messages),
            // What came before is good, and the next request meets the failure again.
            Ok(Some(Err(_))) | Err(_) if !messages.is_empty() => return Ok(messages),
            Ok(Some(Err(error))) => return Err(broken(&error)),
            Err(_) => return Err(broken(&"the server does not answer")),
        }
    }
}
