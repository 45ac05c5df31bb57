//! An answer as people read it: each question beside what was answered.

use serde::Serialize;
use serde_json::{Map, Value};

use super::wish::plain;
use super::{Definition, Question, QuestionKind, Text};

/// A question and what was answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// The question's id.
    pub question: String,
    /// The question.
    pub label: String,
    /// The answer as it is kept.
    pub value: Value,
    /// The answer as it was read: options by their labels, numbers with their unit.
    pub text: String,
}

/// Puts answers beside the questions that were asked, in a language.
pub fn told(definition: &Definition, answers: &Map<String, Value>, language: &str) -> Vec<Line> {
    let words = |text: &Text| text.in_language(language, definition.fallback()).to_owned();
    let line = |question: &Question| {
        let value = answers.get(&question.id)?.clone();
        let label = words(&question.label);
        Some(Line {
            question: question.id.clone(),
            label: if label.is_empty() {
                question.id.clone()
            } else {
                label
            },
            text: text(question, &value, &words),
            value,
        })
    };
    definition.questions.iter().filter_map(line).collect()
}

fn text(question: &Question, value: &Value, words: &impl Fn(&Text) -> String) -> String {
    match (&question.kind, value) {
        (QuestionKind::OneOf(choices) | QuestionKind::ManyOf(choices), value) => {
            let label = |value: &Value| {
                let value = plain(value)?;
                let choice = choices.iter().find(|choice| choice.value == value);
                Some(choice.map_or(value, |choice| words(&choice.label)))
            };
            match value {
                Value::Array(all) => all.iter().filter_map(label).collect::<Vec<_>>().join("; "),
                one => label(one).unwrap_or_default(),
            }
        }
        (
            QuestionKind::Number {
                unit: Some(unit), ..
            },
            value,
        ) => {
            format!("{} {}", plain(value).unwrap_or_default(), words(unit))
        }
        (_, value) => plain(value).unwrap_or_default(),
    }
}
