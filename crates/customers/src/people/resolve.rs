//! Who is meant, for those who read the log behind this consumer.

use ::store::{Reading, StoreError};

use super::crowd::Found;
use super::identity::Identity;
use super::load::load;
use crate::base::CustomerId;
use crate::fact::Who;

/// The customers that are meant, one for each, in their order: nobody for a visitor who is not known, and for nobody.
///
/// It makes no customers: what reads the log calls it for events that [`People`](super::People) has applied.
///
/// # Errors
///
/// When the store does not answer.
pub async fn resolve_in(
    conn: &mut impl Reading,
    all: &[Who],
) -> Result<Vec<Option<CustomerId>>, StoreError> {
    let identities: Vec<Identity> = all
        .iter()
        .map(|who| Identity::of_who(who).unwrap_or_default())
        .collect();
    let crowd = load(conn, &identities, &[]).await?;
    let meant = identities.iter().map(|identity| {
        let raw = match crowd.find(identity, i64::MAX) {
            Found::Known(raw) | Found::Keyless(raw) => raw,
            Found::Nobody => return Ok(None),
        };
        let id = CustomerId::from_raw(raw);
        id.map(Some)
            .map_err(|_| StoreError::corrupt("customer", "id", raw))
    });
    meant.collect()
}
