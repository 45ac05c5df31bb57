//! Options, and what they wish of offers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Check, texts};
use crate::forms::definition::NumberWish;
use crate::forms::wire::{WireNumberWish, WireOption, WireTest};
use crate::forms::wish::Bounds;
use crate::forms::{Choice, FormReason, Test, Text, Wishes};

/// The most options of a question.
const OPTIONS_MAX: usize = 100;
/// The most tests of an option.
const TESTS_MAX: usize = 20;

/// Reads the options of a question.
pub(super) fn read(check: &mut Check, path: &str, options: Option<Vec<Value>>) -> Vec<Choice> {
    let options = options.unwrap_or_default();
    check.require(
        (1..=OPTIONS_MAX).contains(&options.len()),
        path,
        FormReason::OptionsCount,
    );
    let mut all: Vec<Choice> = Vec::new();
    let mut values = BTreeSet::new();
    for (at, option) in options.into_iter().take(OPTIONS_MAX).enumerate() {
        let path = format!("{path}[{at}]");
        let option: WireOption = match serde_json::from_value(option) {
            Ok(option) => option,
            Err(error) => {
                check.say(
                    path,
                    FormReason::Unreadable {
                        said: error.to_string(),
                    },
                );
                continue;
            }
        };
        let place = format!("{path}.value");
        texts::name(check, &place, &option.value);
        check.require(
            values.insert(option.value.clone()),
            &place,
            FormReason::OptionTaken,
        );
        texts::optional(check, &format!("{path}.label"), option.label.as_ref());
        let tests = option.wants.unwrap_or_default();
        let wishes = wishes(check, &path, tests, option.weight, option.must);
        all.push(Choice {
            label: option
                .label
                .filter(|label| !label.is_empty())
                .unwrap_or_else(|| Text::One(option.value.clone())),
            value: option.value,
            wishes,
        });
    }
    all
}

/// Reads the tests that a yes or an option stands for.
pub(super) fn wishes(
    check: &mut Check,
    path: &str,
    tests: Vec<WireTest>,
    weight: Option<u32>,
    must: Option<bool>,
) -> Option<Wishes> {
    let weight = weigh(check, path, weight);
    let place = format!("{path}.wants");
    if tests.is_empty() {
        let is_lonely = must.is_some();
        check.require(!is_lonely, &place, FormReason::MustWithoutTest);
        return None;
    }
    check.require(tests.len() <= TESTS_MAX, &place, FormReason::TestsMany);
    has_quiz(check, &place);
    let tests = tests
        .into_iter()
        .take(TESTS_MAX)
        .enumerate()
        .filter_map(|(at, wire)| test(check, &format!("{place}[{at}]"), wire));
    Some(Wishes {
        tests: tests.collect(),
        weight,
        is_must: must.unwrap_or(false),
    })
}

/// Reads what a number says of offers.
pub(super) fn number_wish(
    check: &mut Check,
    path: &str,
    wants: Value,
    weight: Option<u32>,
    must: Option<bool>,
) -> Option<NumberWish> {
    let weight = weigh(check, path, weight);
    let place = format!("{path}.wants");
    has_quiz(check, &place);
    let wire: WireNumberWish = match serde_json::from_value(wants) {
        Ok(wire) => wire,
        Err(error) => {
            check.say(
                place,
                FormReason::Unreadable {
                    said: error.to_string(),
                },
            );
            return None;
        }
    };
    check.require(
        wire.price == wire.attribute.is_none(),
        &place,
        FormReason::WishSubject,
    );
    if let Some(attribute) = &wire.attribute {
        texts::name(check, &format!("{place}.attribute"), attribute);
    }
    Some(NumberWish {
        attribute: wire.attribute,
        comparison: wire.compare,
        weight,
        is_must: must.unwrap_or(false),
    })
}

fn weigh(check: &mut Check, path: &str, weight: Option<u32>) -> u32 {
    let weight = weight.unwrap_or(1);
    let place = format!("{path}.weight");
    check.require((1..=10).contains(&weight), &place, FormReason::WeightWrong);
    weight
}

fn has_quiz(check: &mut Check, path: &str) {
    let has_quiz = check.has_quiz;
    check.require(has_quiz, path, FormReason::QuizMissing);
}

fn test(check: &mut Check, path: &str, wire: WireTest) -> Option<Test> {
    let bounds = Bounds {
        at_least: wire.at_least,
        at_most: wire.at_most,
    };
    let has_bounds = wire.at_least.is_some() || wire.at_most.is_some();
    if let (Some(least), Some(most)) = (wire.at_least, wire.at_most) {
        check.require(least <= most, path, FormReason::TestBoundsCrossed);
    }
    let read = match (wire.category, wire.price, wire.attribute, wire.is_one_of) {
        (Some(any), false, None, None) if !has_bounds && !any.is_empty() => Test::Category(any),
        (None, false, Some(attribute), Some(any)) if !has_bounds && !any.is_empty() => {
            Test::OneOf(attribute, any)
        }
        (None, false, Some(attribute), None) if has_bounds => Test::Range(attribute, bounds),
        (None, true, None, None) if has_bounds => Test::Price(bounds),
        _ => {
            check.say(path, FormReason::TestWrong);
            return None;
        }
    };
    Some(read)
}
