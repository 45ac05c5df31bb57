//! Write keys: by them a sender says which source it is. They let nobody read anything.

use std::fmt::Write as _;

use rand::TryRngCore as _;
use rand::rngs::OsRng;

use crate::error::CustomersError;

const START: &str = "wk_";

/// Draws a key: `wk_` and 160 random bits in hexadecimal, so that nobody meets another's by chance.
pub(super) fn draw() -> Result<String, CustomersError> {
    let mut bytes = [0_u8; 20];
    OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(|error| CustomersError::Random(error.to_string()))?;
    let mut key = START.to_owned();
    for byte in bytes {
        // Writing to a string does not fail.
        let _infallible = write!(key, "{byte:02x}");
    }
    Ok(key)
}

/// Whether a text has a key's form; what has not is not worth a look into the store.
pub(super) fn has_form(text: &str) -> bool {
    text.len() == START.len() + 40 && text.starts_with(START)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_a_form_and_differ() {
        let (one, other) = (draw().unwrap(), draw().unwrap());
        assert!(has_form(&one) && has_form(&other));
        assert_ne!(one, other);
        assert!(!has_form("wk_1") && !has_form(""));
    }
}
