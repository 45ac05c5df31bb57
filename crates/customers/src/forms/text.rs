//! Texts in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A text for people: one for all languages, or one a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// The same in every language.
    One(String),
    /// By language, such as `en` or `pt-BR`.
    Many(BTreeMap<String, String>),
}

impl Default for Text {
    fn default() -> Self {
        Self::One(String::new())
    }
}

impl Text {
    /// The text in a language; else in its main language, else in `fallback`, else in any.
    pub fn in_language(&self, language: &str, fallback: &str) -> &str {
        match self {
            Self::One(text) => text,
            Self::Many(texts) => {
                let main = language.split('-').next().unwrap_or(language);
                let found = [language, main, fallback]
                    .into_iter()
                    .find_map(|language| texts.get(language));
                found
                    .or_else(|| texts.values().next())
                    .map_or("", String::as_str)
            }
        }
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::One(text) => text.trim().is_empty(),
            Self::Many(texts) => texts.values().all(|text| text.trim().is_empty()),
        }
    }

    /// Each text with its language; the language is empty for a text of all languages.
    pub fn each(&self) -> Box<dyn Iterator<Item = (&str, &str)> + '_> {
        match self {
            Self::One(text) => Box::new(std::iter::once(("", text.as_str()))),
            Self::Many(texts) => Box::new(
                texts
                    .iter()
                    .map(|(language, text)| (language.as_str(), text.as_str())),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_taken() {
        let text: Text = serde_json::from_str(r#"{"en": "Name", "fa": "نام"}"#).unwrap();
        for (language, expected) in [("fa", "نام"), ("fa-IR", "نام"), ("de", "Name")] {
            assert_eq!(text.in_language(language, "en"), expected, "{language}");
        }
        assert_eq!(text.in_language("de", "sv"), "Name");
        let one: Text = serde_json::from_str(r#""Name""#).unwrap();
        assert_eq!(one.in_language("fa", "en"), "Name");
        assert!(Text::default().is_empty());
    }
}
