//! The secret part of a door's address, and digests.

use std::fmt::Write as _;

use rand::TryRngCore as _;
use rand::rngs::OsRng;
use sha2::{Digest as _, Sha256};

use crate::webhooks::{SecretError, WebhookError};

const START: &str = "hook_";

/// Draws a token: `hook_` and 256 random bits in hexadecimal. Only its digest is kept.
pub(super) fn draw() -> Result<String, WebhookError> {
    let mut bytes = [0_u8; 32];
    OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(|error| WebhookError::Secret(SecretError::Random(error)))?;
    Ok(format!("{START}{}", hex(&bytes)))
}

/// Whether a text has a token's form; what has not is not worth a look into the store.
pub(super) fn has_form(text: &str) -> bool {
    text.len() == START.len() + 64 && text.starts_with(START)
}

/// The SHA-256 of bytes, in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a string does not fail.
            let _infallible = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_a_form_and_differ() {
        let (one, other) = (draw().unwrap(), draw().unwrap());
        assert!(has_form(&one) && has_form(&other) && one != other);
        assert!(!has_form("hook_1") && !has_form(&one[1..]));
    }
}
