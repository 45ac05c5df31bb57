//! Incoming webhooks: doors for other systems, each with a mapping from its JSON to facts.

use std::collections::BTreeMap;

use app::webhooks::{self, HmacEncoding, SenderCheck, WebhookError};
use customers::Fact;
use customers::hooks::{self, Mapped};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::reason::FieldCode;
use crate::problem::Problem;

/// A door for one sender.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncomingWebhook {
    /// Its id.
    #[schema(example = "inw_0000000000000")]
    pub id: String,
    /// The source of its facts, with volumes and refusals.
    pub source: String,
    /// What people call it.
    pub name: String,
    /// The mapping as last saved.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub definition: Value,
    /// Whether payloads are taken by the mapping as last saved.
    pub is_saved_live: bool,
    /// When a mapping went live last; null before the first did, and nothing is taken.
    pub live_since: Option<Timestamp>,
    /// How the sender proves itself.
    pub check: SenderCheckKind,
    /// The header that holds the HMAC; null for other checks.
    pub check_header: Option<String>,
    /// How the header is written; null for other checks.
    pub check_encoding: Option<SenderCheckEncoding>,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// How a sender proves itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SenderCheckKind {
    /// By the address alone.
    None,
    /// By the HMAC-SHA256 of the body in a header.
    HmacSha256,
    /// As Standard Webhooks 1.0.0 says.
    StandardWebhooks,
}

/// How a header holds an HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SenderCheckEncoding {
    /// In hexadecimal.
    Hex,
    /// In base64.
    Base64,
}

/// How a sender is to prove itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SenderCheckInput {
    /// The way.
    pub kind: SenderCheckKind,
    /// For `hmac_sha256`: the header's name.
    #[schema(example = "x-signature")]
    pub header: Option<String>,
    /// For `hmac_sha256`: how the header is written; in hexadecimal when absent.
    pub encoding: Option<SenderCheckEncoding>,
    /// The secret that both know; for `standard_webhooks` it starts with `whsec_`.
    #[schema(format = Password)]
    pub secret: Option<String>,
}

/// All incoming webhooks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncomingWebhookList {
    /// The webhooks, oldest first.
    pub items: Vec<IncomingWebhook>,
}

/// A door to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IncomingWebhookInput {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// The mapping from the sender's JSON to facts.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub definition: Value,
    /// How the sender proves itself; by the address alone when absent.
    pub check: Option<SenderCheckInput>,
}

/// What changes about a door; absent fields stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IncomingWebhookChangeInput {
    /// Another mapping; it is used from when it goes live.
    #[schema(value_type = Option<std::collections::HashMap<String, Value>>)]
    pub definition: Option<Value>,
    /// How the sender proves itself, from now on.
    pub check: Option<SenderCheckInput>,
}

/// A door whose address was just drawn.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NewIncomingWebhook {
    /// The door.
    pub webhook: IncomingWebhook,
    /// The path that the sender posts to, after the server's address; it is in this answer and nowhere else.
    #[schema(example = "/hooks/hook_…")]
    pub path: String,
}

/// A mapping and a sample to try it on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappingTrialInput {
    /// The mapping.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub definition: Value,
    /// What a sender sends, as text.
    pub sample: String,
}

/// What a mapping makes of a sample. Nothing of it is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MappingTrial {
    /// The facts that it would make.
    pub facts: Vec<MappedFact>,
    /// Everything that is wrong with the mapping or the sample; with one problem nothing would be taken.
    pub problems: Vec<MappingProblem>,
    /// Rules that do not apply to the sample, and why.
    pub passed_over: Vec<MappingProblem>,
}

/// What is wrong, and where.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MappingProblem {
    /// The place in the mapping, as a JSON pointer.
    #[schema(example = "/rules/0/who/email")]
    pub at: String,
    /// What is wrong.
    pub sentence: String,
    /// The sentence's name.
    pub code: FieldCode,
    /// The values in the sentence, by name.
    #[schema(example = json!({"most": "20"}))]
    pub args: BTreeMap<String, String>,
}

