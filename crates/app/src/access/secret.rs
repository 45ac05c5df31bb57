//! Secrets that the product makes itself: 256 random bits each, kept only as their digest.

use std::fmt;
use std::fmt::Write as _;

use rand::TryRngCore as _;
use rand::rngs::OsRng;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::AccessError;

/// A secret text; `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret(String);

impl Secret {
    /// Draws 256 bits from the machine and writes them in hexadecimal.
    pub(super) fn draw() -> Result<Self, AccessError> {
        Ok(Self(hex(&bytes::<32>()?)))
    }

    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

/// Draws random bytes from the machine.
pub(super) fn bytes<const N: usize>() -> Result<[u8; N], AccessError> {
    let mut bytes = [0; N];
    OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(AccessError::Random)?;
    Ok(bytes)
}

/// What is stored of a secret. A plain digest is enough, because 256 random bits can not be guessed.
pub(super) fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Compares without telling, by the time that it takes, where two texts differ.
pub(super) fn equal(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
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
    fn a_digest_is_sha_256() {
        // NIST FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest("abc"), expected);
    }

    #[test]
    fn a_secret_has_256_bits_and_is_not_shown() {
        let (one, two) = (Secret::draw().unwrap(), Secret::draw().unwrap());
        assert_eq!(one.expose().len(), 64);
        assert!(!equal(one.expose(), two.expose()));
        assert_eq!(format!("{one:?}"), "Secret(…)");
    }
}
