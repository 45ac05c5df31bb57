//! What sources are.

use std::str::FromStr;

use serde::Serialize;

/// What a source is; it decides what a person is shown to paste, and whether browsers may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A website: its pages send from browsers.
    Website,
    /// An app on telephones.
    App,
    /// A program of the company's own.
    Server,
    /// A till.
    Till,
    /// Forms and quizzes that we publish.
    Form,
    /// Exchange files of a back office.
    Exchange,
    /// Another company's webhooks.
    Webhook,
    /// A queue that we read.
    Queue,
}

impl SourceKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Website,
        Self::App,
        Self::Server,
        Self::Till,
        Self::Form,
        Self::Exchange,
        Self::Webhook,
        Self::Queue,
    ];

    /// The name: in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::App => "app",
            Self::Server => "server",
            Self::Till => "till",
            Self::Form => "form",
            Self::Exchange => "exchange",
            Self::Webhook => "webhook",
            Self::Queue => "queue",
        }
    }

    /// Whether it sends by a write key; the others have doors of their own.
    pub const fn has_write_key(self) -> bool {
        matches!(self, Self::Website | Self::App | Self::Server | Self::Till)
    }
}

/// The text names no kind of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceKindUnknown;

impl FromStr for SourceKind {
    type Err = SourceKindUnknown;

    fn from_str(text: &str) -> Result<Self, SourceKindUnknown> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or(SourceKindUnknown)
    }
}
