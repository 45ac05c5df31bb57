//! Signatures of Standard Webhooks 1.0.0, scheme `v1`: HMAC-SHA256 over `{id}.{seconds}.{body}`.
//!
//! Source: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use sha2_of_hmac::Sha256;
use subtle::ConstantTimeEq as _;

use super::WebhookSecret;

/// How far the time of a message may be from ours when it is verified.
pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// The scheme's name, as it stands before each signature.
const SCHEME: &str = "v1";

/// The most signatures of one message that are looked at.
const SIGNATURES_MAX: usize = 16;

/// Why a message is not taken as its sender's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The time is not a number.
    #[error("the header webhook-timestamp is not a number of seconds since 1970")]
    TimestampMalformed,
    /// The message is too old, or from the future.
    #[error("the message was signed more than five minutes before or after now")]
    TimestampFar,
    /// No signature fits.
    #[error("no signature of the message fits the secret")]
    NoneFits,
}

/// The signature of a message under one secret: `v1,` and base64.
///
/// `seconds` is the time of the attempt, since 1970.
pub fn sign(secret: &WebhookSecret, id: &str, seconds: i64, body: &[u8]) -> String {
    // A key of any length is taken: HMAC hashes one that is too long.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.bytes()) else {
        return String::new();
    };
    mac.update(id.as_bytes());
    mac.update(b".");
    mac.update(seconds.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    format!("{SCHEME},{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// The header `webhook-signature`: one signature a secret, so that both fit while a secret is changed.
pub fn header_value(secrets: &[WebhookSecret], id: &str, seconds: i64, body: &[u8]) -> String {
    let signatures: Vec<String> = secrets
        .iter()
        .map(|secret| sign(secret, id, seconds, body))
        .collect();
    signatures.join(" ")
}

/// Checks that a message comes from one who knows one of the secrets, and that it is fresh.
///
/// # Errors
///
/// When its time can not be read or is more than [`TOLERANCE`] away from `now`, or no signature fits.
pub fn verify(
    secrets: &[WebhookSecret],
    headers: &Signed<'_>,
    body: &[u8],
    now: Timestamp,
) -> Result<(), SignatureError> {
    let at = headers
        .timestamp
        .parse()
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or(SignatureError::TimestampMalformed)?;
    if now.duration_since(at).abs() > TOLERANCE {
        return Err(SignatureError::TimestampFar);
    }
    let expected: Vec<String> = secrets
        .iter()
        .map(|secret| sign(secret, headers.id, at.as_second(), body))
        .collect();
    let fits = |given: &str| {
        expected
            .iter()
            .any(|signature| bool::from(signature.as_bytes().ct_eq(given.as_bytes())))
    };
    let mut given = headers
        .signature
        .split_ascii_whitespace()
        .take(SIGNATURES_MAX);
    if given.any(fits) {
        Ok(())
    } else {
        Err(SignatureError::NoneFits)
    }
}

/// The headers of a signed message.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// `webhook-id`.
    pub id: &'a str,
    /// `webhook-timestamp`: seconds since 1970.
    pub timestamp: &'a str,
    /// `webhook-signature`: signatures with blanks between.
    pub signature: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector that the public libraries share.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const SECONDS: i64 = 1_614_265_330;
    const BODY: &[u8] = b"{\"test\": 2432232314}";
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn secret() -> WebhookSecret {
        SECRET.parse().unwrap()
    }

    fn signed<'a>(timestamp: &'a str, signature: &'a str) -> Signed<'a> {
        Signed {
            id: ID,
            timestamp,
            signature,
        }
    }

    fn now(after: i64) -> Timestamp {
        Timestamp::from_second(SECONDS + after).unwrap()
    }

    #[test]
    fn the_public_vector_is_met() {
        assert_eq!(sign(&secret(), ID, SECONDS, BODY), SIGNATURE);
        let headers = signed("1614265330", SIGNATURE);
        assert_eq!(verify(&[secret()], &headers, BODY, now(0)), Ok(()));
    }

    #[test]
    fn while_a_secret_is_changed_either_fits() {
        let (old, new) = (secret(), WebhookSecret::draw().unwrap());
        let value = header_value(&[new.clone(), old.clone()], ID, SECONDS, BODY);
        assert_eq!(value.split(' ').count(), 2);
        for known in [old, new] {
            let headers = signed("1614265330", &value);
            assert_eq!(verify(&[known], &headers, BODY, now(0)), Ok(()));
        }
    }

    #[test]
    fn a_message_of_another_time_body_or_id_is_refused() {
        let secrets = [secret()];
        let check = |timestamp: &str, signature: &str, body: &[u8], after| {
            verify(&secrets, &signed(timestamp, signature), body, now(after))
        };
        let fits = |after| check("1614265330", SIGNATURE, BODY, after);
        assert_eq!([fits(300), fits(-300)], [Ok(()), Ok(())]);
        let far = Err(SignatureError::TimestampFar);
        assert_eq!([fits(301), fits(-301)], [far.clone(), far]);
        let none = Err(SignatureError::NoneFits);
        assert_eq!(check("1614265331", SIGNATURE, BODY, 0), none);
        assert_eq!(check("1614265330", SIGNATURE, b"{}", 0), none);
        assert_eq!(check("1614265330", "", BODY, 0), none);
        assert_eq!(
            check("1614265330", &SIGNATURE.replace("v1,", "v2,"), BODY, 0),
            none
        );
        let malformed = Err(SignatureError::TimestampMalformed);
        assert_eq!(check("soon", SIGNATURE, BODY, 0), malformed);
        assert_eq!(check("99999999999999999", SIGNATURE, BODY, 0), malformed);
    }
}
