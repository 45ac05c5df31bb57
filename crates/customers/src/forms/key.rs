//! The name of a form in its address.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// The name of a form in its address: 1 to 60 small letters, digits and hyphens, a letter or digit first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FormKey(String);

impl FormKey {
    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FormKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=60).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('-') {
            return Ok(Self(text.to_owned()));
        }
        Err(
            "a form's key has 1 to 60 small letters, digits and hyphens, such as kitchen-quiz"
                .to_owned(),
        )
    }
}

impl fmt::Display for FormKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_fit_for_an_address() {
        assert_eq!(
            "kitchen-quiz".parse::<FormKey>().unwrap().as_str(),
            "kitchen-quiz"
        );
        for text in ["", "-a", "A", "a b", "a/b", "ф", &"a".repeat(61)] {
            assert!(text.parse::<FormKey>().is_err(), "{text}");
        }
    }
}
