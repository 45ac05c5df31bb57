//! Ids: 63-bit integers in order of time, printed with a prefix that tells what they name.
//!
//! An id is 41 bits of milliseconds since 2020-01-01 (enough until 2089) followed by a counter of 22 bits that starts
//! somewhere by chance in each millisecond. It is printed as its prefix, `_` and 13 characters of Crockford's base 32.

mod source;

use thiserror::Error;

pub use source::IdSource;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 13;

/// Why a text or a number is not an id.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IdError {
    /// The text names another kind of thing, or none.
    #[error("`{text}` is not an id that starts with `{expected}_`")]
    PrefixWrong {
        /// The prefix of the ids that were asked for.
        expected: &'static str,
        /// The text as given.
        text: String,
    },
    /// What follows the prefix is not 13 characters of Crockford's base 32.
    #[error(
        "`{text}` is not an id: after `{expected}_` come 13 letters and digits without i, l, o and u"
    )]
    Malformed {
        /// The prefix of the ids that were asked for.
        expected: &'static str,
        /// The text as given.
        text: String,
    },
    /// Ids are not negative.
    #[error("{0} is not an id: ids are not negative")]
    Negative(i64),
}

/// Prints an id; for [`crate::define_id!`].
#[doc(hidden)]
pub fn write(prefix: &str, raw: i64, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let mut digits = [b'0'; LENGTH];
    let mut rest = raw.unsigned_abs();
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[usize::from(rest.to_le_bytes()[0] & 31)];
        rest >>= 5;
    }
    write!(out, "{prefix}_{}", String::from_utf8_lossy(&digits))
}

/// Reads an id; for [`crate::define_id!`].
#[doc(hidden)]
pub fn parse(prefix: &'static str, text: &str) -> Result<i64, IdError> {
    let digits = text
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .ok_or_else(|| IdError::PrefixWrong {
            expected: prefix,
            text: text.to_owned(),
        })?;
    decode(digits).ok_or_else(|| IdError::Malformed {
        expected: prefix,
        text: text.to_owned(),
    })
}

/// Checks a number; for [`crate::define_id!`].
#[doc(hidden)]
pub fn check(raw: i64) -> Result<i64, IdError> {
    if raw < 0 {
        Err(IdError::Negative(raw))
    } else {
        Ok(raw)
    }
}

fn decode(digits: &str) -> Option<i64> {
    if digits.len() != LENGTH {
        return None;
    }
    let mut raw: i128 = 0;
    for byte in digits.bytes() {
        let value = ALPHABET
            .iter()
            .position(|&digit| digit == byte.to_ascii_lowercase())?;
        raw = (raw << 5) | i128::try_from(value).ok()?;
    }
    i64::try_from(raw).ok()
}

/// What the expansion of [`crate::define_id!`] needs from elsewhere.
#[doc(hidden)]
pub mod expansion {
    pub use serde;
}

/// Defines a type of id with its prefix: `define_id!(/// A customer. CustomerId, "cus")`.
///
/// The type is `Copy`, ordered by time of making, prints and parses as `cus_…` (in serde too), and goes through a
/// database as `raw()` and `from_raw()`.
///
/// # Example
///
/// ```
/// kernel::define_id!(
///     /// A customer.
///     CustomerId,
///     "cus"
/// );
/// let id: CustomerId = "cus_0000000000016".parse()?;
/// assert_eq!(id.raw(), 38);
/// assert!("imp_0000000000016".parse::<CustomerId>().is_err());
/// # Ok::<(), kernel::IdError>(())
/// ```
#[macro_export]
macro_rules! define_id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[doc = concat!("\n\nPrinted as `", $prefix, "_…`.")]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// The prefix that these ids are printed with.
            pub const PREFIX: &'static str = $prefix;

            /// Takes the number that a database gave.
            ///
            /// # Errors
            ///
            /// When the number is negative.
            pub fn from_raw(raw: i64) -> Result<Self, $crate::IdError> {
                $crate::id::check(raw).map(Self)
            }

            /// Makes a fresh id.
            pub fn fresh(source: &$crate::IdSource) -> Self {
                Self(source.next())
            }

            /// The number that a database keeps.
            pub const fn raw(self) -> i64 {
                self.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::id::write($prefix, self.0, out)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self, out)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::id::parse($prefix, text).map(Self)
            }
        }

        impl $crate::id::expansion::serde::Serialize for $name {
            fn serialize<S: $crate::id::expansion::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> $crate::id::expansion::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::id::expansion::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let text = <::std::string::String as $crate::id::expansion::serde::Deserialize>::deserialize(
                    deserializer,
                )?;
                text.parse().map_err($crate::id::expansion::serde::de::Error::custom)
            }
        }
    };
}
