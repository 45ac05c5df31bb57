//! A consumer whose state shows every event applied, its order, and any applied twice; and the checks of it.

use std::collections::BTreeSet;

use store::log::{cursor, replay};
use store::{ConsumeError, Consumer, Effect, Event, Log, Store, StoreError, Tx, catch_up, on};

use crate::log::applied;

const APPLY: &str = "insert into setting (key, value) values ($1, $2)";
const FIND: &str = "select value from setting where key = 'chain'";
const KEEP: &str = "insert into setting (key, value) values ('chain', $1) on conflict (key) do update set value = $1";
const FORGET: &str = "delete from setting where key = 'chain' or key like 'applied %'";

/// Writes a row an event, which can be there once, and a number that depends on all events in their order.
pub(super) struct Chain;

#[async_trait::async_trait]
impl Consumer for Chain {
    fn name(&self) -> &'static str {
        "chain"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        Ok(Box::new(Links(events)))
    }

    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError> {
        on!(tx, conn => sqlx::query(FORGET).execute(conn).await.map(drop)?);
        Ok(())
    }
}

struct Links<'a>(&'a [Event]);

#[async_trait::async_trait]
impl Effect for Links<'_> {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        let mut chain = chain_in(tx).await?;
        for event in self.0 {
            for byte in event.message_id.bytes() {
                chain = (chain ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
            let key = format!("applied {}", event.message_id);
            on!(tx, conn => {
                sqlx::query(APPLY).bind(&key).bind("1").execute(conn).await.map(drop)?;
            });
        }
        let chain = chain.to_string();
        on!(tx, conn => sqlx::query(KEEP).bind(&chain).execute(conn).await.map(drop)?);
        Ok(())
    }
}

async fn chain_in(tx: &mut Tx) -> Result<u64, StoreError> {
    let kept: Option<String> =
        on!(tx, conn => sqlx::query_scalar(FIND).fetch_optional(conn).await?);
    Ok(kept.map_or(0, |kept| kept.parse().unwrap()))
}

/// Everything that LOG-1 promises, while nobody else works on the store. Gives the number of events.
pub(super) async fn check(store: &Store, acknowledged: &BTreeSet<String>) -> usize {
    let log = Log::open(store.clone());
    let mut ids = Vec::new();
    let mut after = 0;
    loop {
        let events = log.read(after, 10_000).await.unwrap();
        let Some(last) = events.last() else { break };
        assert!(events.is_sorted_by(|one, next| one.position < next.position));
        after = last.position;
        ids.extend(events.into_iter().map(|event| event.message_id));
    }
    let kept: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(kept.len(), ids.len(), "an event is in the log twice");
    let missing: Vec<&String> = acknowledged
        .iter()
        .filter(|id| !kept.contains(id))
        .collect();
    assert!(missing.is_empty(), "acknowledged and missing: {missing:?}");

    catch_up(&log, &Chain).await.unwrap();
    assert_eq!(cursor(store, "chain").await.unwrap(), after);
    let lived = state(store).await;
    assert_eq!(
        lived.1.len(),
        ids.len(),
        "applied as often as there are events"
    );
    assert!(
        store::log::set_aside(store, None, 0, 1)
            .await
            .unwrap()
            .is_empty()
    );

    replay(store, &Chain, 0).await.unwrap();
    catch_up(&log, &Chain).await.unwrap();
    assert!(state(store).await == lived, "a replay gives another state");
    ids.len()
}

async fn state(store: &Store) -> (u64, Vec<String>) {
    let mut tx = store.begin().await.unwrap();
    let chain = chain_in(&mut tx).await.unwrap();
    tx.rollback().await.unwrap();
    (chain, applied(store).await)
}
