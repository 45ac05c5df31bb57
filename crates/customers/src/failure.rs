//! Why something failed, as it is kept: a sentence, and how it is said in another language.

use std::collections::BTreeMap;

use kernel::Wording;
use serde::{Serialize, Serializer};

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
        let (code, args) = wording.map_or((None, BTreeMap::new()), |wording| {
            (Some(wording.name.to_owned()), wording.args)
        });
        Self {
            sentence,
            code,
            args,
        }
    }

    /// A failure as a row keeps it. A wording that can not be read is none: the sentence tells it.
    pub fn kept(sentence: String, wording: Option<String>) -> Self {
        let wording = wording.and_then(|wording| serde_json::from_str(&wording).ok());
        let (code, args) = wording.unwrap_or_default();
        Self {
            sentence,
            code,
            args,
        }
    }

    /// Its wording as a row keeps it: JSON, in which no character is one that a database can not keep.
    pub fn wording_kept(&self) -> Option<String> {
        let code = self.code.as_ref()?;
        serde_json::to_string(&(code, &self.args)).ok()
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
