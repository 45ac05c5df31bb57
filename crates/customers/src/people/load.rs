//! Loading everybody whom identities may name, in a few statements.

use std::collections::BTreeSet;

use ::store::{Reading, StoreError};
use serde_json::{Map, Value};

use super::crowd::{Claim, Crowd, Person, Visitor};
use super::filed::Filed;
use super::follow::Known;
use super::identity::{Identity, USER_ID, ours};
use super::seen::Seen;
use super::statements as sql;
use crate::bulk::find;

/// A customer: id, key, name, e-mail, phone, country, attributes, made by, made, updated, filed, whether an import's.
type PersonRow = (
    i64,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    Option<i64>,
    i64,
    i64,
    Option<String>,
    i32,
);

/// A visitor: id, customer, linked, first, last, events, pages, orders, said.
type VisitorRow = (
    String,
    Option<i64>,
    Option<i64>,
    i64,
    i64,
    i64,
    i64,
    i64,
    String,
);

/// A profile: customer, first, last, events, pages, orders, said.
type ProfileRow = (i64, i64, i64, i64, i64, i64, String);

/// Loads whomever the identities may name. `fresh` are the ids that they would be made under, one for each.
pub(super) async fn load(
    conn: &mut impl Reading,
    identities: &[Identity],
    fresh: &[i64],
) -> Result<Crowd, StoreError> {
    let mut crowd = Crowd::default();
    let keys = keys(identities);
    crowd.admit(find(conn, &sql::PEOPLE_BY_KEY, None, &keys).await?)?;
    load_claims(conn, &mut crowd, identities, &keys).await?;
    load_visitors(conn, &mut crowd, &visitors(identities)).await?;

    let mut wanted = named(&crowd, &keys);
    for (identity, fresh) in identities.iter().zip(fresh) {
        let is_known = identity
            .user_id
            .as_ref()
            .is_some_and(|user_id| crowd.by_user_id(user_id).is_some());
        if identity.makes_customer() && !is_known {
            wanted.insert(*fresh);
        }
    }
    wanted.retain(|id| !crowd.people.contains_key(id));
    let wanted: Vec<i64> = wanted.into_iter().collect();
    crowd.admit(find(conn, &sql::PEOPLE_BY_ID, None, &wanted).await?)?;
    let everybody: Vec<i64> = crowd.people.keys().copied().collect();
    load_profiles(conn, &mut crowd, &everybody).await?;
    Ok(crowd)
}

/// The keys by which a customer may be known.
pub(super) fn keys(identities: &[Identity]) -> Vec<&str> {
    let user_ids = identities.iter().filter_map(|told| told.user_id.as_deref());
    let all: BTreeSet<&str> = user_ids.chain(previous(identities)).collect();
    all.into_iter().collect()
}

/// The ids by which a visitor may be known.
pub(super) fn visitors(identities: &[Identity]) -> Vec<&str> {
    let ids = identities.iter();
    let ids = ids.filter_map(|told| told.anonymous_id.as_deref());
    let all: BTreeSet<&str> = ids.chain(previous(identities)).collect();
    all.into_iter().collect()
}

fn previous(identities: &[Identity]) -> impl Iterator<Item = &str> {
    identities
        .iter()
        .filter_map(|told| told.previous.as_deref())
}

/// Whom claims, visitors and ids of ours name.
pub(super) fn named(crowd: &Crowd, keys: &[&str]) -> BTreeSet<i64> {
    let claims = crowd.claims.values().map(|claim| claim.customer);
    let visitors = crowd.visitors.values();
    let visitors = visitors.filter_map(|visitor| visitor.customer);
    let ours = keys.iter().filter_map(|key| ours(key));
    claims.chain(visitors).chain(ours).collect()
}

pub(super) async fn load_claims(
    conn: &mut impl Reading,
    crowd: &mut Crowd,
    identities: &[Identity],
    keys: &[&str],
) -> Result<(), StoreError> {
    let mut marks: BTreeSet<(&str, &str)> = keys.iter().map(|key| (USER_ID, *key)).collect();
    for identity in identities {
        let told = identity.contacts.iter().chain(&identity.external);
        marks.extend(told.map(|(kind, value)| (kind.as_str(), value.as_str())));
    }
    let kinds: BTreeSet<&str> = marks.iter().map(|(kind, _)| *kind).collect();
    for kind in kinds {
        let values = marks.iter().filter(|(of, _)| *of == kind);
        let values: Vec<&str> = values.map(|(_, value)| *value).collect();
        let rows: Vec<(String, i64, i64, Option<i64>)> =
            find(conn, &sql::CLAIMS, Some(kind), &values).await?;
        for (value, customer, since, position) in rows {
            let claim = Claim {
                customer,
                since,
                position,
            };
            crowd.claims.insert((kind.to_owned(), value), claim);
        }
    }
    Ok(())
}

async fn load_visitors(
    conn: &mut impl Reading,
    crowd: &mut Crowd,
    ids: &[&str],
) -> Result<(), StoreError> {
    let rows: Vec<VisitorRow> = find(conn, &sql::VISITORS, None, ids).await?;
    for (id, customer, linked_at, first_at, last_at, events, pages, orders, said) in rows {
        let spans = (first_at, last_at, events, pages, orders);
        let seen = seen(spans, &said).map_err(|_| StoreError::corrupt("visitor", "said", &id))?;
        let visitor = Visitor {
            customer,
            linked_at,
            seen,
        };
        crowd.visitors.insert(id, visitor);
    }
    Ok(())
}

pub(super) async fn load_profiles(
    conn: &mut impl Reading,
    crowd: &mut Crowd,
    ids: &[i64],
) -> Result<(), StoreError> {
    let rows: Vec<ProfileRow> = find(conn, &sql::PROFILES, None, ids).await?;
    for (id, first_at, last_at, events, pages, orders, said) in rows {
        let spans = (first_at, last_at, events, pages, orders);
        let seen = seen(spans, &said).map_err(|_| StoreError::corrupt("profile", "said", id))?;
        crowd.profiles.insert(id, seen);
    }
    Ok(())
}

/// What was seen, by its columns: first, last, events, pages, orders; and what was said, JSON.
fn seen(
    (first_at, last_at, events, pages, orders): (i64, i64, i64, i64, i64),
    said: &str,
) -> Result<Seen, serde_json::Error> {
    Ok(Seen {
        first_at,
        last_at,
        events,
        pages,
        orders,
        sayings: serde_json::from_str(said)?,
    })
}

impl Crowd {
    fn admit(&mut self, rows: Vec<PersonRow>) -> Result<(), StoreError> {
        for row in rows {
            let (
                id,
                key,
                name,
                email,
                phone,
                country,
                attributes,
                made,
                created_at,
                updated_at,
                filed,
                import,
            ) = row;
            let attributes: Map<String, Value> = serde_json::from_str(&attributes)
                .map_err(|_| StoreError::corrupt("customer", "attributes", &key))?;
            let filed = Filed::read(filed.as_deref())
                .map_err(|_| StoreError::corrupt("customer", "filed", &key))?;
            let person = Person {
                key: key.clone(),
                known: Known {
                    name,
                    email,
                    phone,
                    country,
                    attributes,
                },
                made_position: made,
                created_at,
                updated_at,
                filed,
                is_imports: import != 0,
            };
            self.by_key.insert(key, id);
            self.people.insert(id, person);
        }
        Ok(())
    }
}
