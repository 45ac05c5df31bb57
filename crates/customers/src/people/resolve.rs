//! Who is meant, for those who read the log behind this consumer.

use ::store::{Reading, StoreError, on};

use super::crowd::{Crowd, Found, Person, Visitor};
use super::identity::Identity;
use super::load::{keys, load_claims, load_profiles, named, visitors};
use super::statements as sql;
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
    load_keys_by_key(conn, &mut crowd, &keys).await?;
    load_claims(conn, &mut crowd, identities, &keys).await?;
    load_links(conn, &mut crowd, &visitors(identities)).await?;
    let mut wanted = named(&crowd, &keys);
    wanted.retain(|id| !crowd.people.contains_key(id));
    let wanted: Vec<i64> = wanted.into_iter().collect();
    load_keys_by_id(conn, &mut crowd, &wanted).await?;
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

async fn load_keys_by_key(
    conn: &mut impl Reading,
    crowd: &mut Crowd,
    keys: &[&str],
) -> Result<(), StoreError> {
    for (text, chunk) in sql::KEYS_BY_KEY.padded(conn.kind(), keys) {
        let rows = on!(conn, conn => {
            let mut query = sqlx::query_as(text);
            for key in chunk {
                query = query.bind(key);
            }
            query.fetch_all(conn).await?
        });
        crowd.name(rows);
    }
    Ok(())
}

async fn load_keys_by_id(
    conn: &mut impl Reading,
    crowd: &mut Crowd,
    ids: &[i64],
) -> Result<(), StoreError> {
    for (text, chunk) in sql::KEYS_BY_ID.padded(conn.kind(), ids) {
        let rows = on!(conn, conn => {
            let mut query = sqlx::query_as(text);
            for id in chunk {
                query = query.bind(id);
            }
            query.fetch_all(conn).await?
        });
        crowd.name(rows);
    }
    Ok(())
}

async fn load_links(
    conn: &mut impl Reading,
    crowd: &mut Crowd,
    ids: &[&str],
) -> Result<(), StoreError> {
    for (text, chunk) in sql::LINKS.padded(conn.kind(), ids) {
        let rows: Vec<(String, i64)> = on!(conn, conn => {
            let mut query = sqlx::query_as(text);
            for id in chunk {
                query = query.bind(id);
            }
            query.fetch_all(conn).await?
        });
        for (id, customer) in rows {
            let visitor = Visitor {
                customer: Some(customer),
                ..Visitor::default()
            };
            crowd.visitors.insert(id, visitor);
        }
    }
    Ok(())
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
