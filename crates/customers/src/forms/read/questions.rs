//! One question of a definition.

use serde_json::Value;

use super::{Check, choices, texts};
use crate::forms::wire::{WireQuestion, WireType};
use crate::forms::{Condition, FormReason, Question, QuestionKind};

/// The longest answer in words, characters, unless the form says otherwise.
const LENGTH_MAX: usize = 200;
const LONG_LENGTH_MAX: usize = 2000;
/// The longest answer that a form may ask for, characters.
const LENGTH_LIMIT: usize = 10_000;
/// The name of the field that only machines fill in.
pub const TRAP: &str = "website";

/// Reads a question; `before` are those above it, of which its condition may speak.
pub(super) fn read(
    check: &mut Check,
    path: &str,
    value: Value,
    before: &[Question],
) -> Option<Question> {
    let wire: WireQuestion = match serde_json::from_value(value) {
        Ok(wire) => wire,
        Err(error) => {
            check.say(
                path,
                FormReason::Unreadable {
                    said: error.to_string(),
                },
            );
            return None;
        }
    };
    id(check, &format!("{path}.id"), &wire.id, before);
    belongs(check, path, &wire);
    let label = format!("{path}.label");
    if wire.r#type == WireType::Hidden {
        texts::optional(check, &label, Some(&wire.label));
    } else {
        texts::needed(check, &label, &wire.label);
    }
    texts::optional(check, &format!("{path}.help"), wire.help.as_ref());
    if let Some(attribute) = &wire.attribute {
        texts::name(check, &format!("{path}.attribute"), attribute);
    }
    if let Some(condition) = &wire.show_if {
        shown_if(check, &format!("{path}.show_if"), condition, before);
    }
    Some(Question {
        id: wire.id.clone(),
        label: wire.label.clone(),
        help: wire.help.clone(),
        is_required: wire.required,
        attribute: wire.attribute.clone(),
        show_if: wire.show_if.clone(),
        kind: kind(check, path, wire),
    })
}

fn id(check: &mut Check, path: &str, id: &str, before: &[Question]) {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let is_well = (1..=40).contains(&id.len())
        && id.bytes().all(plain)
        && id.starts_with(|first: char| first.is_ascii_lowercase());
    check.require(is_well, path, FormReason::IdWrong);
    check.require(id != TRAP, path, FormReason::IdReserved { id: TRAP });
    check.require(
        before.iter().all(|question| question.id != id),
        path,
        FormReason::IdTaken,
    );
}

/// A condition speaks of an earlier question with options: so there are no circles, and nothing to compute.
fn shown_if(check: &mut Check, path: &str, condition: &Condition, before: &[Question]) {
    let earlier = before
        .iter()
        .find(|question| question.id == condition.question);
    let Some(values) = earlier.and_then(|question| question.kind.values()) else {
        check.say(format!("{path}.question"), FormReason::ConditionQuestion);
        return;
    };
    check.require(
        !condition.is_one_of.is_empty(),
        &format!("{path}.is_one_of"),
        FormReason::ConditionValues,
    );
    for (at, value) in condition.is_one_of.iter().enumerate() {
        check.require(
            values.contains(&value.as_str()),
            &format!("{path}.is_one_of[{at}]"),
            FormReason::ConditionValueUnknown,
        );
    }
}

