//! Reports by schedule: what is made, when it is due, and the editions that were made.
//!
//! # Invariants
//!
//! - Of what is due at one instant there is one edition, however many processes make it: the schedule moves on in the transaction
//!   that keeps the edition, and only from where it was read.
//! - Times that were missed are made up for once, by an edition of the last of them.

mod edition;
mod rhythm;
mod sheet;
mod statements;
mod subject;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::log::Lease;
use store::{Store, StoreError};

pub use edition::{EDITIONS_KEPT, Edition, EditionId, Outcome};
pub use rhythm::{Days, Rhythm};
pub use sheet::{CellKind, Sheet, SheetColumn};
pub use subject::Subject;

use crate::kept::{Kept, name};
use crate::{InsightError, SavedQueries};
use edition::Making;
use statements as rows;

kernel::define_id!(
    /// A schedule of a report.
    ScheduleId,
    "sch"
);

/// The most schedules of a workspace.
const SCHEDULES_MOST: i64 = 100;

/// A report that is made by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Its id.
    pub id: ScheduleId,
    /// Its name, of which an owner has one.
    pub name: String,
    /// What is made.
    pub subject: Subject,
    /// When it is due.
    pub rhythm: Rhythm,
    /// Who made it, as the audit names them.
    pub owner: String,
    /// How often it was saved.
    pub version: i64,
    /// When it was first saved.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// When it is due next; nothing while it is switched off.
    pub due_at: Option<Timestamp>,
}

/// What somebody wants to have made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleDraft {
    /// The name, 1 to 100 characters.
    pub name: String,
    /// What is made.
    pub subject: Subject,
    /// When it is due.
    pub rhythm: Rhythm,
    /// Whether it is made by itself.
    pub is_on: bool,
}

/// The schedules of one workspace.
#[derive(Debug, Clone)]
pub struct Schedules {
    store: Store,
    zone: TimeZone,
}

impl Schedules {
    /// The schedules in a store, by the clocks of a time zone.
    pub const fn new(store: Store, zone: TimeZone) -> Self {
        Self { store, zone }
    }

    fn store(&self) -> &Store {
        &self.store
    }

