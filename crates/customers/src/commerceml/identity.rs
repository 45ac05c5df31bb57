//! The ids of what a file says: the same said again has the same id.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::fact::{Fact, FactKind};

/// Bytes of an object's name; a longer one ends with its digest.
const OBJECT_MAX: usize = 120;

/// What a fact is about: `order:36`.
pub(super) fn object(what: &str, id: &str) -> String {
    let plain = format!("{what}:{id}");
    if plain.len() <= OBJECT_MAX && !plain.contains(char::is_control) {
        return plain;
    }
    format!("{what}:{}", hex(&Sha256::digest(id)))
}

/// The id of a fact: what it is about, and a digest of all that is said.
///
/// When something was said of a product or a customer does not count, only what; an order's time is a part of it.
pub(super) fn message_id(fact: &Fact, object: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(fact.kind.as_str());
    digest.update([0]);
    digest.update(object);
    digest.update([0]);
    if !matches!(fact.kind, FactKind::Product | FactKind::Customer) {
        digest.update(fact.happened_at.as_microsecond().to_be_bytes());
    }
    digest.update(fact.body());
    format!("cml:{object}:{}", hex(&digest.finalize()))
}

/// The first half of a digest: enough to tell apart whatever one back office says.
fn hex(digest: &[u8]) -> String {
    let mut text = String::with_capacity(32);
    for byte in digest.iter().take(16) {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::object;

    #[test]
    fn names_of_objects_are_short_and_plain() {
        assert_eq!(object("order", "36"), "order:36");
        let long = object("order", &"9".repeat(10_000));
        assert_eq!(long.len(), "order:".len() + 32);
        assert!(!object("order", "a\nb").contains('\n'));
    }
}
