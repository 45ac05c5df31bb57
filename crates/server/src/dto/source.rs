//! Sources of events, how much comes of each, and what was refused.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reason::EventCode;

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SourceKind {
    /// A website, whose pages send from browsers.
    Website,
    /// An app on telephones.
    App,
    /// A program of the company's own.
    Server,
    /// A till.
    Till,
    /// Forms and quizzes.
    Form,
    /// Exchange files of a back office.
    Exchange,
    /// Another company's webhooks.
    Webhook,
    /// A queue.
    Queue,
}

impl From<customers::SourceKind> for SourceKind {
    fn from(kind: customers::SourceKind) -> Self {
        match kind {
            customers::SourceKind::Website => Self::Website,
            customers::SourceKind::App => Self::App,
            customers::SourceKind::Server => Self::Server,
            customers::SourceKind::Till => Self::Till,
            customers::SourceKind::Form => Self::Form,
            customers::SourceKind::Exchange => Self::Exchange,
            customers::SourceKind::Webhook => Self::Webhook,
            customers::SourceKind::Queue => Self::Queue,
        }
    }
}

/// A kind of source that sends by a write key.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SourceKindInput {
    /// A website, whose pages send from browsers.
    Website,
    /// An app on telephones.
    App,
    /// A program of the company's own.
    Server,
    /// A till.
    Till,
}

impl From<SourceKindInput> for customers::SourceKind {
    fn from(kind: SourceKindInput) -> Self {
        match kind {
            SourceKindInput::Website => Self::Website,
            SourceKindInput::App => Self::App,
            SourceKindInput::Server => Self::Server,
            SourceKindInput::Till => Self::Till,
        }
    }
}

/// Where events come from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Source {
    /// Its id.
    #[schema(example = "src_0000000000000")]
    pub id: String,
    /// What it is.
    pub kind: SourceKind,
    /// What people call it.
    pub name: String,
    /// The key that it sends with; null where it does not send by key. It is no secret: browsers publish it.
    #[schema(example = "wk_…")]
    pub write_key: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when nothing of it is taken; null while it is.
    pub disabled_at: Option<Timestamp>,
    /// What to paste where it sends from.
    pub snippets: Vec<Snippet>,
}

/// A text to paste.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Snippet {
    /// `html`, `node`, `python` or `curl`.
    pub language: String,
    /// The text.
    pub text: String,
}

impl Source {
    /// The source as it travels; `host` is where people reach the server.
    pub(crate) fn of(source: customers::Source, host: &str) -> Self {
        let snippets = source
            .snippets(host)
            .into_iter()
            .map(|snippet| Snippet {
                language: snippet.language.to_owned(),
                text: snippet.text,
            })
            .collect();
        Self {
            id: source.id.to_string(),
            kind: source.kind.into(),
            name: source.name,
            write_key: source.write_key,
            created_at: source.created_at,
            disabled_at: source.disabled_at,
            snippets,
        }
    }
}

/// All sources.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceList {
    /// The sources, oldest first.
    pub items: Vec<Source>,
}

/// A source to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceInput {
    /// What it is.
    pub kind: SourceKindInput,
    /// What people call it: 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
}

/// What is to change of a source; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceChangeInput {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// Whether nothing of it is taken.
    pub disabled: Option<bool>,
}

/// How much came in an hour.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Volume {
    /// When the hour began.
    pub hour: Timestamp,
    /// Events that were new.
    pub accepted: u64,
    /// Events that had come before.
    pub duplicate: u64,
    /// Events that were not taken.
    pub refused: u64,
}

/// How much came, by hour.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VolumeList {
    /// The hours in which something came, oldest first.
    pub items: Vec<Volume>,
}

/// An event that was sent and not taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventRefusal {
    /// Its id.
    #[schema(example = "rfs_0000000000000")]
    pub id: String,
    /// When it came.
    pub refused_at: Timestamp,
    /// The id that the sender gave it.
    pub message_id: Option<String>,
    /// The reason, stable.
    #[schema(value_type = EventCode, example = "event.who_missing")]
    pub code: String,
    /// The values in the reason, by name; null where its sentence alone tells them.
    pub args: Option<BTreeMap<String, String>>,
    /// The reason as a sentence.
    pub reason: String,
    /// The beginning of what was sent, at most 4 KiB.
    pub sample: String,
}

/// A page of what was not taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventRefusalPage {
    /// The events, newest first.
    pub items: Vec<EventRefusal>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
}

impl From<customers::Volume> for Volume {
    fn from(volume: customers::Volume) -> Self {
        Self {
            hour: volume.hour,
            accepted: volume.accepted,
            duplicate: volume.duplicate,
            refused: volume.refused,
        }
    }
}

impl From<customers::EventRefusal> for EventRefusal {
    fn from(refusal: customers::EventRefusal) -> Self {
        Self {
            id: refusal.id.to_string(),
            refused_at: refusal.refused_at,
            message_id: refusal.message_id,
            code: refusal.code,
            args: refusal.args,
            reason: refusal.sentence,
            sample: refusal.sample,
        }
    }
}
