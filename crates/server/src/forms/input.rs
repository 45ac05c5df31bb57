//! What a request says: its language and origin, and the answers in its body.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, header};
use customers::forms::{Definition, Input, Origin, QuestionKind};
use serde::Deserialize;
use serde_json::Value;

/// The parameters of campaigns, and what a fact calls them.
const CAMPAIGN: [(&str, &str); 5] = [
    ("utm_source", "source"),
    ("utm_medium", "medium"),
    ("utm_campaign", "name"),
    ("utm_term", "term"),
    ("utm_content", "content"),
];
/// The longest parameter that is taken, characters.
const LENGTH_MAX: usize = 500;

/// The parameters of the address.
pub(super) type Parameters = BTreeMap<String, String>;

/// A body in JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    /// The page's token, from `GET`.
    pub(super) token: String,
    /// The answers by question.
    pub(super) answers: BTreeMap<String, Value>,
}

/// The language in which a form is shown: the one asked for, else the first of the browser's that it has, else its first.
pub(super) fn language(
    definition: &Definition,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> String {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let wished = parameters.get("lang").map(String::as_str);
    let accepted = accepted
        .split(',')
        .map(|part| part.split(';').next().unwrap_or_default().trim());
    let found = wished
        .into_iter()
        .chain(accepted)
        .find_map(|wish| spoken(definition, wish));
    found.unwrap_or_else(|| definition.fallback()).to_owned()
}

/// The form's language that a wish is met by.
fn spoken<'a>(definition: &'a Definition, wish: &str) -> Option<&'a str> {
    let main = |language: &str| {
        let main = language.split('-').next().unwrap_or_default();
        let main = main.to_ascii_lowercase();
        if matches!(main.as_str(), "no" | "nn") {
            "nb".to_owned()
        } else {
            main
        }
    };
    let exact = definition
        .languages
        .iter()
        .find(|language| language.eq_ignore_ascii_case(wish));
    let near = || {
        definition
            .languages
            .iter()
            .find(|language| main(language) == main(wish))
    };
    exact.or_else(near).map(String::as_str)
}

/// Where somebody came from.
pub(super) fn origin(language: &str, parameters: &Parameters) -> Origin {
    let taken = |name: &str| {
        let value = parameters.get(name)?.trim();
        let is_well = !value.is_empty() && !value.chars().any(char::is_control);
        is_well.then(|| value.chars().take(LENGTH_MAX).collect::<String>())
    };
    let is_page = |page: &String| page.starts_with("https://") || page.starts_with("http://");
    Origin {
        language: language.to_owned(),
        page: taken("page").filter(is_page),
        campaign: CAMPAIGN
            .iter()
            .filter_map(|(parameter, name)| Some((*name, taken(parameter)?)))
            .collect(),
        anonymous_id: taken("aid").filter(|id| id.len() <= 100),
    }
}

/// The parameters that go on from the page to its answer, as an address after the question mark.
pub(super) fn carried(language: &str, parameters: &Parameters, referer: Option<&str>) -> String {
    let names = CAMPAIGN.iter().map(|(name, _)| *name);
    let mut all: Vec<(&str, &str)> = vec![("lang", language)];
    for name in names.chain(["page", "aid"]) {
        let value = parameters.get(name).map(String::as_str);
        let value = if name == "page" {
            value.or(referer)
        } else {
            value
        };
        if let Some(value) = value.filter(|value| value.chars().count() <= LENGTH_MAX) {
            all.push((name, value));
        }
    }
    all.iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

fn encoded(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            all.push(char::from(byte));
        } else {
            all.push('%');
            all.extend([byte >> 4, byte & 15].map(|half| {
                char::from_digit(u32::from(half), 16)
                    .unwrap_or('0')
                    .to_ascii_uppercase()
            }));
        }
    }
    all
}

/// The values of hidden questions, from the address.
pub(super) fn hidden(definition: &Definition, parameters: &Parameters) -> Input {
    let questions = definition.questions.iter();
    questions
        .filter_map(|question| match &question.kind {
            QuestionKind::Hidden { parameter } => {
                let value = parameters.get(parameter)?.clone();
                Some((question.id.clone(), vec![value]))
            }
            _ => None,
        })
        .collect()
}

/// The fields of a form-encoded body.
pub(super) fn fields(body: &[u8]) -> Input {
    let mut input = Input::new();
    for pair in body.split(|byte| *byte == b'&').take(2_000) {
        let mut parts = pair.splitn(2, |byte| *byte == b'=');
        let (name, value) = (parts.next().unwrap_or(b""), parts.next().unwrap_or(b""));
        if !name.is_empty() {
            input.entry(decoded(name)).or_default().push(decoded(value));
        }
    }
    input
}

fn decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => byte(*high).zip(byte(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high << 4 | low);
            rest = &tail[2..];
        } else {
            bytes.push(if *first == b'+' { b' ' } else { *first });
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn byte(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

/// The fields of answers in JSON.
pub(super) fn of_json(answers: BTreeMap<String, Value>) -> Input {
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let values = |value| match value {
        Value::Array(all) => all.into_iter().map(text).collect(),
        one => vec![text(one)],
    };
    answers
        .into_iter()
        .map(|(id, value)| (id, values(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_decoded_as_browsers_write_it() {
        let input = fields(b"name=Ada+L%C3%B8v&many=a&many=b&empty=&%zz=%4&=x&alone");
        assert_eq!(input["name"], ["Ada Løv"]);
        assert_eq!(input["many"], ["a", "b"]);
        assert_eq!(input["empty"], [""]);
        assert_eq!(input["%zz"], ["%4"]);
        assert_eq!(input["alone"], [""]);
        assert_eq!(input.len(), 5);
    }

    #[test]
    fn what_is_carried_on_can_not_leave_its_parameter() {
        let parameters = [
            ("utm_source", "a&b=\"<"),
            ("page", "https://x.y/ø"),
            ("other", "1"),
        ];
        let parameters: Parameters = parameters
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(
            carried("fa", &parameters, None),
            "lang=fa&utm_source=a%26b%3D%22%3C&page=https%3A%2F%2Fx.y%2F%C3%B8"
        );
        let origin = origin("fa", &parameters);
        assert_eq!(origin.campaign, [("source", "a&b=\"<".to_owned())]);
        assert_eq!(origin.page.as_deref(), Some("https://x.y/ø"));
    }
}
