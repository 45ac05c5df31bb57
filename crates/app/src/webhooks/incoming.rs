//! Doors at which other systems tell us what happened, each with a mapping from its JSON to facts.
//!
//! A mapping is saved, tried out on a sample, and then goes live; what is saved later changes nothing until it goes live too.

mod check;
mod receive;
mod row;
mod statements;
mod token;

use customers::SourceId;
use customers::hooks::{Arrival, HookMapping, HookProblem, Mapped};
use customers::{SourceKind, Sources};
use jiff::Timestamp;
use store::{Log, Store, StoreError, Tx, on};

use super::WebhookError;
use crate::access::Actor;
use crate::catalogue::KnownRulings;
use row::{Row, columns};
use statements as sql;

pub use check::{HmacEncoding, SenderCheck};
pub use receive::{Received, Refused};

kernel::define_id!(
    /// An incoming webhook.
    IncomingId,
    "inw"
);

/// The most incoming webhooks of a workspace.
const INCOMING_MAX: usize = 50;

/// A door for one sender, without its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Our id.
    pub id: IncomingId,
    /// The source of its facts, with its volumes and refusals.
    pub source: SourceId,
    /// What people call it.
    pub name: String,
    /// The mapping as last saved, JSON.
    pub definition: String,
    /// The mapping by which payloads are taken; none are before there is one.
    pub live_definition: Option<String>,
    /// When it went live last.
    pub live_since: Option<Timestamp>,
    /// How the sender proves itself.
    pub check: SenderCheck,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An incoming webhook whose address was just drawn.
pub struct WithToken {
    /// The webhook.
    pub incoming: Incoming,
    /// The last part of its address, which can not be had again.
    pub token: String,
}

impl std::fmt::Debug for WithToken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("WithToken")
            .field("incoming", &self.incoming)
            .finish_non_exhaustive()
    }
}

/// The incoming webhooks of one workspace.
#[derive(Debug, Clone)]
pub struct IncomingWebhooks {
    log: Log,
    rulings: KnownRulings,
}

impl IncomingWebhooks {
    /// Those whose facts go into a log.
    pub(crate) const fn new(log: Log, rulings: KnownRulings) -> Self {
        Self { log, rulings }
    }

