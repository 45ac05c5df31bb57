//! From the log to deliveries: what each endpoint is to be told, in the transaction that moves the cursor.

use async_trait::async_trait;
use serde::Deserialize;
use std::sync::Arc;
use store::{ConsumeError, Consumer, Effect, Event, Store, StoreError, Tx, on};

use super::delivery::DeliveryId;
use super::endpoint::{Keyed, Row};
use super::statements as sql;

/// Writes a delivery for each event and each endpoint that is told of it.
#[derive(Debug)]
pub(crate) struct Deliveries {
    store: Store,
}

/// The part of an event's body that filters look at.
#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

impl Deliveries {
    pub(crate) fn new(store: Store) -> Arc<Self> {
        Arc::new(Self { store })
    }
}

#[async_trait]
impl Consumer for Deliveries {
    fn name(&self) -> &'static str {
        "webhooks"
    }

    fn is_repeatable(&self) -> bool {
        true
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        Ok(Box::new(Telling(&self.store, events)))
    }

    /// Nothing is forgotten: what was sent can not be taken back, and a replay must not send it again.
    async fn reset(&self, _tx: &mut Tx) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Which events there are to tell of; whom, is known in the transaction.
struct Telling<'a>(&'a Store, &'a [Event]);

#[async_trait]
impl Effect for Telling<'_> {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        let Self(store, events) = *self;
        let Some(last) = events.last() else {
            return Ok(());
        };
        let rows: Vec<Row> =
            on!(tx, conn => sqlx::query_as(sql::ENDPOINTS_TOLD).fetch_all(conn).await?);
        let now = store.clock().now().as_microsecond();
        for row in rows {
            let keyed = Keyed::try_from(row)?;
            let endpoint = &keyed.endpoint;
            let id = endpoint.id.raw();
            let told: Option<i64> = on!(tx, conn => sqlx::query_scalar(sql::POSITION).bind(id).fetch_optional(conn).await?);
            let by_name = !endpoint.filter.names.is_empty();
            for event in events
                .iter()
                .filter(|event| told.is_some_and(|told| told < event.position))
            {
                let name = if by_name { name_of(event) } else { None };
                if !endpoint
                    .filter
                    .admits(&event.kind, name.as_deref(), event.source_id)
                {
                    continue;
                }
                let Some(delivery) = keyed.delivery_of(event.position).map(DeliveryId::raw) else {
                    continue;
                };
                on!(tx, conn => {
                    let query = sqlx::query(sql::INSERT_DELIVERY).bind(delivery).bind(id);
                    let query = query.bind(event.position).bind(&event.kind).bind(now);
                    query.execute(conn).await.map(drop)?;
                });
            }
            on!(tx, conn => {
                sqlx::query(sql::ADVANCE).bind(id).bind(last.position).execute(conn).await.map(drop)?;
            });
        }
        Ok(())
    }
}

fn name_of(event: &Event) -> Option<String> {
    serde_json::from_str::<Named>(&event.body).ok()?.name
}
