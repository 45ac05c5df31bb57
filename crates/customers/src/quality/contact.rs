//! Contacts that are none, so that somebody can mend the sender and nobody can be told by them.

use kernel::{Email, Phone};

/// What a contact is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Email,
    Phone,
}

impl What {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// Why a text is none, as a sentence.
    pub(super) fn wrong(self, text: &str) -> Option<String> {
        let error = match self {
            Self::Email => Email::parse(text).err(),
            Self::Phone => Phone::parse(text).err(),
        };
        error.map(|error| error.to_string())
    }

    /// The text with its letters and digits hidden, but for the first of each part.
    pub(super) fn mask(self, text: &str) -> String {
        match (self, text.trim().split_once('@')) {
            (Self::Email, Some((local, domain))) => format!("{}@{}", head(local), head(domain)),
            (Self::Email, None) => format!("{} ({} characters)", head(text), text.chars().count()),
            (Self::Phone, _) => {
                let shown = text.chars().take(20).map(|character| match character {
                    digit if digit.is_ascii_digit() => '0',
                    letter if letter.is_alphabetic() => 'x',
                    other if other.is_control() => ' ',
                    other => other,
                });
                shown.collect()
            }
        }
    }
}

fn head(part: &str) -> String {
    let first = part.chars().find(|character| !character.is_control());
    first.map_or_else(|| "…".to_owned(), |first| format!("{first}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_tells_what_is_wrong_and_nobody() {
        assert_eq!(What::Email.mask("ada@gmail"), "a…@g…");
        assert_eq!(What::Email.mask("@"), "…@…");
        assert_eq!(What::Email.mask("ada lovelace"), "a… (12 characters)");
        assert_eq!(What::Phone.mask("+44 call me 12"), "+00 xxxx xx 00");
        assert!(What::Email.wrong("ada@gmail").is_some());
        assert!(What::Phone.wrong("+44 20 7946 0018").is_none());
    }
}
