//! Sources: where facts come from. A fact's identity is its source and the message id that the source gave.

mod key;
mod kind;
mod refusals;
mod row;
mod snippets;
mod statements;
mod volumes;

use ::store::{Store, StoreError, on};
use jiff::Timestamp;
use kernel::define_id;
use serde::Serialize;

pub use kind::{SourceKind, SourceKindUnknown};
pub use refusals::{EventRefusal, NewRefusal, RefusalId};
pub use snippets::Snippet;
pub use volumes::{SourceTally, Volume};

use crate::error::CustomersError;
use row::{Row, source};
use statements as sql;

define_id!(
    /// A source of facts.
    SourceId,
    "src"
);

const NAME_CHARACTERS_MAX: usize = 100;

/// Where facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Our id.
    pub id: SourceId,
    /// What it is.
    pub kind: SourceKind,
    /// What people call it; two of a kind have different names.
    pub name: String,
    /// The key that it sends with, where it sends by key. It is no secret: browsers publish it.
    pub write_key: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when nothing of it is taken.
    pub disabled_at: Option<Timestamp>,
}

impl Source {
    /// Whether what it sends is taken.
    pub const fn is_enabled(&self) -> bool {
        self.disabled_at.is_none()
    }
}

/// The sources of one workspace.
#[derive(Clone, Debug)]
pub struct Sources {
    store: Store,
}

impl Sources {
    /// The sources in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// The source of a kind with a name, made when there is none: for the doors that are always there, such as `api`.
    ///
    /// # Errors
    ///
    /// When the name is empty or too long, or the store does not answer.
    pub async fn ensure(&self, kind: SourceKind, name: &str) -> Result<SourceId, CustomersError> {
        let name = checked(name)?;
        if let Some(found) = self.find_named(kind, name).await? {
            return Ok(found.id);
        }
        // Somebody else may make it at the same time; then theirs is the one.
        self.insert(kind, name, sql::INSERT_OR_LEAVE).await?;
        let found = self.find_named(kind, name).await?;
        let found =
            found.ok_or_else(|| StoreError::corrupt("source", "name", kind.as_str().to_owned()))?;
        Ok(found.id)
    }

    /// Makes a source, with a key when its kind sends by key.
    ///
    /// # Errors
    ///
    /// When the name is empty, too long or taken, or the store does not answer.
    pub async fn create(&self, kind: SourceKind, name: &str) -> Result<Source, CustomersError> {
        let name = checked(name)?;
        let id = match self.insert(kind, name, sql::INSERT).await {
            Err(CustomersError::Store(StoreError::Duplicate { .. })) => {
                return Err(CustomersError::SourceTaken(name.to_owned()));
            }
            made => made?,
        };
        self.get(id).await
    }

    /// All sources in the order of their making; there are few.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(&self) -> Result<Vec<Source>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(sql::LIST).fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter().map(source).collect()
    }

    /// The source with an id.
    ///
    /// # Errors
    ///
    /// When there is none, or the store does not answer.
    pub async fn get(&self, id: SourceId) -> Result<Source, CustomersError> {
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::GET).bind(id.raw());
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        let row = row.ok_or_else(|| CustomersError::SourceMissing(id.to_string()))?;
        source(row)
    }

    /// The source that sends with a key, also when it is disabled.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn find_by_write_key(&self, key: &str) -> Result<Option<Source>, CustomersError> {
        if !key::has_form(key) {
            return Ok(None);
        }
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::FIND_BY_KEY).bind(key);
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        row.map(source).transpose()
    }

    /// Gives a source another name.
    ///
    /// # Errors
    ///
    /// When the name is empty, too long or taken, there is no such source, or the store does not answer.
    pub async fn rename(&self, id: SourceId, name: &str) -> Result<Source, CustomersError> {
        let name = checked(name)?;
        let changed = self.change(id, sql::RENAME, Some(name)).await;
        match changed {
            Err(CustomersError::Store(StoreError::Duplicate { .. })) => {
                Err(CustomersError::SourceTaken(name.to_owned()))
            }
            changed => changed,
        }
    }

    /// Takes nothing more of a source; what it sent stays.
    ///
    /// # Errors
    ///
    /// When there is no such source, or the store does not answer.
    pub async fn disable(&self, id: SourceId) -> Result<Source, CustomersError> {
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::DISABLE).bind(id.raw()).bind(now);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        self.settle(tx, id, affected).await
    }

    /// Takes again what a source sends.
    ///
    /// # Errors
    ///
    /// When there is no such source, or the store does not answer.
    pub async fn enable(&self, id: SourceId) -> Result<Source, CustomersError> {
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::ENABLE).bind(id.raw());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        self.settle(tx, id, affected).await
    }

    /// Gives a source a new key; from now on nothing is taken that comes with the old one.
    ///
    /// # Errors
    ///
    /// When the source does not send by key, there is no such source, or the store does not answer.
    pub async fn rotate_key(&self, id: SourceId) -> Result<Source, CustomersError> {
        let found = self.get(id).await?;
        if found.write_key.is_none() {
            return Err(CustomersError::SourceKeyless(found.name));
        }
        let key = key::draw()?;
        self.change(id, sql::ROTATE, Some(&key)).await
    }

    async fn change(
        &self,
        id: SourceId,
        text: &'static str,
        value: Option<&str>,
    ) -> Result<Source, CustomersError> {
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(text).bind(id.raw()).bind(value);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        self.settle(tx, id, affected).await
    }

    async fn settle(
        &self,
        tx: ::store::Tx,
        id: SourceId,
        affected: u64,
    ) -> Result<Source, CustomersError> {
        if affected == 0 {
            return Err(CustomersError::SourceMissing(id.to_string()));
        }
        tx.commit().await?;
        self.get(id).await
    }

    async fn find_named(
        &self,
        kind: SourceKind,
        name: &str,
    ) -> Result<Option<Source>, CustomersError> {
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::FIND_NAMED).bind(kind.as_str()).bind(name);
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        row.map(source).transpose()
    }

    async fn insert(
        &self,
        kind: SourceKind,
        name: &str,
        text: &'static str,
    ) -> Result<SourceId, CustomersError> {
        let id = SourceId::fresh(self.store.ids());
        let key = kind.has_write_key().then(key::draw).transpose()?;
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query(text).bind(id.raw()).bind(kind.as_str()).bind(name).bind(key).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        Ok(id)
    }
}

fn checked(name: &str) -> Result<&str, CustomersError> {
    let name = name.trim();
    let characters = name.chars().count();
    if (1..=NAME_CHARACTERS_MAX).contains(&characters) && !name.contains(char::is_control) {
        Ok(name)
    } else {
        Err(CustomersError::SourceName)
    }
}
