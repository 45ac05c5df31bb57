//! The secret that an endpoint and we share.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::TryRngCore as _;
use rand::rngs::OsRng;

/// What the text of a secret starts with (Standard Webhooks 1.0.0).
const START: &str = "whsec_";

/// The fewest bytes of a secret.
const BYTES_MIN: usize = 24;

/// The most bytes of a secret.
const BYTES_MAX: usize = 64;

/// Bytes of a secret that we draw.
const BYTES_DRAWN: usize = 32;

/// A secret of 24 to 64 bytes; neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Vec<u8>);

/// Why a text is not the secret of a webhook. The text itself is not repeated.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// It does not start as a secret starts.
    #[error("a webhook's secret starts with `whsec_`")]
    StartMissing,
    /// What follows is not base64.
    #[error("a webhook's secret is `whsec_` and base64 after it")]
    NotBase64,
    /// It has too few or too many bytes.
    #[error("a webhook's secret has 24 to 64 bytes, this one has {0}")]
    Length(usize),
    /// The machine gives no random bytes.
    #[error("the machine gave no random bytes for a secret")]
    Random(#[source] rand::rand_core::OsError),
}

impl WebhookSecret {
    /// Draws 32 bytes from the machine.
    ///
    /// # Errors
    ///
    /// [`SecretError::Random`] when it gives none.
    pub fn draw() -> Result<Self, SecretError> {
        let mut bytes = vec![0; BYTES_DRAWN];
        OsRng
            .try_fill_bytes(&mut bytes)
            .map_err(SecretError::Random)?;
        Ok(Self(bytes))
    }

    /// The text for the receiver: `whsec_…`.
    pub fn expose(&self) -> String {
        format!("{START}{}", STANDARD.encode(&self.0))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl FromStr for WebhookSecret {
    type Err = SecretError;

    fn from_str(text: &str) -> Result<Self, SecretError> {
        let encoded = text.strip_prefix(START).ok_or(SecretError::StartMissing)?;
        let bytes = STANDARD
            .decode(encoded)
            .map_err(|_| SecretError::NotBase64)?;
        if (BYTES_MIN..=BYTES_MAX).contains(&bytes.len()) {
            Ok(Self(bytes))
        } else {
            Err(SecretError::Length(bytes.len()))
        }
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("WebhookSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_again_and_not_shown() {
        let secret = WebhookSecret::draw().unwrap();
        let read: WebhookSecret = secret.expose().parse().unwrap();
        assert!(read == secret);
        assert_eq!(format!("{secret:?}"), "WebhookSecret(…)");
    }

    #[test]
    fn other_texts_are_refused_without_repeating_them() {
        let sentence = |text: &str| text.parse::<WebhookSecret>().unwrap_err().to_string();
        assert_eq!(sentence("abc"), "a webhook's secret starts with `whsec_`");
        assert_eq!(
            sentence("whsec_!"),
            "a webhook's secret is `whsec_` and base64 after it"
        );
        assert_eq!(
            sentence("whsec_AAAA"),
            "a webhook's secret has 24 to 64 bytes, this one has 3"
        );
        let long = format!("whsec_{}", STANDARD.encode([0; 65]));
        assert_eq!(
            sentence(&long),
            "a webhook's secret has 24 to 64 bytes, this one has 65"
        );
    }
}