    /// All schedules, by name.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(&self) -> Result<Vec<Schedule>, InsightError> {
        Ok(rows::list(&self.store).await?)
    }

    /// The schedule of an id.
    ///
    /// # Errors
    ///
    /// [`InsightError::ScheduleMissing`], or when the store does not answer.
    pub async fn get(&self, id: ScheduleId) -> Result<Schedule, InsightError> {
        rows::find(&self.store, id)
            .await?
            .ok_or_else(|| InsightError::ScheduleMissing(id.to_string()))
    }

    /// Saves a new schedule of `owner`; it is due first at the next time of its rhythm.
    ///
    /// # Errors
    ///
    /// When something of it can not be kept, its query is not there for all, the owner has one of that name, there are too many, or
    /// the store does not answer.
    pub async fn create(
        &self,
        owner: &str,
        draft: ScheduleDraft,
    ) -> Result<Schedule, InsightError> {
        let draft = self.checked(draft).await?;
        if rows::count(&self.store).await? >= SCHEDULES_MOST {
            return Err(InsightError::TooManyKept {
                what: Kept::Schedule,
                most: SCHEDULES_MOST,
            });
        }
        let id = ScheduleId::fresh(self.store.ids());
        let due_at = draft.is_on.then(|| self.next(draft.rhythm));
        let done = rows::insert(&self.store, id, owner, &draft, due_at).await;
        done.map_err(|error| taken(error, &draft.name))?;
        self.get(id).await
    }

    /// Saves a schedule again, as a change of `version`. What was due and is not made yet stays due, unless the rhythm changes.
    ///
    /// # Errors
    ///
    /// As [`Self::create`]; [`InsightError::Stale`] when it was saved since.
    pub async fn change(
        &self,
        id: ScheduleId,
        version: i64,
        draft: ScheduleDraft,
    ) -> Result<Schedule, InsightError> {
        let draft = self.checked(draft).await?;
        let before = self.get(id).await?;
        let kept = before.due_at.filter(|_| before.rhythm == draft.rhythm);
        let due_at = draft
            .is_on
            .then(|| kept.unwrap_or_else(|| self.next(draft.rhythm)));
        let done = rows::update(&self.store, id, version, &draft, due_at).await;
        if done.map_err(|error| taken(error, &draft.name))? == 0 {
            return Err(InsightError::Stale {
                what: Kept::Schedule,
                yours: version,
                now: self.get(id).await?.version,
            });
        }
        self.get(id).await
    }

    /// Removes a schedule with its editions, and tells which it was.
    ///
    /// # Errors
    ///
    /// [`InsightError::ScheduleMissing`], or when the store does not answer.
    pub async fn remove(&self, id: ScheduleId) -> Result<Schedule, InsightError> {
        let before = self.get(id).await?;
        if rows::remove(&self.store, id).await? == 0 {
            return Err(InsightError::ScheduleMissing(id.to_string()));
        }
        Ok(before)
    }

    /// The schedules that are due, the longest due first.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn due(&self) -> Result<Vec<Schedule>, InsightError> {
        Ok(rows::due(&self.store, self.store.clock().now()).await?)
    }

    /// Keeps what was made of a schedule that was due, and moves it on to the next time from now on. Nothing is kept when it was
    /// made, moved or removed meanwhile; tells whether something was.
    ///
    /// # Errors
    ///
    /// When the lease is lost, or the store does not answer.
    pub async fn keep_due(
        &self,
        schedule: &Schedule,
        outcome: &Outcome,
        lease: &Lease,
    ) -> Result<bool, InsightError> {
        let Some(was) = schedule.due_at else {
            return Ok(false);
        };
        let now = self.store.clock().now();
        let last = schedule.rhythm.last_until(was, now, &self.zone);
        let next = schedule.rhythm.next_after(now.max(was), &self.zone);
        let mut tx = self.store.begin().await?;
        lease.hold_in(&mut tx).await?;
        if !rows::move_due(&mut tx, schedule.id, (was, next)).await? {
            return Ok(false);
        }
        let making = Making {
            id: EditionId::fresh(self.store.ids()),
            schedule: schedule.id,
            due_at: last,
            asked_by: None,
            outcome,
        };
        let kept = edition::keep(&self.store, &mut tx, making).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// Keeps what was made of a schedule because somebody asked; when it is due stays as it is.
    ///
    /// # Errors
    ///
    /// [`InsightError::ScheduleMissing`], or when the store does not answer.
    pub async fn keep_asked(
        &self,
        schedule: &Schedule,
        asked_by: &str,
        outcome: &Outcome,
    ) -> Result<Edition, InsightError> {
        let id = EditionId::fresh(self.store.ids());
        let making = Making {
            id,
            schedule: schedule.id,
            due_at: self.store.clock().now(),
            asked_by: Some(asked_by),
            outcome,
        };
        let mut tx = self.store.begin().await?;
        let is_kept = edition::keep(&self.store, &mut tx, making).await?;
        tx.commit().await?;
        if !is_kept {
            return Err(InsightError::ScheduleMissing(schedule.id.to_string()));
        }
        Ok(self.edition(schedule.id, id).await?.0)
    }

    fn next(&self, rhythm: Rhythm) -> Timestamp {
        rhythm.next_after(self.store.clock().now(), &self.zone)
    }

    /// Everybody who reads reports sees the editions, so a query must be there for everybody.
    async fn checked(&self, mut draft: ScheduleDraft) -> Result<ScheduleDraft, InsightError> {
        draft.name = name(&draft.name)?;
        draft.subject.check()?;
        if let Subject::Query { query } = draft.subject {
            SavedQueries::new(self.store.clone())
                .get_shared(query)
                .await?;
        }
        Ok(draft)
    }
}

fn taken(error: StoreError, name: &str) -> InsightError {
    match error {
        StoreError::Duplicate { .. } => InsightError::NameTaken {
            what: Kept::Schedule,
            name: name.to_owned(),
        },
        other => other.into(),
    }
}
