//! Questions in SQL that people save under a name.
//!
//! A query that is not shared is there for its owner alone. A change names the version that it was made from, so that
//! two people do not undo each other's work unseen. What was removed can be brought back.

mod statements;

use jiff::Timestamp;
use store::{Store, StoreError};
use warehouse::QUERY_BYTES_MAX;

use crate::kept::{KEPT_MOST, Kept, description, name, name_key};
use crate::{Chart, InsightError};
use statements as rows;

kernel::define_id!(SavedQueryId, "sqy");

/// A question that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQuery {
    /// Its id.
    pub id: SavedQueryId,
    /// Its name, of which an owner has one.
    pub name: String,
    /// What it tells, in the owner's words.
    pub description: String,
    /// The question.
    pub sql: String,
    /// How its answer is drawn.
    pub chart: Chart,
    /// Who saved it, as the audit names them.
    pub owner: String,
    /// Whether others see it.
    pub is_shared: bool,
    /// How often it was saved.
    pub version: i64,
    /// When it was first saved.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// What somebody wants to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQueryDraft {
    /// The name, 1 to 100 characters.
    pub name: String,
    /// What it tells, at most 1 000 characters.
    pub description: String,
    /// The question, at most [`QUERY_BYTES_MAX`] bytes.
    pub sql: String,
    /// How its answer is drawn.
    pub chart: Chart,
    /// Whether others see it.
    pub is_shared: bool,
}

impl SavedQueryDraft {
    fn checked(mut self) -> Result<Self, InsightError> {
        self.name = name(&self.name)?;
        self.description = description(&self.description)?;
        self.chart.check()?;
        if self.sql.trim().is_empty() || self.sql.len() > QUERY_BYTES_MAX {
            return Err(InsightError::QueryLength {
                most: QUERY_BYTES_MAX,
                given: self.sql.len(),
            });
        }
        Ok(self)
    }
}

/// The saved queries of one workspace.
#[derive(Debug, Clone)]
pub struct SavedQueries {
    store: Store,
}

impl SavedQueries {
    /// The saved queries in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// What `reader` may see, by name: what is shared, and their own.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(&self, reader: &str) -> Result<Vec<SavedQuery>, InsightError> {
        let found = rows::list(&self.store, reader).await?;
        Ok(found
            .into_iter()
            .map(SavedQuery::try_from)
            .collect::<Result<_, _>>()?)
    }

    /// The query of an id.
    ///
    /// # Errors
    ///
    /// When there is none that `reader` may see, or the store does not answer.
    pub async fn get(&self, reader: &str, id: SavedQueryId) -> Result<SavedQuery, InsightError> {
        let found = rows::find(&self.store, reader, id.raw()).await?;
        let row = found.ok_or_else(|| missing(id))?;
        Ok(row.try_into()?)
    }

    /// The query of an id, when everybody may see it.
    ///
    /// # Errors
    ///
    /// When there is none that is shared, or the store does not answer.
    pub async fn get_shared(&self, id: SavedQueryId) -> Result<SavedQuery, InsightError> {
        // Nobody is called by no name.
        self.get("", id).await
    }

    /// Saves a new query of `owner`.
    ///
    /// # Errors
    ///
    /// When something of it can not be kept, the owner has one of that name, there are too many, or the store does not answer.
    pub async fn create(
        &self,
        owner: &str,
        draft: SavedQueryDraft,
    ) -> Result<SavedQuery, InsightError> {
        let draft = draft.checked()?;
        if rows::count(&self.store).await? >= KEPT_MOST {
            return Err(InsightError::TooManyKept {
                what: Kept::Query,
                most: KEPT_MOST,
            });
        }
        let id = SavedQueryId::fresh(self.store.ids());
        let done = rows::insert(&self.store, id.raw(), owner, &draft).await;
        done.map_err(|error| taken(error, &draft.name))?;
        self.get(owner, id).await
    }

    /// Saves a query again, as a change of `version`.
    ///
    /// # Errors
    ///
    /// As [`Self::create`]; [`InsightError::Stale`] when it was saved since, [`InsightError::NotOwner`] when somebody else would hide it.
    pub async fn change(
        &self,
        writer: &str,
        id: SavedQueryId,
        version: i64,
        draft: SavedQueryDraft,
    ) -> Result<SavedQuery, InsightError> {
        let draft = draft.checked()?;
        let before = self.get(writer, id).await?;
        if !draft.is_shared && before.owner != writer {
            return Err(InsightError::NotOwner { what: Kept::Query });
        }
        let done = rows::update(&self.store, id.raw(), version, &draft).await;
        if done.map_err(|error| taken(error, &draft.name))? == 0 {
            let now = self.get(writer, id).await?;
            return Err(InsightError::Stale {
                what: Kept::Query,
                yours: version,
                now: now.version,
            });
        }
        self.get(writer, id).await
    }

    /// Takes a query away; [`Self::restore`] brings it back.
    ///
    /// # Errors
    ///
    /// When there is none that `writer` may see, or the store does not answer.
    pub async fn remove(&self, writer: &str, id: SavedQueryId) -> Result<SavedQuery, InsightError> {
        let before = self.get(writer, id).await?;
        if rows::remove(&self.store, id.raw()).await? == 0 {
            return Err(missing(id));
        }
        Ok(before)
    }

    /// Brings back a query that was removed.
    ///
    /// # Errors
    ///
    /// When none was removed that `writer` might see, its owner has one of its name, or the store does not answer.
    pub async fn restore(
        &self,
        writer: &str,
        id: SavedQueryId,
    ) -> Result<SavedQuery, InsightError> {
        let done = rows::restore(&self.store, writer, id.raw()).await;
        if done.map_err(|error| taken(error, &id.to_string()))? == 0 {
            return Err(missing(id));
        }
        self.get(writer, id).await
    }
}

fn missing(id: SavedQueryId) -> InsightError {
    InsightError::KeptMissing {
        what: Kept::Query,
        id: id.to_string(),
    }
}

fn taken(error: StoreError, name: &str) -> InsightError {
    match error {
        StoreError::Duplicate { .. } => InsightError::NameTaken {
            what: Kept::Query,
            name: name.to_owned(),
        },
        other => other.into(),
    }
}

/// The key under which a name is held once.
fn key_of(draft: &SavedQueryDraft) -> String {
    name_key(&draft.name)
}
