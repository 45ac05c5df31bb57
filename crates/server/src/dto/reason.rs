//! Why something was refused, for who says it in another language.

use std::borrow::Cow;

use customers::RefusalReason;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// What the document says before it lists the reasons.
const DESCRIPTION: &str = "The stable name of a reason why something of a file is refused. These are the reasons with their \
                           sentences; `{name}` stands for the value of that name in `args`.";

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
        let row = |(code, sentence): &(&str, &str)| format!("- `{code}`: {sentence}");
        let rows: Vec<String> = RefusalReason::ALL.iter().map(row).collect();
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(format!("{DESCRIPTION}\n\n{}", rows.join("\n"))))
            .enum_values(Some(RefusalReason::ALL.iter().map(|(code, _)| *code)))
            .into()
    }
}

impl ToSchema for RefusalCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("RefusalCode")
    }
}
