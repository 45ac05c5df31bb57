//! Reading a definition: everything is checked, every mistake is told with its path.

mod choices;
mod frame;
mod questions;
mod texts;

use serde_json::Value;

pub use questions::TRAP;

use super::wire::WireForm;
use super::{Definition, FormReason, Wrong};

/// The longest definition, bytes.
const BYTES_MAX: usize = 200_000;
/// The most questions.
const QUESTIONS_MAX: usize = 50;

/// Reads a definition from JSON.
///
/// # Errors
///
/// All mistakes, each with its path and a sentence; only the first when the text is not JSON.
pub fn read_definition(json: &str) -> Result<Definition, Vec<Wrong>> {
    if json.len() > BYTES_MAX {
        return Err(vec![Wrong::new(
            "",
            FormReason::TooLong { most: BYTES_MAX },
        )]);
    }
    let unreadable = |error: serde_json::Error| {
        let said = error.to_string();
        vec![Wrong::new("", FormReason::Unreadable { said })]
    };
    let value: Value = serde_json::from_str(json).map_err(unreadable)?;
    let wire: WireForm = serde_json::from_value(value).map_err(unreadable)?;
    let mut check = Check {
        languages: frame::languages(&wire.languages),
        has_quiz: wire.quiz.is_some(),
        wrong: Vec::new(),
    };
    let definition = read(&mut check, wire);
    if check.wrong.is_empty() {
        Ok(definition)
    } else {
        Err(check.wrong)
    }
}

/// What is known while a definition is read, and the mistakes so far.
struct Check {
    languages: Vec<String>,
    has_quiz: bool,
    wrong: Vec<Wrong>,
}

impl Check {
    fn say(&mut self, path: impl Into<String>, reason: FormReason) {
        self.wrong.push(Wrong::new(path, reason));
    }

    fn require(&mut self, is_well: bool, path: &str, reason: FormReason) {
        if !is_well {
            self.say(path, reason);
        }
    }
}

fn read(check: &mut Check, wire: WireForm) -> Definition {
    frame::check_languages(check);
    texts::needed(check, "title", &wire.title);
    texts::optional(check, "intro", wire.intro.as_ref());
    texts::optional(check, "submit", wire.submit.as_ref());
    let count = wire.questions.len();
    check.require(
        (1..=QUESTIONS_MAX).contains(&count),
        "questions",
        FormReason::QuestionsCount,
    );
    let mut all = Vec::with_capacity(count.min(QUESTIONS_MAX));
    for (at, question) in wire.questions.into_iter().take(QUESTIONS_MAX).enumerate() {
        let path = format!("questions[{at}]");
        if let Some(question) = questions::read(check, &path, question, &all) {
            all.push(question);
        }
    }
    let hosts = frame::hosts(check, wire.hosts);
    Definition {
        title: wire.title,
        languages: check.languages.clone(),
        intro: wire.intro,
        questions: all,
        submit: wire.submit,
        after: frame::after(check, wire.after, &hosts),
        quiz: wire.quiz.map(|quiz| frame::quiz(check, quiz)),
        hosts,
    }
}
