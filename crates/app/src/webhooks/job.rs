//! Sending what is due: many at a time, few of one endpoint, so that a slow receiver holds up no other.
//!
//! A delivery that was sent and not written down (the process was killed) is due again and goes out once more, with the
//! same message id: receivers get everything at least once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use store::{Log, StoreError, on};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;

use super::attempt::{Attempted, Due, attempt};
use super::client::Sender;
use super::delivery::DeliveryId;
use super::endpoint::{EndpointId, Keyed, Row};
use super::{AllowedNetworks, WebhookError, statements as sql};
use crate::work::{Job, Next, Turn};
use crate::{AppError, Workspace};

/// Attempts at a time.
const PARALLEL_MAX: usize = 32;
/// Attempts at a time of one endpoint.
const PARALLEL_OF_ENDPOINT_MAX: usize = 4;
/// How often it is looked for what is due.
const POLL: Duration = Duration::from_secs(1);
/// How long deliveries that have ended are listed.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How often those that are older are forgotten.
const FORGET_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Sends what is due to the endpoints.
#[derive(Debug)]
pub(crate) struct Sending {
    log: Log,
    allowed: AllowedNetworks,
    sender: OnceCell<Sender>,
    /// When old deliveries were forgotten last, microseconds.
    forgotten_at: AtomicI64,
}

/// Attempts under way.
struct UnderWay {
    tasks: JoinSet<Result<Attempted, StoreError>>,
    ids: BTreeSet<i64>,
    by_endpoint: BTreeMap<i64, usize>,
}

impl Sending {
    /// Sends what is due in a workspace.
    pub(crate) fn of(workspace: &Workspace) -> Arc<Self> {
        Arc::new(Self {
            log: workspace.log().clone(),
            allowed: workspace.private_networks.clone(),
            sender: OnceCell::new(),
            forgotten_at: AtomicI64::new(0),
        })
    }

    async fn sender(&self) -> Result<&Sender, WebhookError> {
        let make = || async { Sender::new(self.allowed.clone()).map_err(WebhookError::Sending) };
        self.sender.get_or_try_init(make).await
    }

    /// Starts as much of what is due as there is room for.
    async fn start(&self, under_way: &mut UnderWay) -> Result<(), AppError> {
        let now = self.log.store().clock().now();
        let mut conn = self.log.store().read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::ENDPOINTS_DUE).bind(now.as_microsecond());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        for row in rows {
            let to = Keyed::try_from(row)?;
            let id = to.endpoint.id;
            let room = under_way.room(id);
            if room == 0 {
                continue;
            }
            // Those under way are still due: ask for as many more.
            let limit = i64::try_from(room + under_way.of(id)).unwrap_or_default();
            let due: Vec<(i64, i64, i64)> = on!(conn, conn => {
                let query = sqlx::query_as(sql::DUE).bind(id.raw()).bind(now.as_microsecond());
                query.bind(limit).fetch_all(conn).await.map_err(StoreError::from)?
            });
            let fresh = due
                .into_iter()
                .filter(|(id, ..)| !under_way.ids.contains(id));
            for row in fresh.take(room).collect::<Vec<_>>() {
                self.spawn(row, &to, under_way).await?;
            }
        }
        Ok(())
    }

    async fn spawn(
        &self,
        (raw, position, attempts): (i64, i64, i64),
        to: &Keyed,
        under_way: &mut UnderWay,
    ) -> Result<(), AppError> {
        let corrupt = |column| StoreError::corrupt("webhook_delivery", column, raw);
        let due = Due {
            id: DeliveryId::from_raw(raw).map_err(|_| corrupt("id"))?,
            position,
            attempts: u32::try_from(attempts).map_err(|_| corrupt("attempts"))?,
            to: to.clone(),
        };
        let (log, sender) = (self.log.clone(), self.sender().await?.clone());
        under_way.ids.insert(raw);
        *under_way
            .by_endpoint
            .entry(to.endpoint.id.raw())
            .or_default() += 1;
        under_way
            .tasks
            .spawn(async move { attempt(due, &log, &sender).await });
        Ok(())
    }

    async fn forget(&self, now: Timestamp) -> Result<(), StoreError> {
        let before = self.forgotten_at.load(Ordering::Relaxed);
        if now.as_microsecond().saturating_sub(before) < micros(FORGET_EVERY) {
            return Ok(());
        }
        self.forgotten_at
            .store(now.as_microsecond(), Ordering::Relaxed);
        let horizon = now.as_microsecond().saturating_sub(micros(KEPT));
        let mut tx = self.log.store().begin().await?;
        on!(tx, conn => {
            sqlx::query(sql::FORGET_DELIVERIES).bind(horizon).execute(conn).await.map(drop)?;
        });
        tx.commit().await
    }
}

#[async_trait]
impl Job for Sending {
    fn name(&self) -> &'static str {
        "webhooks"
    }

    /// Sends until nothing is due.
    async fn run(&self, turn: &Turn) -> Result<Next, AppError> {
        let mut under_way = UnderWay::none();
        loop {
            if !turn.stopping.is_cancelled() {
                self.start(&mut under_way).await?;
            }
            if under_way.tasks.is_empty() {
                break;
            }
            // What becomes due meanwhile does not wait for those that are slow.
            let Ok(Some(done)) = tokio::time::timeout(POLL, under_way.tasks.join_next()).await
            else {
                continue;
            };
            let Ok(attempted) = done else {
                // An attempt broke down: all are due again, in a turn of their own.
                return Ok(Next::After(POLL));
            };
            let attempted = attempted?;
            attempted.record(&self.log, &turn.lease).await?;
            under_way.ended(attempted.due.id, attempted.due.to.endpoint.id);
            tracing::debug!(
                delivery = %attempted.due.id,
                is_delivered = attempted.is_delivered(),
                "webhook attempted"
            );
        }
        self.forget(self.log.store().clock().now()).await?;
        Ok(Next::Appended(POLL))
    }
}

impl UnderWay {
    fn none() -> Self {
        Self {
            tasks: JoinSet::new(),
            ids: BTreeSet::new(),
            by_endpoint: BTreeMap::new(),
        }
    }

    fn of(&self, endpoint: EndpointId) -> usize {
        self.by_endpoint
            .get(&endpoint.raw())
            .copied()
            .unwrap_or_default()
    }

    fn room(&self, endpoint: EndpointId) -> usize {
        let of_all = PARALLEL_MAX.saturating_sub(self.tasks.len());
        of_all.min(PARALLEL_OF_ENDPOINT_MAX.saturating_sub(self.of(endpoint)))
    }

    fn ended(&mut self, id: DeliveryId, endpoint: EndpointId) {
        self.ids.remove(&id.raw());
        if let Some(count) = self.by_endpoint.get_mut(&endpoint.raw()) {
            *count = count.saturating_sub(1);
        }
    }
}

fn micros(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
