//! Answers as CSV.

use std::collections::BTreeSet;

use serde_json::Value;

use super::wish::plain;
use super::{Definition, FormAnswer, QuestionKind};
use crate::csv::{harmless, line};

/// The columns that every answer has.
const FIXED: [&str; 5] = ["id", "at", "version", "language", "customer"];

/// How the answers to a form become lines.
#[derive(Clone, Debug)]
pub struct AnswersCsv {
    questions: Vec<(String, IsPlain)>,
}

/// Whether a column holds numbers and telephones alone, which begin with a sign for good reason.
type IsPlain = bool;

impl AnswersCsv {
    /// The columns of a form's versions, given the newest first: its questions, then those that it asked once.
    pub fn new(versions: &[Definition]) -> Self {
        let mut seen = BTreeSet::new();
        let mut questions = Vec::new();
        for question in versions.iter().flat_map(|version| &version.questions) {
            if seen.insert(question.id.as_str()) {
                let is_plain = matches!(
                    question.kind,
                    QuestionKind::Number { .. } | QuestionKind::Phone
                );
                questions.push((question.id.clone(), is_plain));
            }
        }
        Self { questions }
    }

    /// The header.
    pub fn header(&self) -> String {
        let asked = self.questions.iter().map(|(id, _)| id.as_str());
        line(FIXED.into_iter().chain(asked).map(str::to_owned))
    }

    /// The line of an answer.
    pub fn line(&self, answer: &FormAnswer) -> String {
        let fixed = [
            answer.id.to_string(),
            answer.at.to_string(),
            answer.version.to_string(),
            answer.language.clone(),
            answer
                .customer
                .map(|customer| customer.to_string())
                .unwrap_or_default(),
        ];
        let asked = self.questions.iter().map(|(id, is_plain)| {
            let text = answer.answers.get(id).map(cell).unwrap_or_default();
            if *is_plain { text } else { harmless(text) }
        });
        line(fixed.into_iter().chain(asked))
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Array(all) => all.iter().filter_map(plain).collect::<Vec<_>>().join("; "),
        one => plain(one).unwrap_or_default(),
    }
}
