//! Passwords: Argon2id with 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet, second choice of
//! equal strength; the first needs 46 MiB an attempt).

use std::fmt;
use std::sync::Arc;

use argon2::password_hash::{self, PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::{AccessError, secret};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many passwords are hashed at a time: 19 MiB each, so that attempts can not eat the machine.
const AT_A_TIME: usize = 4;

const LENGTH_MIN: usize = 10;
const LENGTH_MAX: usize = 1000;

/// Crockford's base 32: letters and digits that nobody takes for another.
const READABLE: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A password that was made for somebody, to be shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct GeneratedPassword(String);

impl GeneratedPassword {
    /// Draws a password of 80 bits: four groups of four readable characters.
    pub(super) fn draw() -> Result<Self, AccessError> {
        let mut text = String::with_capacity(19);
        for (place, byte) in secret::bytes::<16>()?.into_iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(READABLE[usize::from(byte % 32)]));
        }
        Ok(Self(text))
    }

    /// The password itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for GeneratedPassword {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("GeneratedPassword(…)")
    }
}

/// Refuses a password that is too short to be safe or too long to be one.
pub(super) fn check(password: &str) -> Result<(), AccessError> {
    let given = password.chars().count();
    if (LENGTH_MIN..=LENGTH_MAX).contains(&given) {
        return Ok(());
    }
    Err(AccessError::PasswordLength {
        min: LENGTH_MIN,
        max: LENGTH_MAX,
        given,
    })
}

/// Hashes and compares passwords, a few at a time, off the threads that answer requests.
#[derive(Debug, Clone)]
pub(super) struct Hasher {
    permits: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self {
            permits: Arc::new(Semaphore::new(AT_A_TIME)),
        }
    }
}

impl Hasher {
    /// Hashes a password with a salt of its own, as a PHC string.
    pub(super) async fn hash(&self, password: &str) -> Result<String, AccessError> {
        let password = password.to_owned();
        self.run(move || {
            let hash = argon2()?.hash_password(password.as_bytes())?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether the password is the one that was hashed. Without a hash the same work is done in vain (ACCESS-2).
    pub(super) async fn matches(
        &self,
        password: &str,
        hash: Option<String>,
    ) -> Result<bool, AccessError> {
        let password = password.to_owned();
        self.run(move || {
            let Some(hash) = hash else {
                argon2()?.hash_password(password.as_bytes())?;
                return Ok(false);
            };
            match argon2()?.verify_password(password.as_bytes(), hash.as_str()) {
                Ok(()) => Ok(true),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    async fn run<T, F>(&self, work: F) -> Result<T, AccessError>
    where
        T: Send + 'static,
        F: FnOnce() -> password_hash::Result<T> + Send + 'static,
    {
        let permits = Arc::clone(&self.permits);
        let permit = permits
            .acquire_owned()
            .await
            .map_err(|_| AccessError::Stopped)?;
        let answer = tokio::task::spawn_blocking(move || {
            let answer = work();
            drop(permit);
            answer
        });
        answer
            .await
            .map_err(|_| AccessError::Stopped)?
            .map_err(AccessError::Hash)
    }
}

fn argon2() -> password_hash::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches() {
        let hasher = Hasher::default();
        let hash = hasher.hash("correct horse").await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(
            hasher
                .matches("correct horse", Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!hasher.matches("correct house", Some(hash)).await.unwrap());
        assert!(!hasher.matches("correct horse", None).await.unwrap());
    }

    #[test]
    fn a_generated_password_is_readable_and_accepted() {
        let password = GeneratedPassword::draw().unwrap();
        assert_eq!(password.expose().len(), 19);
        assert!(check(password.expose()).is_ok());
        assert_eq!(format!("{password:?}"), "GeneratedPassword(…)");
    }

    #[test]
    fn short_passwords_are_refused() {
        assert!(matches!(
            check("123456789"),
            Err(AccessError::PasswordLength { given: 9, .. })
        ));
    }
}
