//! NATS `JetStream` as a front door: messages in the tracking form come to the log, each fact once.
//!
//! A durable pull consumer hands messages over in batches; a batch is appended to the log in one transaction, and only then are
//! its messages acknowledged, with a receipt. Whoever is killed in between, the messages come again, and the log knows their ids.
//! As many are taken as can be appended, so that the queue waits and not the memory.
//!
//! A message is one event or a batch as `POST /v1/batch` takes it. An event without `messageId` gets one from the header
//! `Nats-Msg-Id`, or from the message's place in the stream. What can never be taken is terminated and noted as a refusal of
//! its source, which is named by the subject: under `events.>`, what comes to `events.shop.orders` is of the source `events.shop`.

mod batch;
mod connect;
mod message;

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::Workspace;

/// The longest pause after a failure.
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// Which queue is read.
#[derive(Clone, PartialEq, Eq)]
pub struct NatsSettings {
    /// The servers, such as `nats://127.0.0.1:4222`, several with commas.
    pub url: String,
    /// The stream; made, in files, when there is none.
    pub stream: String,
    /// The subjects, with `*` and `>` as NATS knows them.
    pub subject: String,
    /// The name under which the place in the stream is kept.
    pub durable: String,
    /// The user, where there is one.
    pub user: Option<String>,
    /// The user's password.
    pub password: Option<String>,
    /// A token, in place of a user.
    pub token: Option<String>,
}

/// Without the secrets.
impl std::fmt::Debug for NatsSettings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("NatsSettings")
            .field("stream", &self.stream)
            .field("subject", &self.subject)
            .field("durable", &self.durable)
            .finish_non_exhaustive()
    }
}

/// Why the queue is not read now.
#[derive(Debug, thiserror::Error)]
enum NatsError {
    /// The servers can not be reached, or do not let us in.
    #[error("NATS can not be reached: see nats.url, and the user, password or token")]
    Connect(#[source] async_nats::ConnectError),
    /// The stream or the consumer can not be used.
    #[error("the stream or its consumer can not be used: {0}")]
    Stream(String),
    /// The connection broke while messages were handed over.
    #[error("messages could not be fetched: {0}")]
    Fetch(String),
    /// The log did not take them.
    #[error(transparent)]
    App(#[from] crate::AppError),
}

/// Reads the queue until `stopping` is cancelled. What fails is tried again, after longer and longer pauses.
pub async fn follow_nats(
    workspace: Workspace,
    settings: NatsSettings,
    stopping: CancellationToken,
) {
    let mut pause = Duration::from_millis(250);
    while !stopping.is_cancelled() {
        let reading = read(&workspace, &settings, &stopping, &mut pause);
        if let Err(error) = reading.await {
            tell(&error, pause);
            tokio::select! {
                () = stopping.cancelled() => {}
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(PAUSE_MAX);
        }
    }
}

fn tell(error: &NatsError, pause: Duration) {
    let cause = error as &dyn std::error::Error;
    tracing::warn!(error = cause, ?pause, "the queue is not read for now");
}

async fn read(
    workspace: &Workspace,
    settings: &NatsSettings,
    stopping: &CancellationToken,
    pause: &mut Duration,
) -> Result<(), NatsError> {
    let consumer = connect::consumer(settings).await?;
    let mut taker = batch::Taker::new(workspace, settings);
    tracing::info!(stream = settings.stream, "the queue is read");
    while !stopping.is_cancelled() {
        let messages = tokio::select! {
            () = stopping.cancelled() => return Ok(()),
            messages = connect::fetch(&consumer) => messages?,
        };
        if !messages.is_empty() {
            taker.take(messages).await?;
        }
        *pause = Duration::from_millis(250);
    }
    Ok(())
}
