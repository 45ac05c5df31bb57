//! Keeping everybody who changed, in a few statements.

use ::store::{StoreError, Tx, on};
use serde_json::Value;

use super::crowd::{Crowd, Person};
use super::seen::Seen;
use super::statements as sql;
use crate::directory::changed;

/// Keeps what changed: customers before whatever refers to them.
pub(super) async fn keep(tx: &mut Tx, crowd: &Crowd) -> Result<(), StoreError> {
    keep_people(tx, crowd).await?;
    keep_claims(tx, crowd).await?;
    keep_visitors(tx, crowd).await?;
    keep_profiles(tx, crowd).await
}

async fn keep_people(tx: &mut Tx, crowd: &Crowd) -> Result<(), StoreError> {
    let changed = crowd.changed.people.iter();
    let rows: Vec<(i64, &Person, String)> = changed
        .filter_map(|id| {
            let person = crowd.people.get(id)?;
            Some((
                *id,
                person,
                Value::Object(person.known.attributes.clone()).to_string(),
            ))
        })
        .collect();
    for (text, chunk) in sql::KEEP_PEOPLE.exact(tx.kind(), &rows) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for (id, person, attributes) in chunk {
                let known = &person.known;
                query = query.bind(*id).bind(&person.key).bind(&known.name).bind(&known.email).bind(&known.phone);
                query = query.bind(&known.country).bind(attributes).bind(person.made_position);
                query = query.bind(person.created_at).bind(person.updated_at);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    let ids: Vec<i64> = rows.iter().map(|(id, ..)| *id).collect();
    changed::note_ids(tx, &ids).await
}

async fn keep_claims(tx: &mut Tx, crowd: &Crowd) -> Result<(), StoreError> {
    let changed = crowd.changed.claims.iter();
    let rows: Vec<_> = changed
        .filter_map(|mark| Some((mark, crowd.claims.get(mark)?)))
        .collect();
    for (text, chunk) in sql::KEEP_CLAIMS.exact(tx.kind(), &rows) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for ((kind, value), claim) in chunk {
                query = query.bind(kind).bind(value).bind(claim.customer).bind(claim.since).bind(claim.position);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

async fn keep_visitors(tx: &mut Tx, crowd: &Crowd) -> Result<(), StoreError> {
    let changed = crowd.changed.visitors.iter();
    let rows: Vec<_> = changed
        .filter_map(|id| {
            let visitor = crowd.visitors.get(id)?;
            Some((id, visitor, said(&visitor.seen)))
        })
        .collect();
    for (text, chunk) in sql::KEEP_VISITORS.exact(tx.kind(), &rows) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for (id, visitor, said) in chunk {
                let seen = &visitor.seen;
                query = query.bind(*id).bind(visitor.customer).bind(visitor.linked_at).bind(seen.first_at);
                query = query.bind(seen.last_at).bind(seen.events).bind(seen.pages).bind(seen.orders).bind(said);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

async fn keep_profiles(tx: &mut Tx, crowd: &Crowd) -> Result<(), StoreError> {
    let changed = crowd.changed.profiles.iter();
    let rows: Vec<_> = changed
        .filter_map(|id| {
            let seen = crowd.profiles.get(id)?;
            Some((*id, seen, said(seen)))
        })
        .collect();
    for (text, chunk) in sql::KEEP_PROFILES.exact(tx.kind(), &rows) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for (id, seen, said) in chunk {
                query = query.bind(*id).bind(seen.first_at).bind(seen.last_at).bind(seen.events);
                query = query.bind(seen.pages).bind(seen.orders).bind(said);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

fn said(seen: &Seen) -> String {
    // Texts, numbers and maps with text keys always have a JSON form.
    serde_json::to_string(&seen.sayings).unwrap_or_default()
}