    /// All of them, oldest first; there are few.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(&self) -> Result<Vec<Incoming>, WebhookError> {
        let mut conn = self.store().read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(sql::LIST).fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter().map(|row| Ok(row.try_into()?)).collect()
    }

    /// The one with an id.
    ///
    /// # Errors
    ///
    /// [`WebhookError::IncomingMissing`].
    pub async fn get(&self, id: IncomingId) -> Result<Incoming, WebhookError> {
        let mut conn = self.store().read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::GET).bind(id.raw());
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        let row = row.ok_or_else(|| WebhookError::IncomingMissing(id.to_string()))?;
        Ok(row.try_into()?)
    }

    /// Makes a door; nothing is taken at it before it goes live.
    ///
    /// # Errors
    ///
    /// When the mapping has problems, the check is not complete, the name is not one or taken, or there are too many.
    pub async fn create(
        &self,
        actor: Actor,
        name: &str,
        definition: &str,
        check: SenderCheck,
    ) -> Result<WithToken, WebhookError> {
        read(definition)?;
        let check = check.checked()?;
        let source = self.sources().ensure(SourceKind::Webhook, name).await?;
        let (id, token) = (IncomingId::fresh(self.store().ids()), token::draw()?);
        let now = self.store().clock().now().as_microsecond();
        let (checking, header, encoding, secret) = columns(&check);
        let mut tx = self.store().begin().await?;
        let count: i64 = on!(tx, conn => {
            sqlx::query_scalar(sql::COUNT).fetch_one(conn).await.map_err(StoreError::from)?
        });
        if usize::try_from(count).is_ok_and(|count| count >= INCOMING_MAX) {
            return Err(WebhookError::IncomingMany(INCOMING_MAX));
        }
        let made = on!(tx, conn => {
            let query = sqlx::query(sql::INSERT).bind(id.raw()).bind(source.raw()).bind(name.trim());
            let query = query.bind(token::digest(token.as_bytes())).bind(definition);
            let query = query.bind(checking).bind(header).bind(encoding).bind(secret);
            let query = query.bind(actor.to_string()).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)
        });
        match made {
            Err(StoreError::Duplicate { .. }) => {
                return Err(WebhookError::IncomingTaken(name.trim().to_owned()));
            }
            made => made?,
        }
        tx.commit().await?;
        let incoming = self.get(id).await?;
        Ok(WithToken { incoming, token })
    }

    /// Saves another mapping; the one that is live stays until this goes live.
    ///
    /// # Errors
    ///
    /// When the mapping has problems, or there is no such webhook.
    pub async fn save(&self, id: IncomingId, definition: &str) -> Result<Incoming, WebhookError> {
        read(definition)?;
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::SET_DEFINITION).bind(id.raw()).bind(definition);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await?;
        self.get(id).await
    }

    /// Has the sender prove itself in another way, from now on.
    ///
    /// # Errors
    ///
    /// When the check is not complete, or there is no such webhook.
    pub async fn set_check(
        &self,
        id: IncomingId,
        check: SenderCheck,
    ) -> Result<Incoming, WebhookError> {
        let check = check.checked()?;
        let (checking, header, encoding, secret) = columns(&check);
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::SET_CHECK).bind(id.raw());
            let query = query.bind(checking).bind(header).bind(encoding).bind(secret);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await?;
        self.get(id).await
    }

    /// Takes payloads by the mapping that was saved last.
    ///
    /// # Errors
    ///
    /// [`WebhookError::IncomingMissing`].
    pub async fn go_live(&self, id: IncomingId) -> Result<Incoming, WebhookError> {
        let now = self.store().clock().now().as_microsecond();
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::GO_LIVE).bind(id.raw()).bind(now);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await?;
        self.get(id).await
    }

    /// Gives a door another address; nothing is taken any more at the one before.
    ///
    /// # Errors
    ///
    /// [`WebhookError::IncomingMissing`].
    pub async fn rotate(&self, id: IncomingId) -> Result<WithToken, WebhookError> {
        let token = token::draw()?;
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::SET_TOKEN).bind(id.raw());
            let query = query.bind(token::digest(token.as_bytes()));
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await?;
        let incoming = self.get(id).await?;
        Ok(WithToken { incoming, token })
    }

    /// Removes a door; what came through it stays.
    ///
    /// # Errors
    ///
    /// [`WebhookError::IncomingMissing`].
    pub async fn remove(&self, id: IncomingId) -> Result<(), WebhookError> {
        let mut tx = self.store().begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::DELETE).bind(id.raw());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        settle(tx, id, affected).await
    }

    /// Shows what a mapping makes of a sample, and keeps nothing of it.
    ///
    /// # Errors
    ///
    /// Every problem of the mapping itself.
    pub fn try_out(&self, definition: &str, sample: &[u8]) -> Result<Mapped, Vec<HookProblem>> {
        let arrival = Arrival {
            received_at: self.store().clock().now(),
            digest: &token::digest(sample),
        };
        Ok(HookMapping::read(definition)?.apply(sample, arrival))
    }

    fn store(&self) -> &Store {
        self.log.store()
    }

    fn sources(&self) -> Sources {
        Sources::new(self.store().clone())
    }
}

fn read(definition: &str) -> Result<HookMapping, WebhookError> {
    HookMapping::read(definition).map_err(WebhookError::Definition)
}

async fn settle(tx: Tx, id: IncomingId, affected: u64) -> Result<(), WebhookError> {
    if affected == 0 {
        return Err(WebhookError::IncomingMissing(id.to_string()));
    }
    Ok(tx.commit().await?)
}
