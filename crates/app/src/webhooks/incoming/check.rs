//! How a sender proves itself, beside knowing the address.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2_of_hmac::Sha256;
use subtle::ConstantTimeEq as _;

use super::token::hex;
use crate::webhooks::{Signed, WebhookError, WebhookSecret, verify};

/// The longest name of a header, bytes.
const HEADER_BYTES_MAX: usize = 100;
/// The longest secret, bytes.
const SECRET_BYTES_MAX: usize = 1_000;

/// How a sender proves itself. `Debug` does not show secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum SenderCheck {
    /// By the address alone.
    Address,
    /// By the HMAC-SHA256 of the body, in a header.
    HmacSha256 {
        /// The header's name, in lower case.
        header: String,
        /// How the header is written.
        encoding: HmacEncoding,
        /// The secret that both know.
        secret: String,
    },
    /// As Standard Webhooks 1.0.0 says.
    StandardWebhooks {
        /// The secret that both know.
        secret: WebhookSecret,
    },
}

/// How a header holds an HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HmacEncoding {
    /// In hexadecimal, also after `sha256=`.
    Hex,
    /// In base64, also after `sha256=`.
    Base64,
}

impl HmacEncoding {
    /// The name, in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hex => "hex",
            Self::Base64 => "base64",
        }
    }
}

impl FromStr for HmacEncoding {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "hex" => Ok(Self::Hex),
            "base64" => Ok(Self::Base64),
            _ => Err(()),
        }
    }
}

impl SenderCheck {
    /// The name of the way, in the store and on the wire.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Address => "none",
            Self::HmacSha256 { .. } => "hmac_sha256",
            Self::StandardWebhooks { .. } => "standard_webhooks",
        }
    }

    /// Checks that header and secret are usable, and brings the header's name into lower case.
    ///
    /// # Errors
    ///
    /// [`WebhookError::Check`].
    pub fn checked(self) -> Result<Self, WebhookError> {
        let Self::HmacSha256 {
            header,
            encoding,
            secret,
        } = self
        else {
            return Ok(self);
        };
        let header = header.trim().to_ascii_lowercase();
        let is_name = (1..=HEADER_BYTES_MAX).contains(&header.len())
            && header
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if !is_name {
            let sentence =
                "the header's name has 1 to 100 letters, digits and hyphens, such as x-signature";
            return Err(WebhookError::Check(sentence.to_owned()));
        }
        if !(1..=SECRET_BYTES_MAX).contains(&secret.len()) {
            let sentence = "the secret has 1 to 1000 bytes";
            return Err(WebhookError::Check(sentence.to_owned()));
        }
        Ok(Self::HmacSha256 {
            header,
            encoding,
            secret,
        })
    }

    /// Whether a message comes from the sender; the sentence says why not.
    pub(super) fn admits<'a>(
        &self,
        header: impl Fn(&str) -> Option<&'a str>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), String> {
        match self {
            Self::Address => Ok(()),
            Self::HmacSha256 {
                header: name,
                encoding,
                secret,
            } => {
                let given = header(name).ok_or_else(|| format!("the header {name} is missing"))?;
                let given = given.trim();
                let given = given.strip_prefix("sha256=").unwrap_or(given);
                let fits = match encoding {
                    HmacEncoding::Hex => {
                        equal(&given.to_ascii_lowercase(), &hex(&mac(secret, body)))
                    }
                    HmacEncoding::Base64 => equal(given, &STANDARD.encode(mac(secret, body))),
                };
                if fits {
                    Ok(())
                } else {
                    Err(format!(
                        "the header {name} does not fit the body and the secret"
                    ))
                }
            }
            Self::StandardWebhooks { secret } => {
                let named = |name: &str| {
                    header(name).ok_or_else(|| format!("the header {name} is missing"))
                };
                let signed = Signed {
                    id: named("webhook-id")?,
                    timestamp: named("webhook-timestamp")?,
                    signature: named("webhook-signature")?,
                };
                verify(std::slice::from_ref(secret), &signed, body, now)
                    .map_err(|error| error.to_string())
            }
        }
    }
}

fn mac(secret: &str, body: &[u8]) -> Vec<u8> {
    // A key of any length is taken: HMAC hashes one that is too long.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return Vec::new();
    };
    mac.update(body);
    mac.finalize().into_bytes().to_vec()
}

fn equal(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

impl fmt::Debug for SenderCheck {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hmac(encoding: HmacEncoding) -> SenderCheck {
        let check = SenderCheck::HmacSha256 {
            header: "X-Signature".to_owned(),
            encoding,
            secret: "key".to_owned(),
        };
        check.checked().unwrap()
    }

    fn admits(check: &SenderCheck, value: &str, body: &[u8]) -> bool {
        let header = |name: &str| (name == "x-signature").then_some(value);
        check.admits(header, body, Timestamp::UNIX_EPOCH).is_ok()
    }

    /// The well-known value of HMAC-SHA256 with the key `key`.
    const BODY: &[u8] = b"The quick brown fox jumps over the lazy dog";
    const HEX: &str = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";
    const BASE64: &str = "97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=";

    #[test]
    fn an_hmac_in_a_header_is_checked_in_either_writing() {
        let hex = hmac(HmacEncoding::Hex);
        assert!(admits(&hex, HEX, BODY));
        assert!(admits(
            &hex,
            &format!("sha256={}", HEX.to_uppercase()),
            BODY
        ));
        assert!(!admits(&hex, HEX, b"another body") && !admits(&hex, "", BODY));
        let base64 = hmac(HmacEncoding::Base64);
        assert!(admits(&base64, BASE64, BODY) && !admits(&base64, HEX, BODY));
        let missing = hex.admits(|_| None, BODY, Timestamp::UNIX_EPOCH);
        assert_eq!(missing, Err("the header x-signature is missing".to_owned()));
    }

    #[test]
    fn unusable_headers_and_secrets_are_refused() {
        for (header, secret) in [("", "s"), ("a b", "s"), ("x", "")] {
            let check = SenderCheck::HmacSha256 {
                header: header.to_owned(),
                encoding: HmacEncoding::Hex,
                secret: secret.to_owned(),
            };
            assert!(check.checked().is_err(), "{header}");
        }
        assert_eq!(format!("{:?}", hmac(HmacEncoding::Hex)), "hmac_sha256");
    }
}
