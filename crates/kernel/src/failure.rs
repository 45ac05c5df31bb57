//! Why something failed, as it is kept: a sentence, and how it is said in another language.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::Wording;

/// Why something failed. A program that prints it prints its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened, as a sentence.
    pub sentence: String,
    /// The sentence's stable name; `None` in what earlier versions kept, and where it has none.
    pub code: Option<String>,
    /// The values in the sentence, by name.
    pub args: BTreeMap<String, String>,
}

impl Failure {
    /// A failure with its sentence and, where it has one, its name.
    pub fn new(sentence: String, wording: Option<Wording>) -> Self {
        Self::kept(
            sentence,
            wording.map(|wording| (wording.name.to_owned(), wording.args)),
        )
    }

    /// A failure as it was kept: its sentence, and its name with the values where it has one.
    pub fn kept(sentence: String, wording: Option<(String, BTreeMap<String, String>)>) -> Self {
        let (code, args) = wording.unzip();
        Self {
            sentence,
            code,
            args: args.unwrap_or_default(),
        }
    }

    /// Its name with the values, to be kept.
    pub fn wording(&self) -> Option<(&str, &BTreeMap<String, String>)> {
        Some((self.code.as_deref()?, &self.args))
    }

    /// The same with at most so many characters in its sentence and in each value: what a library says may be long.
    #[must_use]
    pub fn cut(mut self, most: usize) -> Self {
        for text in self.args.values_mut().chain([&mut self.sentence]) {
            if let Some((end, _)) = text.char_indices().nth(most) {
                text.truncate(end);
            }
        }
        self
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.sentence)
    }
}

impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_cut_between_characters_and_its_name_stays() {
        let wording = Wording::new("lake.failed", [("said", "дълго".to_owned())]);
        let failure = Failure::new("много дълго".to_owned(), Some(wording));
        let short = failure.clone().cut(3);
        assert_eq!(
            (short.sentence.as_str(), short.args["said"].as_str()),
            ("мно", "дъл")
        );
        assert_eq!(short.wording().map(|(name, _)| name), Some("lake.failed"));
        assert_eq!(failure.clone().cut(11), failure);
    }

    #[test]
    fn a_failure_without_a_name_is_its_sentence() {
        let failure = Failure::kept("it broke".to_owned(), None);
        assert_eq!(
            (failure.wording(), failure.to_string().as_str()),
            (None, "it broke")
        );
    }
}
