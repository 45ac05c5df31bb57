//! Wishes: what an answer asks of an offer.

use serde_json::Value;

use super::definition::NumberWish;
use super::{Answer, Answers, Definition, Item, Number, QuestionKind, Text};

/// Tests that an offer passes to meet one answer: all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// The tests.
    pub tests: Vec<Test>,
    /// How much meeting them counts, 1 to 10.
    pub weight: u32,
    /// Whether an offer that does not meet them is left out.
    pub is_must: bool,
}

/// A test of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Its category is one of these.
    Category(Vec<String>),
    /// An attribute is one of these, whatever the case of letters.
    OneOf(String, Vec<String>),
    /// An attribute is a number within bounds, themselves included.
    Range(String, Bounds),
    /// Its price is within bounds, themselves included.
    Price(Bounds),
}

/// The least and the most that a number may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub at_least: Option<Number>,
    /// The most.
    pub at_most: Option<Number>,
}

/// How a number is held against an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The attribute is at most the number.
    AtMost,
    /// The attribute is at least the number.
    AtLeast,
}

/// A wish that somebody has uttered by an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The question, and the option's value where one was chosen: `style=modern`.
    pub name: String,
    /// What to call it.
    pub label: Text,
    /// What it asks.
    pub wishes: Wishes,
}

impl Bounds {
    fn holds(self, number: Option<Number>) -> bool {
        number.is_some_and(|number| {
            self.at_least.is_none_or(|least| least <= number)
                && self.at_most.is_none_or(|most| number <= most)
        })
    }
}

impl Test {
    /// Whether a product passes.
    pub fn passes(&self, item: &Item) -> bool {
        match self {
            Self::Category(any) => item
                .category
                .as_deref()
                .is_some_and(|category| any.iter().any(|one| same(one, category))),
            Self::OneOf(attribute, any) => {
                let value = item.attributes.get(attribute).and_then(plain);
                value.is_some_and(|value| any.iter().any(|one| same(one, &value)))
            }
            Self::Range(attribute, bounds) => {
                bounds.holds(item.attributes.get(attribute).and_then(Number::of_json))
            }
            Self::Price(bounds) => bounds.holds(item.price),
        }
    }
}

impl Wishes {
    /// Whether a product meets them all.
    pub fn are_met_by(&self, item: &Item) -> bool {
        self.tests.iter().all(|test| test.passes(item))
    }
}

impl NumberWish {
    fn of(&self, number: Number) -> Wishes {
        let (at_least, at_most) = match self.comparison {
            Comparison::AtLeast => (Some(number), None),
            Comparison::AtMost => (None, Some(number)),
        };
        let bounds = Bounds { at_least, at_most };
        let test = match &self.attribute {
            Some(attribute) => Test::Range(attribute.clone(), bounds),
            None => Test::Price(bounds),
        };
        Wishes {
            tests: vec![test],
            weight: self.weight,
            is_must: self.is_must,
        }
    }
}

/// The wishes that answers utter, in the order of the questions.
pub fn sought(definition: &Definition, answers: &Answers) -> Vec<Sought> {
    let mut all = Vec::new();
    for question in &definition.questions {
        let Some(answer) = answers.find(&question.id) else {
            continue;
        };
        match (&question.kind, answer) {
            (
                QuestionKind::Number {
                    wishes: Some(wish), ..
                },
                Answer::Number(number),
            ) => {
                all.push(Sought {
                    name: question.id.clone(),
                    label: question.label.clone(),
                    wishes: wish.of(*number),
                });
            }
            (QuestionKind::YesNo(Some(wishes)), Answer::YesNo(true)) => all.push(Sought {
                name: question.id.clone(),
                label: question.label.clone(),
                wishes: wishes.clone(),
            }),
            (QuestionKind::OneOf(choices) | QuestionKind::ManyOf(choices), answer) => {
                for choice in choices.iter().filter(|choice| answer.has(&choice.value)) {
                    if let Some(wishes) = &choice.wishes {
                        all.push(Sought {
                            name: format!("{}={}", question.id, choice.value),
                            label: choice.label.clone(),
                            wishes: wishes.clone(),
                        });
                    }
                }
            }
            _ => {}
        }
    }
    all
}

fn same(left: &str, right: &str) -> bool {
    left.trim().to_lowercase() == right.trim().to_lowercase()
}

/// An attribute's value as text.
pub(crate) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(if *is { "yes" } else { "no" }.to_owned()),
        _ => None,
    }
}
