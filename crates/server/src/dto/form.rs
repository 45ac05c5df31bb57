//! Forms and their answers.

use std::collections::BTreeMap;

use customers::forms::{self, FormState as State, Line};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::state::AppState;

/// A definition, as it is written.
pub(crate) type Definition = BTreeMap<String, Value>;

/// Whether people may answer a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FormState {
    /// Nobody has seen it yet.
    Draft,
    /// Whoever has the address may answer.
    Published,
    /// It takes no answers any more.
    Closed,
}

/// A form to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormInput {
    /// Its name in its address: small letters, digits and hyphens.
    #[schema(example = "kitchen-quiz", pattern = "^[a-z0-9][a-z0-9-]{0,59}$")]
    pub key: String,
    /// What it asks; `docs/forms.md` describes it.
    pub definition: BTreeMap<String, Value>,
}

/// A new version of a form.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormChangeInput {
    /// What it asks; `docs/forms.md` describes it.
    pub definition: BTreeMap<String, Value>,
}

/// A form with its newest definition.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Form {
    /// Its id.
    #[schema(example = "frm_01aryz6s41tsv")]
    pub id: String,
    /// Its name in its address.
    pub key: String,
    /// Whether people may answer.
    pub state: FormState,
    /// The newest version of its definition.
    pub version: i64,
    /// The version that people see; `null` when it was never published.
    pub published: Option<i64>,
    /// Where people find it, from the server's address on.
    #[schema(example = "/f/kitchen-quiz")]
    pub path: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it was `viewed` and `answered`, and answers refused: `trap`, `quick`, `old`, `forged`, `rate`, `wrong`.
    pub counts: BTreeMap<String, i64>,
    /// The newest definition.
    pub definition: BTreeMap<String, Value>,
}

/// All forms.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormList {
    /// The forms, by key.
    pub items: Vec<Form>,
}

/// A question and what was answered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormAnswerLine {
    /// The question's id.
    pub question: String,
    /// The question.
    pub label: String,
    /// The answer as it is kept: text, number, truth or a list.
    pub value: Value,
    /// The answer as it was read.
    pub text: String,
}

/// An offer that was shown.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormOffer {
    /// The product's key.
    pub key: String,
    /// The product's name.
    pub name: String,
    /// The price in major units, as the catalogue says.
    pub price: Option<String>,
    /// By how many per cent it is below the limit that was given; negative: above it.
    pub below_limit_percent: Option<i32>,
    /// The wishes that it meets: question, or question and option.
    pub meets: Vec<String>,
    /// The wishes that it does not meet.
    pub misses: Vec<String>,
}

/// An answer to a form.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormAnswer {
    /// Its id.
    #[schema(example = "ans_01aryz6s41tsv")]
    pub id: String,
    /// The form's key.
    pub form: String,
    /// The form's heading.
    pub title: String,
    /// The version that was answered.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// The language of the page.
    pub language: String,
    /// Who answered; `null` until known.
    pub customer: Option<String>,
    /// The e-mail address that was given.
    pub email: Option<String>,
    /// The telephone number that was given.
    pub phone: Option<String>,
    /// The questions that were answered.
    pub lines: Vec<FormAnswerLine>,
    /// The offers that were shown.
    pub offers: Vec<FormOffer>,
}

/// A page of answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormAnswerPage {
    /// The answers, the latest first.
    pub items: Vec<FormAnswer>,
    /// What to ask for the next page with; `null` at the end.
    pub next_cursor: Option<String>,
}

/// A customer's answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormAnswerList {
    /// The answers to all forms, the latest first.
    pub items: Vec<FormAnswer>,
}

impl From<State> for FormState {
    fn from(state: State) -> Self {
        match state {
            State::Draft => Self::Draft,
            State::Published => Self::Published,
            State::Closed => Self::Closed,
        }
    }
}

impl Form {
    /// A form as it travels, with its address.
    pub(crate) fn of(form: forms::Form, state: &AppState) -> Self {
        Self {
            id: form.id.to_string(),
            path: format!("{}/f/{}", state.config().door, form.key),
            key: form.key.to_string(),
            state: form.state.into(),
            version: form.version,
            published: form.published,
            created_at: form.created_at,
            updated_at: form.updated_at,
            counts: form.counts,
            // It was JSON when it was kept.
            definition: serde_json::from_str(form.definition.get()).unwrap_or_default(),
        }
    }
}

impl From<Line> for FormAnswerLine {
    fn from(line: Line) -> Self {
        Self {
            question: line.question,
            label: line.label,
            value: line.value,
            text: line.text,
        }
    }
}

impl From<forms::Offer> for FormOffer {
    fn from(offer: forms::Offer) -> Self {
        Self {
            key: offer.key,
            name: offer.name,
            price: offer.price.map(|price| price.to_string()),
            below_limit_percent: offer.below_limit_percent,
            meets: offer.meets,
            misses: offer.misses,
        }
    }
}

impl FormAnswer {
    /// An answer beside the definition that was answered, in the definition's first language.
    pub(crate) fn of(answer: forms::FormAnswer, definition: &forms::Definition) -> Self {
        let language = definition.fallback();
        let lines = forms::told(definition, &answer.answers, language);
        Self {
            id: answer.id.to_string(),
            form: answer.form.to_string(),
            title: definition.title.in_language(language, language).to_owned(),
            version: answer.version,
            at: answer.at,
            language: answer.language,
            customer: answer.customer.map(|customer| customer.to_string()),
            email: answer.contact.email,
            phone: answer.contact.phone,
            lines: lines.into_iter().map(Into::into).collect(),
            offers: answer.offers.into_iter().map(Into::into).collect(),
        }
    }
}
