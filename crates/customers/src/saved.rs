//! Mappings that are saved under a name.

use ::store::{Store, StoreError, on};
use jiff::Timestamp;
use serde::Serialize;

use crate::error::CustomersError;
use crate::mapping::Mapping;
use crate::meaning::Kind;

const SAVE: &str = "
    insert into mapping (name, kind, body, updated_at)
    values ($1, $2, $3, $4)
    on conflict (name) do update
    set kind = excluded.kind, body = excluded.body, updated_at = excluded.updated_at";

const GET: &str = "select name, kind, body, updated_at from mapping where name = $1";

const LIST: &str = "select name, kind, body, updated_at from mapping order by name";

const DELETE: &str = "delete from mapping where name = $1";

/// The saved mappings of one workspace.
#[derive(Clone, Debug)]
pub struct Mappings {
    store: Store,
}

/// A mapping with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SavedMapping {
    /// The name.
    pub name: String,
    /// What its files are about.
    pub kind: Kind,
    /// The mapping as TOML, as it was saved.
    pub body: String,
    /// When it was saved.
    pub updated_at: Timestamp,
}

impl SavedMapping {
    /// The mapping.
    ///
    /// # Errors
    ///
    /// When it was saved by a program that allowed more.
    pub fn mapping(&self) -> Result<Mapping, CustomersError> {
        Mapping::parse(self.kind, &self.body)
    }
}

type Row = (String, String, String, i64);

impl Mappings {
    /// The mappings in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// Saves a mapping, given as TOML, under a name, in place of what was saved there.
    ///
    /// # Errors
    ///
    /// When the name is empty or too long, the text is no valid mapping, or the store does not answer.
    pub async fn save(&self, name: &str, kind: Kind, body: &str) -> Result<(), CustomersError> {
        if name.trim().is_empty() || name.chars().count() > 100 {
            let sentence = "its name must have 1 to 100 characters".to_owned();
            return Err(CustomersError::MappingInvalid(sentence));
        }
        Mapping::parse(kind, body)?;
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query(SAVE).bind(name).bind(kind.name()).bind(body).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        Ok(tx.commit().await?)
    }

    /// The mapping with a name.
    ///
    /// # Errors
    ///
    /// When there is none, or the store does not answer.
    pub async fn get(&self, name: &str) -> Result<SavedMapping, CustomersError> {
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            sqlx::query_as(GET).bind(name).fetch_optional(conn).await.map_err(StoreError::from)?
        });
        match row {
            Some(row) => saved(row),
            None => Err(CustomersError::MappingMissing(name.to_owned())),
        }
    }

    /// All mappings by name; there are few.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(&self) -> Result<Vec<SavedMapping>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(LIST).fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter().map(saved).collect()
    }

    /// Deletes the mapping with a name.
    ///
    /// # Errors
    ///
    /// When there is none, or the store does not answer.
    pub async fn delete(&self, name: &str) -> Result<(), CustomersError> {
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(DELETE).bind(name);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        if affected == 0 {
            return Err(CustomersError::MappingMissing(name.to_owned()));
        }
        Ok(tx.commit().await?)
    }
}

fn saved((name, kind, body, updated_at): Row) -> Result<SavedMapping, CustomersError> {
    let kind = kind
        .parse()
        .map_err(|_| StoreError::corrupt("mapping", "kind", &name))?;
    let updated_at = ::store::instant(updated_at, "mapping", "updated_at", &name)?;
    Ok(SavedMapping {
        name,
        kind,
        body,
        updated_at,
    })
}
