//! Reading answers against the questions.

use std::collections::BTreeSet;

use kernel::{Email, Phone};

use super::number::western;
use super::{
    Answer, AnswerFault, Answers, Choice, Definition, Input, Number, Question, QuestionKind,
    WrongAnswer,
};

/// Values of one field that are looked at.
const VALUES_MAX: usize = 200;
/// The longest value of a hidden field, characters.
const HIDDEN_MAX: usize = 500;

/// Reads what came in; fields of questions that are not shown are left out, whatever they hold.
///
/// # Errors
///
/// Every wrong field, in the order of the questions; then what the form does not ask.
pub fn read_answers(definition: &Definition, input: &Input) -> Result<Answers, Vec<WrongAnswer>> {
    let mut answers = Answers::default();
    let mut wrong = Vec::new();
    for question in &definition.questions {
        if !is_shown(question, &answers) {
            continue;
        }
        match read(question, &values(input, &question.id)) {
            Ok(Some(answer)) => answers.given.push((question.id.clone(), answer)),
            Ok(None) => {}
            Err(fault) => wrong.push(WrongAnswer {
                question: question.id.clone(),
                fault,
            }),
        }
    }
    let asked: BTreeSet<&str> = definition
        .questions
        .iter()
        .map(|question| question.id.as_str())
        .collect();
    let unasked = input.keys().filter(|id| !asked.contains(id.as_str()));
    wrong.extend(unasked.map(|id| WrongAnswer {
        question: id.chars().take(60).collect(),
        fault: AnswerFault::Unasked,
    }));
    if wrong.is_empty() {
        Ok(answers)
    } else {
        Err(wrong)
    }
}

/// A condition speaks of an earlier question, whose answer is read already.
fn is_shown(question: &Question, answers: &Answers) -> bool {
    question.show_if.as_ref().is_none_or(|condition| {
        answers
            .find(&condition.question)
            .is_some_and(|answer| condition.is_one_of.iter().any(|value| answer.has(value)))
    })
}

/// The values of a field that hold something.
fn values<'a>(input: &'a Input, id: &str) -> Vec<&'a str> {
    let all = input.get(id).map(Vec::as_slice).unwrap_or_default();
    all.iter()
        .take(VALUES_MAX)
        .map(|value| value.trim())
        .filter(|value| !value.is_empty())
        .collect()
}

fn read(question: &Question, values: &[&str]) -> Result<Option<Answer>, AnswerFault> {
    match &question.kind {
        QuestionKind::Consent { .. } => {
            let is_given = match values.first() {
                None => false,
                Some(text) => yes_or_no(text).ok_or(AnswerFault::NotAnOption)?,
            };
            if question.is_required && !is_given {
                return Err(AnswerFault::ConsentMissing);
            }
            return Ok(Some(Answer::Consent(is_given)));
        }
        QuestionKind::ManyOf(choices) if !values.is_empty() => {
            return many(choices, values).map(Some);
        }
        QuestionKind::Hidden { .. } => {
            let text = values.first().map(|text| cut(text, HIDDEN_MAX));
            return Ok(text.map(Answer::Text));
        }
        _ => {}
    }
    match values {
        [] if question.is_required => Err(AnswerFault::Missing),
        [] => Ok(None),
        [text] => one(&question.kind, text).map(Some),
        _ => Err(AnswerFault::OneOnly),
    }
}

fn one(kind: &QuestionKind, text: &str) -> Result<Answer, AnswerFault> {
    match kind {
        QuestionKind::Text { length_max, .. } => {
            if text.chars().count() > *length_max {
                return Err(AnswerFault::TooLong(*length_max));
            }
            let text = without_controls(text);
            if text.trim().is_empty() {
                return Err(AnswerFault::Missing);
            }
            Ok(Answer::Text(text))
        }
        QuestionKind::Email => Email::parse(text)
            .map(Answer::Email)
            .map_err(|_| AnswerFault::Email),
        QuestionKind::Phone => {
            let western: String = text.chars().map(western).collect();
            Phone::parse(&western)
                .map(Answer::Phone)
                .map_err(|_| AnswerFault::Phone)
        }
        QuestionKind::Number {
            min, max, decimals, ..
        } => number(text, *min, *max, *decimals),
        QuestionKind::OneOf(choices) => find(choices, text).map(Answer::One),
        QuestionKind::Date => {
            let western: String = text.chars().map(western).collect();
            western
                .parse()
                .map(Answer::Date)
                .map_err(|_| AnswerFault::Date)
        }
        QuestionKind::YesNo(_) => yes_or_no(text)
            .map(Answer::YesNo)
            .ok_or(AnswerFault::NotAnOption),
        QuestionKind::ManyOf(_) | QuestionKind::Consent { .. } | QuestionKind::Hidden { .. } => {
            Err(AnswerFault::NotAnOption)
        }
    }
}

fn number(
    text: &str,
    min: Option<Number>,
    max: Option<Number>,
    decimals: u8,
) -> Result<Answer, AnswerFault> {
    let number = Number::read(text).ok_or(AnswerFault::Number)?;
    if let Some(min) = min.filter(|min| number < *min) {
        return Err(AnswerFault::TooSmall(min));
    }
    if let Some(max) = max.filter(|max| *max < number) {
        return Err(AnswerFault::TooLarge(max));
    }
    if number.decimals() > decimals {
        return Err(AnswerFault::TooFine(decimals));
    }
    Ok(Answer::Number(number))
}

fn many(choices: &[Choice], values: &[&str]) -> Result<Answer, AnswerFault> {
    for value in values {
        find(choices, value)?;
    }
    let chosen = choices
        .iter()
        .filter(|choice| values.contains(&choice.value.as_str()));
    Ok(Answer::Many(
        chosen.map(|choice| choice.value.clone()).collect(),
    ))
}

fn find(choices: &[Choice], value: &str) -> Result<String, AnswerFault> {
    let found = choices.iter().find(|choice| choice.value == value);
    found
        .map(|choice| choice.value.clone())
        .ok_or(AnswerFault::NotAnOption)
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" | "true" | "on" | "1" => Some(true),
        "no" | "false" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Lines stay; what no person writes goes, such as a null, which a database would refuse.
fn without_controls(text: &str) -> String {
    text.chars()
        .filter(|char| !char.is_control() || matches!(char, '\n' | '\t'))
        .collect()
}

fn cut(text: &str, length: usize) -> String {
    without_controls(text).chars().take(length).collect()
}
