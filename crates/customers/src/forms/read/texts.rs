//! Texts and names within a definition.

use super::Check;
use crate::forms::{FormReason, Text};

/// The longest text, characters.
const LENGTH_MAX: usize = 2000;

/// Checks a text that must be there.
pub(super) fn needed(check: &mut Check, path: &str, text: &Text) {
    check.require(!text.is_empty(), path, FormReason::TextMissing);
    lengths(check, path, text);
}

/// Checks a text that may be absent.
pub(super) fn optional(check: &mut Check, path: &str, text: Option<&Text>) {
    if let Some(text) = text {
        lengths(check, path, text);
    }
}

fn lengths(check: &mut Check, path: &str, text: &Text) {
    for (language, words) in text.each() {
        let place = if language.is_empty() {
            path.to_owned()
        } else {
            format!("{path}.{language}")
        };
        if !language.is_empty() && !check.languages.iter().any(|known| known == language) {
            let language = language.to_owned();
            check.say(place.as_str(), FormReason::LanguageUnlisted { language });
        }
        check.require(
            words.chars().count() <= LENGTH_MAX,
            &place,
            FormReason::TextLong,
        );
        check.require(
            !words.chars().any(|char| char.is_control() && char != '\n'),
            &place,
            FormReason::TextControls,
        );
    }
}

/// Checks a name that is kept with an answer: an attribute, a purpose, a value.
pub(super) fn name(check: &mut Check, path: &str, name: &str) {
    let is_well = (1..=100).contains(&name.chars().count())
        && name.trim() == name
        && !name.chars().any(char::is_control);
    check.require(is_well, path, FormReason::NameWrong);
}

/// Takes a name that must be there.
pub(super) fn named(check: &mut Check, path: &str, value: Option<String>) -> String {
    if let Some(value) = value {
        name(check, path, &value);
        value
    } else {
        check.say(path, FormReason::NameMissing);
        String::new()
    }
}
