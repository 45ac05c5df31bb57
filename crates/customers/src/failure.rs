//! Why something failed, as a row keeps it: the sentence, and beside it how it is said in another language.

use kernel::Failure;

/// A failure as a row keeps it. A wording that can not be read is none: the sentence tells it.
pub fn failure_kept(sentence: String, wording: Option<String>) -> Failure {
    let wording = wording.and_then(|wording| serde_json::from_str(&wording).ok());
    Failure::kept(sentence, wording)
}

/// A failure's wording as a row keeps it: JSON, in which no character is one that a database can not keep.
pub fn wording_kept(failure: &Failure) -> Option<String> {
    serde_json::to_string(&failure.wording()?).ok()
}
