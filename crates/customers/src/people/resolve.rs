//! Who is meant, for those who read the log behind this consumer.

use ::store::{Reading, StoreError};

use super::crowd::{Crowd, Found, Person, Visitor};
use super::identity::Identity;
use super::load::{keys, load_claims, load_profiles, named, visitors};
use super::statements as sql;
use crate::base::CustomerId;
use crate::bulk::find;
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
    let crowd = load_names(conn, &identities).await?;
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

/// Of whomever the identities may name just what tells them apart: of customers the key, of visitors the customer.
async fn load_names(conn: &mut impl Reading, identities: &[Identity]) -> Result<Crowd, StoreError> {
    let mut crowd = Crowd::default();
    let keys = keys(identities);
    crowd.name(find(conn, &sql::KEYS_BY_KEY, None, &keys).await?);
    load_claims(conn, &mut crowd, identities, &keys).await?;
    let links = find(conn, &sql::LINKS, None, &visitors(identities)).await?;
    for (id, customer) in links {
        let visitor = Visitor {
            customer: Some(customer),
            ..Visitor::default()
        };
        crowd.visitors.insert(id, visitor);
    }
    let mut wanted = named(&crowd, &keys);
    wanted.retain(|id| !crowd.people.contains_key(id));
    let wanted: Vec<i64> = wanted.into_iter().collect();
    crowd.name(find(conn, &sql::KEYS_BY_ID, None, &wanted).await?);
    // What contacts they have told is asked only of visitors with another.
    let told = identities
        .iter()
        .filter(|identity| !identity.contacts.is_empty());
    let linked = told.filter_map(|identity| {
        crowd
            .visitors
            .get(identity.anonymous_id.as_ref()?)?
            .customer
    });
    let linked: Vec<i64> = linked.collect();
    load_profiles(conn, &mut crowd, &linked).await?;
    Ok(crowd)
}

impl Crowd {
    /// Knows customers by their keys alone.
    fn name(&mut self, rows: Vec<(i64, String)>) {
        for (id, key) in rows {
            self.by_key.insert(key.clone(), id);
            let person = Person {
                key,
                ..Person::default()
            };
            self.people.insert(id, person);
        }
    }
}
