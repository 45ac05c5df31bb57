//! The log on both engines: appending, following, leases.

mod appending;
mod browsing;
mod following;
mod interleaved;
mod killed;
mod laws;
mod leases;
mod looking_after;

use jiff::Timestamp;
use store::log::Lease;
use store::{ConsumeError, Consumer, Effect, Event, NewEvent, Store, StoreError, Tx, on};

const APPLY: &str = "insert into setting (key, value) values ($1, $2)";
const APPLIED: &str = "select key from setting where key like 'applied %' order by key";
const FORGET: &str = "delete from setting where key like 'applied %'";

fn event(message_id: &str, body: &str) -> NewEvent {
    NewEvent {
        source_id: 1,
        message_id: message_id.to_owned(),
        kind: "track".to_owned(),
        happened_at: Timestamp::UNIX_EPOCH,
        body: body.to_owned(),
    }
}

fn events(count: usize) -> Vec<NewEvent> {
    (0..count)
        .map(|at| event(&format!("m{at:05}"), &format!("{{\"at\":{at}}}")))
        .collect()
}

/// Writes a row for each event: an event applied twice breaks its key.
struct Writer;

#[async_trait::async_trait]
impl Consumer for Writer {
    fn name(&self) -> &'static str {
        "writer"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        Ok(Box::new(Writing(events)))
    }

    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError> {
        on!(tx, conn => sqlx::query(FORGET).execute(conn).await.map(drop)?);
        Ok(())
    }
}

struct Writing<'a>(&'a [Event]);

#[async_trait::async_trait]
impl Effect for Writing<'_> {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        for event in self.0 {
            if event.body.contains("poison") {
                return Err(ConsumeError::Poison {
                    position: event.position,
                    reason: "it says so itself".to_owned(),
                });
            }
            let key = format!("applied {}", event.message_id);
            on!(tx, conn => {
                sqlx::query(APPLY).bind(&key).bind("1").execute(conn).await.map(drop)?;
            });
            if event.body.contains("twice") {
                on!(tx, conn => {
                    sqlx::query(APPLY).bind(&key).bind("2").execute(conn).await.map(drop)?;
                });
            }
        }
        Ok(())
    }
}

async fn applied(store: &Store) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    let keys: Vec<String> =
        on!(conn, conn => sqlx::query_scalar(APPLIED).fetch_all(conn).await).unwrap();
    keys.iter()
        .map(|key| key.trim_start_matches("applied ").to_owned())
        .collect()
}

async fn take(store: &Store, owner: &str) -> Option<Lease> {
    let term = std::time::Duration::from_secs(10);
    Lease::take(store, "flush", owner, term).await.unwrap()
}
