//! Why something was refused, for who says it in another language.

use std::borrow::Cow;

use customers::{Reason, RefusalReason};
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// What the document says before it lists the reasons.
const DESCRIPTION: &str = "The stable name of a reason why something of a file is refused. These are the reasons with their \
                           sentences; `{name}` stands for the value of that name in `args`.";

/// What it says before the reasons of events.
const DESCRIPTION_OF_EVENTS: &str = "The stable name of a reason why an event is refused. These are the reasons that have values, \
                                     with their sentences; `{name}` stands for the value of that name in `args`.";

/// The stable name of a reason.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct RefusalCode(String);

impl RefusalCode {
    /// A code that was kept, as long as this version knows it.
    pub(crate) fn known(code: Option<String>) -> Option<Self> {
        code.filter(|code| RefusalReason::ALL.iter().any(|(known, _)| known == code))
            .map(Self)
    }
}

impl PartialSchema for RefusalCode {
    fn schema() -> RefOr<Schema> {
        named(DESCRIPTION, RefusalReason::ALL, &[])
    }
}

impl ToSchema for RefusalCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("RefusalCode")
    }
}

/// Codes of what is refused as a whole: its sentence tells more than values could.
const OF_THE_WHOLE: [&str; 7] = [
    "tracking.body_too_large",
    "tracking.batch_too_long",
    "tracking.context_unfit",
    "tracking.gzip_damaged",
    "tracking.body_malformed",
    "webhook.sender_unproven",
    "webhook.payload_unmapped",
];

/// The stable name of a reason why an event is refused.
pub(crate) struct EventCode;

impl PartialSchema for EventCode {
    fn schema() -> RefOr<Schema> {
        named(DESCRIPTION_OF_EVENTS, Reason::ALL, &OF_THE_WHOLE)
    }
}

impl ToSchema for EventCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("EventCode")
    }
}

/// The schema of a name, with the reasons that have sentences in its description.
fn named(description: &str, reasons: &[(&str, &str)], further: &[&str]) -> RefOr<Schema> {
    let row =
        |(code, sentence): &(&str, &str)| format!("- `{code}`: {}", sentence.replace(":#}", "}"));
    let rows: Vec<String> = reasons.iter().map(row).collect();
    let codes = reasons.iter().map(|(code, _)| *code);
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(format!("{description}\n\n{}", rows.join("\n"))))
        .enum_values(Some(codes.chain(further.iter().copied())))
        .into()
}
