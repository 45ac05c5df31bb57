//! Answers that were read.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Email, Phone};
use serde_json::{Map, Value};

use super::Number;

/// What came in: each field with its values as text.
pub type Input = BTreeMap<String, Vec<String>>;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Words.
    Text(String),
    /// An e-mail address.
    Email(Email),
    /// A telephone number.
    Phone(Phone),
    /// A number.
    Number(Number),
    /// One option's value.
    One(String),
    /// Several options' values, in the order of the options.
    Many(Vec<String>),
    /// A day.
    Date(Date),
    /// Yes or no.
    YesNo(bool),
    /// Whether the text was agreed to.
    Consent(bool),
}

impl Answer {
    /// Whether an option was chosen; of yes or no by the names `yes` and `no`.
    pub fn has(&self, value: &str) -> bool {
        match self {
            Self::One(one) => one == value,
            Self::Many(many) => many.iter().any(|one| one == value),
            Self::YesNo(is) => value == if *is { "yes" } else { "no" },
            _ => false,
        }
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        match self {
            Self::Text(text) | Self::One(text) => Value::String(text.clone()),
            Self::Email(email) => Value::String(email.expose().to_owned()),
            Self::Phone(phone) => Value::String(phone.expose().to_owned()),
            Self::Number(number) => number.json(),
            Self::Many(many) => many.iter().cloned().map(Value::String).collect(),
            Self::Date(date) => Value::String(date.to_string()),
            Self::YesNo(is) | Self::Consent(is) => Value::Bool(*is),
        }
    }
}

/// The answers to a form's questions, in their order; what was not asked or not answered is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub(super) given: Vec<(String, Answer)>,
}

impl Answers {
    /// The answer to a question.
    pub fn find(&self, question: &str) -> Option<&Answer> {
        let found = self.given.iter().find(|(id, _)| id == question);
        found.map(|(_, answer)| answer)
    }

    /// Each question's id with its answer.
    pub fn each(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.given.iter().map(|(id, answer)| (id.as_str(), answer))
    }

    /// As a JSON object.
    pub fn json(&self) -> Map<String, Value> {
        let pairs = self.given.iter();
        pairs
            .map(|(id, answer)| (id.clone(), answer.json()))
            .collect()
    }

    /// The first e-mail address.
    pub fn email(&self) -> Option<&Email> {
        self.given.iter().find_map(|(_, answer)| match answer {
            Answer::Email(email) => Some(email),
            _ => None,
        })
    }

    /// The first telephone number.
    pub fn phone(&self) -> Option<&Phone> {
        self.given.iter().find_map(|(_, answer)| match answer {
            Answer::Phone(phone) => Some(phone),
            _ => None,
        })
    }
}
