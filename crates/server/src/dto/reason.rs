//! Why something was refused, for who says it in another language.

use std::borrow::Cow;

use customers::forms::FormReason;
use customers::hooks::{HookFault, HookReason};
use customers::{FieldReason, Reason, RefusalReason, TrackingError};
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// What the document says before it lists the reasons.
const DESCRIPTION: &str = "The stable name of a reason why something of a file is refused. These are the reasons with their \
                           sentences; `{name}` stands for the value of that name in `args`.";

/// What it says before the reasons of events.
const DESCRIPTION_OF_EVENTS: &str = "The stable name of a reason why an event is refused, or all that was sent with it. These are \
                                     the reasons with their sentences; `{name}` stands for the value of that name in `args`.";

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

/// The stable name of a reason why an event is refused.
pub(crate) struct EventCode;

impl PartialSchema for EventCode {
    fn schema() -> RefOr<Schema> {
        let whole = [TrackingError::ALL, HookReason::ALL].concat();
        named(DESCRIPTION_OF_EVENTS, &[Reason::ALL, &whole].concat(), &[])
    }
}

impl ToSchema for EventCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("EventCode")
    }
}

/// What it says before the reasons of fields.
const DESCRIPTION_OF_FIELDS: &str = "The stable name of a reason why a field is refused: of a definition of a form, of a decision on the \
                                     catalogue, of a view of customers, of a mapping of a webhook, or as in a file (`RefusalCode`). These \
                                     are the reasons with their sentences; `{name}` stands for the value of that name in `args`.";

/// The stable name of a reason why a field is refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct FieldCode(String);

impl FieldCode {
    /// The name of what is wrong with a definition.
    pub(crate) fn of_form(reason: &FormReason) -> Self {
        Self(reason.code().to_owned())
    }

    /// The name of what is wrong with a field.
    pub(crate) fn of_field(code: &str) -> Self {
        Self(code.to_owned())
    }

    /// The name of a reason of a refusal.
    pub(crate) fn of_refusal(code: Option<String>) -> Option<Self> {
        RefusalCode::known(code).map(|RefusalCode(code)| Self(code))
    }
}

impl PartialSchema for FieldCode {
    fn schema() -> RefOr<Schema> {
        let files = RefusalReason::ALL.iter().map(|(code, _)| *code);
        named(
            DESCRIPTION_OF_FIELDS,
            &[FormReason::ALL, FieldReason::ALL, HookFault::ALL].concat(),
            &files.collect::<Vec<_>>(),
        )
    }
}

impl ToSchema for FieldCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("FieldCode")
    }
}

/// What it says before the sentences of faults.
const DESCRIPTION_OF_FAULTS: &str = "The stable name of a sentence that tells what went wrong: a problem's code, or finer where a code has \
                                     several sentences. These are the names with those of the values in `args`. `said` is what a \
                                     library or the machine said, in its own words. With `because`, the code of a refused line's \
                                     reason, come the reason's values, each named `because.` and its name.";

/// The stable name of a sentence of a fault.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct FaultCode(String);

impl FaultCode {
    /// A name that was kept, as long as this version knows it.
    pub(crate) fn known(name: Option<String>) -> Option<Self> {
        name.filter(|name| app::wordings().contains_key(name.as_str()))
            .map(Self)
    }
}

impl PartialSchema for FaultCode {
    fn schema() -> RefOr<Schema> {
        let row = |(name, args): (&&str, &&[&str])| format!("- `{name}`: {}", args.join(", "));
        let rows: Vec<String> = app::wordings().iter().map(row).collect();
        listed(
            DESCRIPTION_OF_FAULTS,
            &rows,
            app::wordings().keys().copied().collect(),
        )
    }
}

impl ToSchema for FaultCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("FaultCode")
    }
}

/// The schema of a name, with the reasons that have sentences in its description.
fn named(description: &str, reasons: &[(&str, &str)], further: &[&str]) -> RefOr<Schema> {
    let row =
        |(code, sentence): &(&str, &str)| format!("- `{code}`: {}", sentence.replace(":#}", "}"));
    let rows: Vec<String> = reasons.iter().map(row).collect();
    let codes = reasons.iter().map(|(code, _)| *code);
    listed(
        description,
        &rows,
        codes.chain(further.iter().copied()).collect(),
    )
}

fn listed(description: &str, rows: &[String], names: Vec<&str>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(format!("{description}\n\n{}", rows.join("\n"))))
        .enum_values(Some(names))
        .into()
}
