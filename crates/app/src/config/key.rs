//! The names of all settings.

use std::path::Path;

/// A setting that exists.
#[derive(Debug)]
pub struct Key {
    /// Its name: `section.key`.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    fallback: Fallback,
}

#[derive(Debug)]
enum Fallback {
    Is(&'static str),
    /// The place of this file in the data folder, after a prefix.
    InData(&'static str, &'static str),
}

/// All settings, section by section.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("workspace.name", "The name that a new workspace gets, as the console shows it.", "Clientele"),
    key("workspace.time_zone", "The time zone that a new workspace gets: of its business days and of local times in files.", "UTC"),
    key("workspace.currency", "The currency that a new workspace gets: of all its amounts, by its ISO 4217 code.", "EUR"),
    Key {
        name: "store.url",
        about: "Where customers and settings are kept: `sqlite:PATH` or `postgres://…?schema=NAME`.",
        fallback: Fallback::InData("sqlite:", "clientele.db"),
    },
    Key {
        name: "lake.path",
        about: "The folder of the order history.",
        fallback: Fallback::InData("", "lake"),
    },
    key("server.address", "The address that the server listens on.", "127.0.0.1"),
    key("server.port", "The port that the server listens on.", "7070"),
    key("server.public_url", "The address that people use when a proxy stands before the server.", ""),
    key("server.hosts", "The names by which callers reach this workspace, with commas between them: by these they reach no other.", ""),
    key("server.session_hours", "How long a sign-in lasts.", "168"),
    key("server.upload_limit_mb", "The largest file that may be uploaded, in megabytes.", "2048"),
    key("log.level", "How much is logged: error, warn, info, debug or trace.", "info"),
    key("log.format", "How it is logged: text or json.", "text"),
    key("query.max_rows", "The most rows that a query may return.", "100000"),
    key("query.timeout_seconds", "The longest time that a query may take.", "60"),
    key("query.memory_mb", "The most memory that queries and imports may take, in megabytes.", "2048"),
    key("models.refit_days", "The server fits again when the newest model is so many days old and orders have come since; 0 is never.", "7"),
    key("events.keep_days", "Bodies of events that are so many days old and that everybody has applied are emptied; 0 keeps them for ever.", "0"),
    key("webhooks.allow_private", "Private networks to which webhooks may be sent, with commas between: 10.0.0.0/8, 192.168.1.7.", ""),
    key("nats.url", "The NATS servers whose stream is read, such as nats://127.0.0.1:4222; none when empty.", ""),
    key("nats.stream", "The stream that is read; made when there is none.", "EVENTS"),
    key("nats.subject", "The subjects that are read; the first step that is not fixed names the source.", "events.>"),
    key("nats.durable", "The name under which the place in the stream is kept.", "clientele"),
    key("nats.user", "The user at NATS.", ""),
    key("nats.password", "The password at NATS: give it by the environment.", ""),
    key("nats.token", "The token at NATS, in place of a user: give it by the environment.", ""),
];

const fn key(name: &'static str, about: &'static str, default: &'static str) -> Key {
    Key {
        name,
        about,
        fallback: Fallback::Is(default),
    }
}

impl Key {
    /// The key of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// The name of the environment variable that sets it.
    pub fn variable(&self) -> String {
        format!(
            "{}{}",
            super::source::VARIABLE_PREFIX,
            self.name.replace('.', "_").to_uppercase()
        )
    }

    /// The value when nobody sets it.
    pub(super) fn default(&self, data: &Path) -> String {
        match self.fallback {
            Fallback::Is(value) => value.to_owned(),
            Fallback::InData(prefix, file) => format!("{prefix}{}", data.join(file).display()),
        }
    }
}
