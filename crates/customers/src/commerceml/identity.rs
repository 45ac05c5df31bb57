//! The ids of what a file says: the same said again has the same id.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::fact::{Fact, FactKind};

/// Characters of the object's own id that a message id shows.
const SHOWN_MAX: usize = 100;

/// The id of a fact about the object with an id of its own: kind, object, and a digest of all that is said.
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
    let digest = digest.finalize();
    let mut id = format!("cml:{}:", fact.kind.as_str());
    id.extend(
        object
            .chars()
            .filter(|c| !c.is_control())
            .take(SHOWN_MAX / 2),
    );
    id.push(':');
    for byte in digest.iter().take(16) {
        // Writing to a text does not fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}
