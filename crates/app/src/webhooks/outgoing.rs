//! What is done with endpoints: making, changing, removing them, and looking at what became of their deliveries.

use jiff::SignedDuration;
use kernel::{Failure, Limit, Page};
use serde::Serialize;
use store::{Log, Store, StoreError, Tx, on};

use super::client::{Message, Sender};
use super::delivery::{Delivery, DeliveryId, DeliveryState};
use super::endpoint::{Endpoint, EndpointId, EndpointTerms, Keyed, Row, SLOTS};
use super::health::Disabled;
use super::undelivered::Undelivered;
use super::{AllowedNetworks, WebhookError, WebhookSecret, check_url, header_value, payload};
use super::{delivery, statements as sql};
use crate::access::Actor;

/// The most endpoints of a workspace.
const ENDPOINTS_MAX: usize = 50;

/// How long the secret before signs as well.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24);

/// The endpoints of one workspace.
#[derive(Debug, Clone)]
pub struct Endpoints {
    log: Log,
    allowed: AllowedNetworks,
}

/// An endpoint whose secret was just drawn, with that secret.
#[derive(Debug)]
pub struct WithSecret {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The secret, which can not be had again.
    pub secret: WebhookSecret,
}

/// What came of sending a message that only tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tested {
    /// The message's id.
    pub id: DeliveryId,
    /// Whether the receiver took it.
    pub is_delivered: bool,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// What was wrong.
    pub error: Option<Failure>,
    /// How long it took, milliseconds.
    pub duration_ms: i64,
}

impl Endpoints {
    /// The endpoints that are told of a log; they may be in these private networks too.
    pub const fn new(log: Log, allowed: AllowedNetworks) -> Self {
        Self { log, allowed }
    }

    fn store(&self) -> &Store {
        self.log.store()
    }