/// A fact that a mapping makes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MappedFact {
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub message_id: String,
    /// When it happened.
    pub happened_at: Timestamp,
    /// The customer's key.
    pub user_id: Option<String>,
    /// The visitor.
    pub anonymous_id: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its properties.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub properties: Map<String, Value>,
    /// What is told of the customer.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub traits: Map<String, Value>,
    /// What the sender says of itself.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub context: Map<String, Value>,
}

/// A payload was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PayloadTaken {
    /// Facts that it made; 0 when no rule of the mapping is for it.
    pub facts: usize,
    /// Of these, facts that were not there before.
    pub new: usize,
}

impl SenderCheckInput {
    /// The check that it asks for.
    pub(crate) fn check(self) -> Result<SenderCheck, Problem> {
        let secret = self.secret;
        let secret = |field| {
            secret.ok_or_else(|| {
                Problem::invalid(field, "this check needs the secret that both know")
            })
        };
        match self.kind {
            SenderCheckKind::None => Ok(SenderCheck::Address),
            SenderCheckKind::HmacSha256 => Ok(SenderCheck::HmacSha256 {
                header: self.header.unwrap_or_default(),
                encoding: match self.encoding {
                    Some(SenderCheckEncoding::Base64) => HmacEncoding::Base64,
                    _ => HmacEncoding::Hex,
                },
                secret: secret("check.secret")?,
            }),
            SenderCheckKind::StandardWebhooks => {
                let read = secret("check.secret")?.parse();
                let secret = read.map_err(WebhookError::SecretGiven)?;
                Ok(SenderCheck::StandardWebhooks { secret })
            }
        }
    }
}

impl From<webhooks::Incoming> for IncomingWebhook {
    fn from(incoming: webhooks::Incoming) -> Self {
        let (check, check_header, check_encoding) = match incoming.check {
            SenderCheck::Address => (SenderCheckKind::None, None, None),
            SenderCheck::HmacSha256 {
                header, encoding, ..
            } => {
                let encoding = match encoding {
                    HmacEncoding::Hex => SenderCheckEncoding::Hex,
                    HmacEncoding::Base64 => SenderCheckEncoding::Base64,
                };
                (SenderCheckKind::HmacSha256, Some(header), Some(encoding))
            }
            SenderCheck::StandardWebhooks { .. } => (SenderCheckKind::StandardWebhooks, None, None),
        };
        Self {
            id: incoming.id.to_string(),
            source: incoming.source.to_string(),
            name: incoming.name,
            is_saved_live: incoming.live_definition.as_ref() == Some(&incoming.definition),
            definition: serde_json::from_str(&incoming.definition).unwrap_or_default(),
            live_since: incoming.live_since,
            check,
            check_header,
            check_encoding,
            created_by: incoming.created_by,
            created_at: incoming.created_at,
        }
    }
}

impl From<webhooks::WithToken> for NewIncomingWebhook {
    fn from(made: webhooks::WithToken) -> Self {
        Self {
            path: format!("/hooks/{}", made.token),
            webhook: made.incoming.into(),
        }
    }
}

impl From<hooks::HookProblem> for MappingProblem {
    fn from(problem: hooks::HookProblem) -> Self {
        Self {
            at: problem.at,
            code: FieldCode::of_field(problem.reason.code()),
            args: problem.reason.args(),
            sentence: problem.sentence,
        }
    }
}

impl From<Result<Mapped, Vec<hooks::HookProblem>>> for MappingTrial {
    fn from(tried: Result<Mapped, Vec<hooks::HookProblem>>) -> Self {
        let mapped = tried.unwrap_or_else(|problems| Mapped {
            problems,
            ..Mapped::default()
        });
        Self {
            facts: mapped.facts.into_iter().map(Into::into).collect(),
            problems: mapped.problems.into_iter().map(Into::into).collect(),
            passed_over: mapped.passed_over.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Fact> for MappedFact {
    fn from(fact: Fact) -> Self {
        Self {
            kind: fact.kind.as_str().to_owned(),
            message_id: fact.message_id,
            happened_at: fact.happened_at,
            user_id: fact.who.user_id,
            anonymous_id: fact.who.anonymous_id,
            email: fact.who.email,
            phone: fact.who.phone,
            name: fact.name,
            properties: fact.properties,
            traits: fact.traits,
            context: fact.context,
        }
    }
}
