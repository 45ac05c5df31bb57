//! Pages of cards that people put together from reports and saved queries.
//!
//! What holds for saved queries holds here: a dashboard that is not shared is there for its owner alone, a change names the
//! version that it was made from, and what was removed can be brought back.

mod card;
mod statements;

use jiff::Timestamp;
use store::{Store, StoreError};

pub use self::card::{CARDS_MOST, Card, CardDraft, CardKind};

use crate::InsightError;
use crate::kept::{KEPT_MOST, Kept, description, name, name_key};
use statements as rows;

kernel::define_id!(DashboardId, "dsh");

/// A page of cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dashboard {
    /// Its id.
    pub id: DashboardId,
    /// Its name, of which an owner has one.
    pub name: String,
    /// What it tells, in the owner's words.
    pub description: String,
    /// Its cards, in order.
    pub cards: Vec<Card>,
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
pub struct DashboardDraft {
    /// The name, 1 to 100 characters.
    pub name: String,
    /// What it tells, at most 1 000 characters.
    pub description: String,
    /// The cards, at most [`CARDS_MOST`].
    pub cards: Vec<CardDraft>,
    /// Whether others see it.
    pub is_shared: bool,
}

/// A draft that was checked.
struct Checked {
    name: String,
    description: String,
    cards: Vec<Card>,
    is_shared: bool,
}

impl DashboardDraft {
    fn checked(self) -> Result<Checked, InsightError> {
        Ok(Checked {
            name: name(&self.name)?,
            description: description(&self.description)?,
            cards: card::checked(self.cards)?,
            is_shared: self.is_shared,
        })
    }
}

/// The dashboards of one workspace.
#[derive(Debug, Clone)]
pub struct Dashboards {
    store: Store,
}

impl Dashboards {
    /// The dashboards in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// What `reader` may see, by name: what is shared, and their own.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(&self, reader: &str) -> Result<Vec<Dashboard>, InsightError> {
        let found = rows::list(&self.store, reader).await?;
        Ok(found
            .into_iter()
            .map(Dashboard::try_from)
            .collect::<Result<_, _>>()?)
    }

    /// The dashboard of an id.
    ///
    /// # Errors
    ///
    /// When there is none that `reader` may see, or the store does not answer.
    pub async fn get(&self, reader: &str, id: DashboardId) -> Result<Dashboard, InsightError> {
        let found = rows::find(&self.store, reader, id.raw()).await?;
        let row = found.ok_or_else(|| missing(id))?;
        Ok(row.try_into()?)
    }

    /// Saves a new dashboard of `owner`.
    ///
    /// # Errors
    ///
    /// When something of it can not be kept, the owner has one of that name, there are too many, or the store does not answer.
    pub async fn create(
        &self,
        owner: &str,
        draft: DashboardDraft,
    ) -> Result<Dashboard, InsightError> {
        let draft = draft.checked()?;
        if rows::count(&self.store).await? >= KEPT_MOST {
            return Err(InsightError::TooManyKept {
                what: Kept::Dashboard,
                most: KEPT_MOST,
            });
        }
        let id = DashboardId::fresh(self.store.ids());
        let done = rows::insert(&self.store, id.raw(), owner, &draft).await;
        done.map_err(|error| taken(error, &draft.name))?;
        self.get(owner, id).await
    }

    /// Saves a dashboard again, as a change of `version`.
    ///
    /// # Errors
    ///
    /// As [`Self::create`]; [`InsightError::Stale`] when it was saved since, [`InsightError::NotOwner`] when somebody else would hide it.
    pub async fn change(
        &self,
        writer: &str,
        id: DashboardId,
        version: i64,
        draft: DashboardDraft,
    ) -> Result<Dashboard, InsightError> {
        let draft = draft.checked()?;
        let before = self.get(writer, id).await?;
        if !draft.is_shared && before.owner != writer {
            return Err(InsightError::NotOwner {
                what: Kept::Dashboard,
            });
        }
        let done = rows::update(&self.store, id.raw(), version, &draft).await;
        if done.map_err(|error| taken(error, &draft.name))? == 0 {
            let now = self.get(writer, id).await?;
            return Err(InsightError::Stale {
                what: Kept::Dashboard,
                yours: version,
                now: now.version,
            });
        }
        self.get(writer, id).await
    }

    /// Takes a dashboard away; [`Self::restore`] brings it back.
    ///
    /// # Errors
    ///
    /// When there is none that `writer` may see, or the store does not answer.
    pub async fn remove(&self, writer: &str, id: DashboardId) -> Result<Dashboard, InsightError> {
        let before = self.get(writer, id).await?;
        if rows::remove(&self.store, id.raw()).await? == 0 {
            return Err(missing(id));
        }
        Ok(before)
    }

    /// Brings back a dashboard that was removed.
    ///
    /// # Errors
    ///
    /// When none was removed that `writer` might see, its owner has one of its name, or the store does not answer.
    pub async fn restore(&self, writer: &str, id: DashboardId) -> Result<Dashboard, InsightError> {
        let done = rows::restore(&self.store, writer, id.raw()).await;
        if done.map_err(|error| taken(error, &id.to_string()))? == 0 {
            return Err(missing(id));
        }
        self.get(writer, id).await
    }
}

fn missing(id: DashboardId) -> InsightError {
    InsightError::KeptMissing {
        what: Kept::Dashboard,
        id: id.to_string(),
    }
}

fn taken(error: StoreError, name: &str) -> InsightError {
    match error {
        StoreError::Duplicate { .. } => InsightError::NameTaken {
            what: Kept::Dashboard,
            name: name.to_owned(),
        },
        other => other.into(),
    }
}

/// The key under which a name is held once.
fn key_of(draft: &Checked) -> String {
    name_key(&draft.name)
}
