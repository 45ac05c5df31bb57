//! The token of a page: it proves that we have shown the form, which version and when, and names the answer to come.
//!
//! Nothing of it is kept. Machines that post without reading are refused by it, those that are too quick by its time, and a
//! page that is sent twice is one answer by its nonce.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use sha2_of_hmac::Sha256;
use thiserror::Error;

use super::FormKey;

/// A person needs longer than this to answer.
const QUICKEST: SignedDuration = SignedDuration::from_secs(2);
/// A page may stay open so long.
const OLDEST: SignedDuration = SignedDuration::from_hours(24);
/// A page that comes from the future was made by a server with another clock.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// The secret of a workspace with which tokens are made.
#[derive(Clone)]
pub struct TokenSecret([u8; 32]);

impl std::fmt::Debug for TokenSecret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("TokenSecret(…)")
    }
}

/// A page that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The version of the form.
    pub version: i64,
    /// When it was shown.
    pub shown_at: Timestamp,
    /// What makes it unique; the message id of its answer.
    pub nonce: String,
}

/// Why a token does not open the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TokenFault {
    /// There is none, it is none of ours, or it is of another form.
    #[error("the page that was sent is not one of this form: open the form again")]
    Forged,
    /// Nobody answers so quickly.
    #[error("this was sent too quickly for a person: look at it once more and send it again")]
    Quick,
    /// The page was open for too long.
    #[error("the page was open for more than a day: send it again")]
    Old,
}

impl TokenFault {
    /// The reason under which a refusal is counted.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Forged => "forged",
            Self::Quick => "quick",
            Self::Old => "old",
        }
    }
}

impl TokenSecret {
    /// Takes the secret's bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Writes a token of a form.
    pub fn sign(&self, key: &FormKey, token: &Token) -> String {
        let plain = plain(token);
        let mut mac = self.mac(key, &plain);
        mac.push_str(&plain);
        mac
    }

    /// Reads a token of a form.
    ///
    /// # Errors
    ///
    /// [`TokenFault`].
    pub fn open(&self, key: &FormKey, text: &str, now: Timestamp) -> Result<Token, TokenFault> {
        let token = self.read(key, text).ok_or(TokenFault::Forged)?;
        let age = now.duration_since(token.shown_at);
        if age < -AHEAD {
            return Err(TokenFault::Forged);
        }
        if age < QUICKEST {
            return Err(TokenFault::Quick);
        }
        if OLDEST < age {
            return Err(TokenFault::Old);
        }
        Ok(token)
    }

    /// A key for something that is not to be kept as it is, such as an address.
    pub fn hash(&self, text: &str) -> String {
        hex(&self.tag(&[b"hash", text.as_bytes()]))
    }

    fn read(&self, key: &FormKey, text: &str) -> Option<Token> {
        let (given, plain) = text.split_at_checked(MAC_LENGTH)?;
        if !same(given.as_bytes(), self.mac(key, plain).as_bytes()) {
            return None;
        }
        let mut parts = plain.splitn(3, '.');
        let version = parts.next()?.parse().ok()?;
        let shown_at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
        let nonce = parts.next()?.to_owned();
        Some(Token {
            version,
            shown_at,
            nonce,
        })
    }

    fn mac(&self, key: &FormKey, plain: &str) -> String {
        hex(&self.tag(&[b"form", key.as_str().as_bytes(), b"/", plain.as_bytes()]))
    }

    fn tag(&self, parts: &[&[u8]]) -> [u8; 32] {
        // A key of any length is taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return [0; 32];
        };
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// The length of a tag in hexadecimal.
const MAC_LENGTH: usize = 64;

fn plain(token: &Token) -> String {
    let millis = token.shown_at.as_millisecond();
    format!("{}.{millis}.{}", token.version, token.nonce)
}

fn hex(bytes: &[u8; 32]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(DIGITS[usize::from(half)]));
    digits.collect()
}

/// Compares in a time that does not tell where they differ.
fn same(left: &[u8], right: &[u8]) -> bool {
    let differences = left
        .iter()
        .zip(right)
        .fold(0, |all, (left, right)| all | (left ^ right));
    left.len() == right.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_token_opens_its_form_while_a_person_may_answer() {
        let secret = TokenSecret::new([7; 32]);
        let (key, other): (FormKey, FormKey) = ("a".parse().unwrap(), "b".parse().unwrap());
        let token = Token {
            version: 3,
            shown_at: at("2026-01-15T12:00:00Z"),
            nonce: "00ff".to_owned(),
        };
        let text = secret.sign(&key, &token);
        let open = |key, now| secret.open(key, &text, at(now));
        assert_eq!(open(&key, "2026-01-15T12:00:02Z"), Ok(token.clone()));
        assert_eq!(open(&key, "2026-01-16T12:00:00Z"), Ok(token));
        for (key, now, fault) in [
            (&key, "2026-01-15T12:00:01Z", TokenFault::Quick),
            (&key, "2026-01-15T11:59:00Z", TokenFault::Quick),
            (&key, "2026-01-15T11:50:00Z", TokenFault::Forged),
            (&key, "2026-01-16T12:00:01Z", TokenFault::Old),
            (&other, "2026-01-15T12:01:00Z", TokenFault::Forged),
        ] {
            assert_eq!(open(key, now), Err(fault), "{now}");
        }
        let later = at("2026-01-15T12:01:00Z");
        for place in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1;
            let damaged = String::from_utf8(bytes).unwrap();
            assert_eq!(secret.open(&key, &damaged, later), Err(TokenFault::Forged));
        }
        for text in ["", "x", "ф", &"ф".repeat(40)] {
            assert_eq!(secret.open(&key, text, later), Err(TokenFault::Forged));
        }
        let another = TokenSecret::new([8; 32]);
        assert_eq!(another.open(&key, &text, later), Err(TokenFault::Forged));
        assert_eq!(format!("{another:?}"), "TokenSecret(…)");
    }
}
