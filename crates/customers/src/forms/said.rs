//! Answers as a fact.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Answer, Answers, Definition, NewAnswer, QuestionKind};
use crate::fact::{Fact, FactKind, Who};

/// Where an answer came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The language of the page.
    pub language: String,
    /// The page that showed the form.
    pub page: Option<String>,
    /// What led to the page: `source`, `medium`, `name`, `term`, `content`.
    pub campaign: Vec<(&'static str, String)>,
    /// The visitor's id that the page was given.
    pub anonymous_id: Option<String>,
}

/// Makes a fact of answers: who by e-mail, telephone and visitor, traits by the questions' attributes, consents with their text.
pub fn fact(new: &NewAnswer<'_>, at: Timestamp) -> Fact {
    let (definition, answers) = (&new.form.definition, new.answers);
    let who = Who {
        user_id: None,
        anonymous_id: Some(anonymous_id(new.origin, new.message_id)),
        email: answers.email().map(|email| email.expose().to_owned()),
        phone: answers.phone().map(|phone| phone.expose().to_owned()),
    };
    let mut fact = Fact::new(FactKind::Form, new.message_id, at, who);
    fact.name = Some(new.form.key.to_string());
    fact.properties = answers.json();
    fact.traits = traits(definition, answers);
    fact.context = context(new.form.version, definition, answers, new.origin);
    fact
}

/// Who answers without telling who they are is a visitor of this one page.
pub(super) fn anonymous_id(origin: &Origin, message_id: &str) -> String {
    let known = origin.anonymous_id.clone();
    known.unwrap_or_else(|| format!("form-{message_id}"))
}

fn traits(definition: &Definition, answers: &Answers) -> Map<String, Value> {
    let mut traits = Map::new();
    for (id, answer) in answers.each() {
        let Some(question) = definition.find(id) else {
            continue;
        };
        if let Some(attribute) = &question.attribute {
            traits.insert(attribute.clone(), answer.json());
        }
        let usual = match question.kind {
            QuestionKind::Email => "email",
            QuestionKind::Phone => "phone",
            _ => continue,
        };
        traits.entry(usual).or_insert_with(|| answer.json());
    }
    traits
}

fn context(
    version: i64,
    definition: &Definition,
    answers: &Answers,
    origin: &Origin,
) -> Map<String, Value> {
    let mut context = Map::new();
    context.insert("form".to_owned(), json!({ "version": version }));
    context.insert("locale".to_owned(), json!(origin.language));
    if let Some(page) = &origin.page {
        context.insert("page".to_owned(), json!({ "url": page }));
    }
    if !origin.campaign.is_empty() {
        let campaign: Map<String, Value> = origin
            .campaign
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect();
        context.insert("campaign".to_owned(), Value::Object(campaign));
    }
    let consents: Vec<Value> = answers
        .each()
        .filter_map(|(id, answer)| consent(definition, id, answer, &origin.language))
        .collect();
    if !consents.is_empty() {
        context.insert("consents".to_owned(), Value::Array(consents));
    }
    context
}

/// What was agreed to or not, with the very words.
fn consent(definition: &Definition, id: &str, answer: &Answer, language: &str) -> Option<Value> {
    let question = definition.find(id)?;
    let (
        QuestionKind::Consent {
            purpose,
            channel,
            text_version,
        },
        Answer::Consent(given),
    ) = (&question.kind, answer)
    else {
        return None;
    };
    Some(json!({
        "purpose": purpose,
        "channel": channel,
        "given": given,
        "text": question.label.in_language(language, definition.fallback()),
        "text_version": text_version,
        "language": language,
    }))
}
