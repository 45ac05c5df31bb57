//! The queue that is read, if one is.

use super::{ConfigError, values::Values};
use crate::NatsSettings;

/// The queue that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NatsSection {
    /// Which one; nothing without `nats.url`.
    pub queue: Option<NatsSettings>,
}

impl NatsSection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let given = |key| Some(values.text(key).trim().to_owned()).filter(|text| !text.is_empty());
        let Some(url) = given("nats.url") else {
            return Ok(Self { queue: None });
        };
        let plain = |key: &'static str| {
            let fits = |text: &str| {
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
                (!text.is_empty() && text.chars().all(plain)).then(|| text.to_owned())
            };
            values.parse(key, fits, "must be letters, digits, - and _")
        };
        let subject = |text: &str| {
            let fits = !text.is_empty() && !text.contains(char::is_whitespace);
            fits.then(|| text.to_owned())
        };
        Ok(Self {
            queue: Some(NatsSettings {
                url,
                stream: plain("nats.stream")?,
                subject: values.parse(
                    "nats.subject",
                    subject,
                    "must be a subject such as events.>",
                )?,
                durable: plain("nats.durable")?,
                user: given("nats.user"),
                password: given("nats.password"),
                token: given("nats.token"),
            }),
        })
    }
}
