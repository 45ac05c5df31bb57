//! Personal data: texts that do not show themselves.
//!
//! `Debug` hides them, `Display` is absent, and reading one takes a word that can be searched for: `expose()`.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a text is not an address, a number or a name. The text itself is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PersonalError {
    /// Not an e-mail address.
    #[error("an e-mail address looks like name@example.org")]
    Email,
    /// Not a telephone number.
    #[error("a telephone number has 5 to 15 digits, with or without a leading +")]
    Phone,
    /// Not a name.
    #[error("a name has 1 to 200 characters")]
    PersonName,
}

macro_rules! personal {
    ($(#[$meta:meta])* $name:ident, $read:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads the text, and brings it into the form in which it is compared.
            ///
            /// # Errors
            ///
            /// When it is something else.
            pub fn parse(text: &str) -> Result<Self, PersonalError> {
                $read(text.trim()).map(Self).ok_or(PersonalError::$name)
            }

            /// The text itself.
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl TryFrom<String> for $name {
            type Error = PersonalError;

            fn try_from(text: String) -> Result<Self, PersonalError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(personal: $name) -> Self {
                personal.0
            }
        }
    };
}

personal!(
    /// An e-mail address, its domain in lower case.
    Email,
    email
);
personal!(
    /// A telephone number: digits, with a leading `+` when the country is known.
    Phone,
    phone
);
personal!(
    /// The name of a person.
    PersonName,
    person_name
);

fn email(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control())
    };
    let labels = domain.split('.').all(|label| !label.is_empty()) && domain.contains('.');
    (plain(local) && plain(domain) && labels && text.len() <= 254)
        .then(|| format!("{local}@{}", domain.to_lowercase()))
}

fn phone(text: &str) -> Option<String> {
    let plus = if text.starts_with('+') { "+" } else { "" };
    let rest = text.strip_prefix('+').unwrap_or(text);
    let digits: String = rest
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '/'))
        .collect();
    let well_formed =
        digits.bytes().all(|byte| byte.is_ascii_digit()) && (5..=15).contains(&digits.len());
    well_formed.then(|| format!("{plus}{digits}"))
}

fn person_name(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (1..=200).contains(&name.chars().count()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_does_not_show_itself() {
        let email = Email::parse("Ada@Example.ORG").unwrap();
        assert_eq!(format!("{email:?}"), "Email(…)");
        assert_eq!(email.expose(), "Ada@example.org");
    }

    #[test]
    fn numbers_and_names_are_brought_into_one_form() {
        assert_eq!(
            Phone::parse("+44 (20) 7946-0018").unwrap().expose(),
            "+442079460018"
        );
        assert_eq!(
            PersonName::parse("  Ada   Lovelace ").unwrap().expose(),
            "Ada Lovelace"
        );
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "a", "a@", "@b.c", "a@b", "a b@c.d", "a@b..c"] {
            assert_eq!(Email::parse(text), Err(PersonalError::Email), "{text}");
        }
        for text in ["", "1234", "+", "call me", "1234567890123456"] {
            assert_eq!(Phone::parse(text), Err(PersonalError::Phone), "{text}");
        }
        assert!(serde_json::from_str::<PersonName>("\"  \"").is_err());
    }
}
