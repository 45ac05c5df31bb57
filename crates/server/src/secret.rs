//! Random text for pages: nonces that nobody can guess.

use std::fmt::Write as _;

/// 128 random bits in hexadecimal, for one page.
pub(crate) fn nonce() -> String {
    let bytes: [u8; 16] = rand::random();
    bytes
        .iter()
        .fold(String::with_capacity(32), |mut text, byte| {
            // Writing to a string does not fail.
            let _infallible = write!(text, "{byte:02x}");
            text
        })
}
