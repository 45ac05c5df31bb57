//! What a file tells goes to the log, unless it was told before.

use std::collections::HashMap;

use ::store::log::{Lease, Log, NewEvent};
use ::store::{StoreError, Tx, on};
use foldhash::fast::FixedState;
use jiff::Timestamp;

use super::{Exchanges, statements as sql};
use crate::commerceml::{ExchangeCounts, ExchangeFact};
use crate::error::CustomersError;
use crate::sources::SourceId;

/// Whose file it is, and when it was written.
#[derive(Clone, Copy, Debug)]
pub struct ExchangeOrigin {
    /// The back office.
    pub source: SourceId,
    /// The file's own time.
    pub formed_at: Timestamp,
}

/// What was told last of an object, and by a file of which time.
#[derive(Clone)]
struct Last {
    message_id: String,
    formed_at: i64,
}

type Told = HashMap<String, Last, FixedState>;

impl Exchanges {
    /// Appends what a file tells, in its order, in one transaction; counts what was added,
    /// known and outdated. Whoever holds the lease is the only one to take files of the source.
    ///
    /// An object's state is told again under an id of its own when another state was told in between.
    ///
    /// # Errors
    ///
    /// When the lease is lost, or the store does not answer; then nothing of it was appended.
    pub async fn append(
        &self,
        ExchangeOrigin { source, formed_at }: ExchangeOrigin,
        facts: Vec<ExchangeFact>,
        lease: &Lease,
        counts: &mut ExchangeCounts,
    ) -> Result<(), CustomersError> {
        let formed_at = formed_at.as_microsecond();
        let mut tx = self.store.begin().await?;
        lease.hold_in(&mut tx).await?;
        let mut objects: Vec<&str> = facts.iter().map(|told| told.object.as_str()).collect();
        objects.sort_unstable();
        objects.dedup();
        let mut last = find(&mut tx, source, &objects).await?;
        let (mut events, mut changed) = (Vec::new(), Told::default());
        let (mut known, mut outdated) = (0, 0);
        for ExchangeFact { object, mut fact } in facts {
            let state = fact.message_id.clone();
            match last.get(&object) {
                Some(before) if state_of(&before.message_id) == state => {
                    known += 1;
                    continue;
                }
                Some(before) if before.formed_at > formed_at => {
                    outdated += 1;
                    continue;
                }
                // One file may tell a thing in two ways, and tells both again when it is taken again.
                Some(before) if before.formed_at == formed_at => {}
                Some(_) => fact.message_id = format!("{state}@{formed_at}"),
                None => {}
            }
            let now_last = Last {
                message_id: fact.message_id.clone(),
                formed_at,
            };
            last.insert(object.clone(), now_last.clone());
            changed.insert(object, now_last);
            events.push(event(source, &fact));
        }
        remember(&mut tx, source, changed).await?;
        let now = self.store.clock().now();
        let appended = Log::append_in(&mut tx, &events, now).await?;
        tx.commit().await?;
        let added = appended.iter().filter(|one| one.is_new).count() as u64;
        counts.added += added;
        counts.known += known + (appended.len() as u64 - added);
        counts.outdated += outdated;
        Ok(())
    }
}

/// A message id without the time that tells it from an earlier telling of the same.
fn state_of(message_id: &str) -> &str {
    match message_id.rsplit_once('@') {
        Some((state, micros))
            if micros
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-') =>
        {
            state
        }
        _ => message_id,
    }
}

fn event(source: SourceId, fact: &crate::fact::Fact) -> NewEvent {
    NewEvent {
        source_id: source.raw(),
        message_id: fact.message_id.clone(),
        kind: fact.kind.as_str().to_owned(),
        happened_at: fact.happened_at,
        body: fact.body(),
    }
}

async fn find(tx: &mut Tx, source: SourceId, objects: &[&str]) -> Result<Told, CustomersError> {
    let mut told = Told::default();
    for (text, chunk) in sql::FIND_OBJECTS.padded(tx.kind(), objects) {
        let rows: Vec<(String, String, i64)> = on!(tx, conn => {
            let mut query = sqlx::query_as(text).bind(source.raw());
            for object in chunk {
                query = query.bind(object);
            }
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        told.extend(rows.into_iter().map(|(object, message_id, formed_at)| {
            (
                object,
                Last {
                    message_id,
                    formed_at,
                },
            )
        }));
    }
    Ok(told)
}

async fn remember(tx: &mut Tx, source: SourceId, changed: Told) -> Result<(), CustomersError> {
    let mut changed: Vec<(String, Last)> = changed.into_iter().collect();
    changed.sort_unstable_by(|left, right| left.0.cmp(&right.0));
    for (text, chunk) in sql::REMOVE_OBJECTS.exact(tx.kind(), &changed) {
        on!(tx, conn => {
            let mut query = sqlx::query(text).bind(source.raw());
            for (object, _) in chunk {
                query = query.bind(object);
            }
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
    }
    for (text, chunk) in sql::INSERT_OBJECTS.exact(tx.kind(), &changed) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for (object, last) in chunk {
                query = query.bind(source.raw()).bind(object).bind(&last.message_id).bind(last.formed_at);
            }
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
    }
    Ok(())
}