/// Says which fields do not belong to a question of this type.
fn belongs(check: &mut Check, path: &str, wire: &WireQuestion) {
    use WireType::{Consent, Hidden, ManyOf, Number, OneOf, Text, YesNo};
    let fields: [(&str, bool, &[WireType]); 14] = [
        ("length_max", wire.length_max.is_some(), &[Text]),
        ("long", wire.long.is_some(), &[Text]),
        ("min", wire.min.is_some(), &[Number]),
        ("max", wire.max.is_some(), &[Number]),
        ("decimals", wire.decimals.is_some(), &[Number]),
        ("unit", wire.unit.is_some(), &[Number]),
        ("options", wire.options.is_some(), &[OneOf, ManyOf]),
        ("wants", wire.wants.is_some(), &[Number, YesNo]),
        ("weight", wire.weight.is_some(), &[Number, YesNo]),
        ("must", wire.must.is_some(), &[Number, YesNo]),
        ("purpose", wire.purpose.is_some(), &[Consent]),
        ("channel", wire.channel.is_some(), &[Consent]),
        ("text_version", wire.text_version.is_some(), &[Consent]),
        ("parameter", wire.parameter.is_some(), &[Hidden]),
    ];
    for (field, is_there, types) in fields {
        if is_there && !types.contains(&wire.r#type) {
            let kind = wire.r#type.name();
            let reason = FormReason::FieldForeign { field, kind };
            check.say(format!("{path}.{field}"), reason);
        }
    }
    check.require(
        !(wire.r#type == Hidden && (wire.required || wire.show_if.is_some())),
        path,
        FormReason::HiddenShown,
    );
}

fn kind(check: &mut Check, path: &str, wire: WireQuestion) -> QuestionKind {
    match wire.r#type {
        WireType::Text => text(check, path, &wire),
        WireType::Email => QuestionKind::Email,
        WireType::Phone => QuestionKind::Phone,
        WireType::Date => QuestionKind::Date,
        WireType::Number => number(check, path, wire),
        WireType::OneOf => QuestionKind::OneOf(choices::read(
            check,
            &format!("{path}.options"),
            wire.options,
        )),
        WireType::ManyOf => QuestionKind::ManyOf(choices::read(
            check,
            &format!("{path}.options"),
            wire.options,
        )),
        WireType::YesNo => {
            let tests = wire.wants.map_or(Ok(Vec::new()), serde_json::from_value);
            let tests = tests.unwrap_or_else(|error| {
                check.say(
                    format!("{path}.wants"),
                    FormReason::Unreadable {
                        said: error.to_string(),
                    },
                );
                Vec::new()
            });
            let wishes = choices::wishes(check, path, tests, wire.weight, wire.must);
            QuestionKind::YesNo(wishes)
        }
        WireType::Consent => QuestionKind::Consent {
            purpose: texts::named(check, &format!("{path}.purpose"), wire.purpose),
            channel: texts::named(check, &format!("{path}.channel"), wire.channel),
            text_version: texts::named(check, &format!("{path}.text_version"), wire.text_version),
        },
        WireType::Hidden => {
            let path = format!("{path}.parameter");
            let parameter = texts::named(check, &path, wire.parameter);
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
            check.require(
                parameter.bytes().all(plain),
                &path,
                FormReason::ParameterWrong,
            );
            QuestionKind::Hidden { parameter }
        }
    }
}

fn text(check: &mut Check, path: &str, wire: &WireQuestion) -> QuestionKind {
    let is_long = wire.long.unwrap_or(false);
    let usual = if is_long { LONG_LENGTH_MAX } else { LENGTH_MAX };
    let length_max = wire.length_max.unwrap_or(usual);
    check.require(
        (1..=LENGTH_LIMIT).contains(&length_max),
        &format!("{path}.length_max"),
        FormReason::LengthWrong,
    );
    QuestionKind::Text {
        length_max,
        is_long,
    }
}

fn number(check: &mut Check, path: &str, wire: WireQuestion) -> QuestionKind {
    let decimals = wire.decimals.unwrap_or(0);
    check.require(
        decimals <= 6,
        &format!("{path}.decimals"),
        FormReason::DecimalsWrong,
    );
    if let (Some(min), Some(max)) = (wire.min, wire.max) {
        check.require(
            min <= max,
            &format!("{path}.min"),
            FormReason::BoundsCrossed,
        );
    }
    texts::optional(check, &format!("{path}.unit"), wire.unit.as_ref());
    let (weight, must) = (wire.weight, wire.must);
    let wishes = wire
        .wants
        .and_then(|wants| choices::number_wish(check, path, wants, weight, must));
    QuestionKind::Number {
        min: wire.min,
        max: wire.max,
        decimals,
        unit: wire.unit,
        wishes,
    }
}