    /// All endpoints, oldest first; there are few.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(&self) -> Result<Vec<Endpoint>, WebhookError> {
        let mut conn = self.store().read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(sql::ENDPOINTS).fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter()
            .map(|row| Ok(Keyed::try_from(row)?.endpoint))
            .collect()
    }

    /// The endpoint with an id.
    ///
    /// # Errors
    ///
    /// [`WebhookError::EndpointMissing`].
    pub async fn get(&self, id: EndpointId) -> Result<Endpoint, WebhookError> {
        Ok(self.keyed(id).await?.endpoint)
    }

    /// Makes an endpoint: it is told of what comes from now on.
    ///
    /// # Errors
    ///
    /// When the address is not taken, the terms make no sense, or there are too many endpoints.
    pub async fn create(
        &self,
        actor: Actor,
        terms: &EndpointTerms,
    ) -> Result<WithSecret, WebhookError> {
        self.check(terms)?;
        let secret = WebhookSecret::draw().map_err(WebhookError::Secret)?;
        let id = EndpointId::fresh(self.store().ids());
        let now = self.store().clock().now().as_microsecond();
        let [kinds, names, sources] = terms.filter.texts();
        let position = self.log.last_position().await?;
        let mut tx = self.store().begin().await?;
        let taken: Vec<i64> = on!(tx, conn => {
            sqlx::query_scalar(sql::SLOTS).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let slot = (0..SLOTS)
            .find(|slot| !taken.contains(slot))
            .filter(|_| taken.len() < ENDPOINTS_MAX)
            .ok_or(WebhookError::EndpointsMany(ENDPOINTS_MAX))?;
        on!(tx, conn => {
            let query = sqlx::query(sql::INSERT_ENDPOINT).bind(id.raw()).bind(&terms.url);
            let query = query.bind(&terms.description).bind(secret.expose());
            let query = query.bind(kinds).bind(names).bind(sources);
            let query = query.bind(i64::from(terms.with_personal_data)).bind(position).bind(slot);
            let query = query.bind(actor.to_string()).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        let endpoint = self.get(id).await?;
        Ok(WithSecret { endpoint, secret })
    }

    /// Gives an endpoint other terms; its secret stays.
    ///
    /// # Errors
    ///
    /// As [`Endpoints::create`], or when there is no such endpoint.
    pub async fn change(
        &self,
        id: EndpointId,
        terms: &EndpointTerms,
    ) -> Result<Endpoint, WebhookError> {
        self.check(terms)?;
        let [kinds, names, sources] = terms.filter.texts();
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::UPDATE_ENDPOINT).bind(id.raw()).bind(&terms.url);
            let query = query.bind(&terms.description).bind(kinds).bind(names).bind(sources);
            let query = query.bind(i64::from(terms.with_personal_data));
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await?;
        self.get(id).await
    }

    /// Removes an endpoint, with its deliveries.
    ///
    /// # Errors
    ///
    /// [`WebhookError::EndpointMissing`].
    pub async fn remove(&self, id: EndpointId) -> Result<(), WebhookError> {
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::DELETE_ENDPOINT).bind(id.raw());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await
    }

    /// Draws a new secret. For 24 hours messages are signed with both, so that the receiver can change in its own time.
    ///
    /// # Errors
    ///
    /// [`WebhookError::EndpointMissing`].
    pub async fn rotate(&self, id: EndpointId) -> Result<WithSecret, WebhookError> {
        let secret = WebhookSecret::draw().map_err(WebhookError::Secret)?;
        let until = self.store().clock().now() + OVERLAP;
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::ROTATE_SECRET).bind(id.raw()).bind(secret.expose());
            let query = query.bind(until.as_microsecond());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await?;
        let endpoint = self.get(id).await?;
        Ok(WithSecret { endpoint, secret })
    }

    /// Sends to an endpoint again. What waited for it goes on; what happened while it was disabled it is not told.
    ///
    /// # Errors
    ///
    /// [`WebhookError::EndpointMissing`].
    pub async fn enable(&self, id: EndpointId) -> Result<Endpoint, WebhookError> {
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::ENABLE_ENDPOINT).bind(id.raw());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await?;
        self.get(id).await
    }

    /// Sends nothing more to an endpoint until somebody enables it again, as somebody wishes.
    ///
    /// # Errors
    ///
    /// [`WebhookError::EndpointMissing`].
    pub async fn disable(&self, id: EndpointId) -> Result<Endpoint, WebhookError> {
        let now = self.store().clock().now().as_microsecond();
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::DISABLE_ENDPOINT).bind(id.raw()).bind(now);
            let query = query.bind(Disabled::ByHand.sentence());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await?;
        self.get(id).await
    }

    /// What was and is to be sent to an endpoint, newest first.
    ///
    /// # Errors
    ///
    /// [`WebhookError::EndpointMissing`].
    pub async fn deliveries(
        &self,
        id: EndpointId,
        state: Option<DeliveryState>,
        before: Option<DeliveryId>,
        limit: Limit,
    ) -> Result<Page<Delivery>, WebhookError> {
        self.get(id).await?;
        let before = before.map_or(i64::MAX, DeliveryId::raw);
        let state = state.map_or("", DeliveryState::as_str);
        let mut conn = self.store().read().await?;
        let rows: Vec<delivery::Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::DELIVERIES).bind(id.raw()).bind(before).bind(state);
            query.bind(limit.one_more()).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let items: Result<Vec<Delivery>, StoreError> =
            rows.into_iter().map(Delivery::try_from).collect();
        Ok(Page::of(items?, limit, |delivery| delivery.id.to_string()))
    }

    /// Has a delivery tried again now, with the same message id, also one that has arrived.
    ///
    /// # Errors
    ///
    /// [`WebhookError::DeliveryMissing`].
    pub async fn retry(
        &self,
        endpoint: EndpointId,
        id: DeliveryId,
    ) -> Result<Delivery, WebhookError> {
        let now = self.store().clock().now().as_microsecond();
        let missing = || WebhookError::DeliveryMissing(id.to_string());
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::RETRY).bind(endpoint.raw()).bind(id.raw()).bind(now);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        if affected == 0 {
            return Err(missing());
        }
        tx.commit().await?;
        let mut conn = self.store().read().await?;
        let row: Option<delivery::Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::DELIVERY).bind(endpoint.raw()).bind(id.raw());
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        Ok(row.ok_or_else(missing)?.try_into()?)
    }

    /// Sends a message that only tests, once and now, also to an endpoint that is disabled; its health stays.
    ///
    /// # Errors
    ///
    /// [`WebhookError::EndpointMissing`], or when this machine can not send at all.
    pub async fn test(&self, id: EndpointId) -> Result<Tested, WebhookError> {
        let keyed = self.keyed(id).await?;
        let sender = Sender::new(self.allowed.clone()).map_err(WebhookError::Sending)?;
        let clock = self.store().clock();
        let now = clock.now();
        let id = DeliveryId::fresh(self.store().ids());
        let body = payload::test_payload(now);
        let message = Message {
            signature: header_value(&keyed.secrets(now), &id.to_string(), now.as_second(), &body),
            id: id.to_string(),
            seconds: now.as_second(),
            body,
        };
        let start = clock.elapsed_since_start();
        let answer = sender.post(&keyed.endpoint.url, message).await;
        let took = clock.elapsed_since_start().saturating_sub(start);
        let is_delivered = matches!(answer, Ok(200..=299));
        Ok(Tested {
            id,
            is_delivered,
            status: answer.as_ref().ok().copied(),
            error: Undelivered::of(answer).map(|wrong| wrong.failure()),
            duration_ms: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
        })
    }

    async fn keyed(&self, id: EndpointId) -> Result<Keyed, WebhookError> {
        let mut conn = self.store().read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::ENDPOINT).bind(id.raw());
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        let row = row.ok_or_else(|| WebhookError::EndpointMissing(id.to_string()))?;
        Ok(row.try_into()?)
    }

    fn check(&self, terms: &EndpointTerms) -> Result<(), WebhookError> {
        check_url(&terms.url, &self.allowed).map_err(WebhookError::Address)?;
        terms.check()
    }
}

async fn settle(tx: Tx, id: EndpointId, affected: u64) -> Result<(), WebhookError> {
    if affected == 0 {
        return Err(WebhookError::EndpointMissing(id.to_string()));
    }
    Ok(tx.commit().await?)
}
