//! Notices: what came to its end or went wrong behind a person's back, and what each person has read of it.
//!
//! A notice is no row of its own: it is an import, an exchange file, a model, an edition or an alarm that the store has anyway, so that none
//! is missed or told twice whichever process did the work. Only what was read is kept.

use std::collections::HashSet;

use customers::AlarmFilter;
use jiff::Timestamp;
use kernel::{Failure, Limit};
use store::{StoreError, on};

use crate::access::{Right, Role, UserId};
use crate::{AppError, ExchangeState, ImportState, Workspace};

/// Notices that are told: the newest.
const NOTICES_MAX: usize = 50;

const READ: &str = "select notice from notice_read where user_id = $1";

const MARK: &str = "insert into notice_read (user_id, notice, read_at) values ($1, $2, $3)
on conflict (user_id, notice) do nothing";

const FORGET: &str = "delete from notice_read where user_id = $1 and notice = $2";

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// An import came to its end.
    Import,
    /// An exchange file came to its end.
    Exchange,
    /// A model of value was fitted.
    Model,
    /// The fit by schedule failed.
    Refit,
    /// A source brings less than usual.
    Alarm,
    /// A report by schedule was made, or could not be.
    Edition,
}

impl NoticeKind {
    /// What a role must grant for the notice to be told.
    pub const fn needs(self) -> Right {
        match self {
            Self::Import | Self::Exchange | Self::Alarm => Right::Analysis,
            Self::Model | Self::Refit | Self::Edition => Right::Reports,
        }
    }
}

/// Something that came to its end or went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its id: that of what it is about.
    pub id: String,
    /// What it is about.
    pub kind: NoticeKind,
    /// What people call that: a file, a source, a kind of model, a schedule.
    pub subject: String,
    /// Whether it went wrong.
    pub is_failure: bool,
    /// Why, when that is known.
    pub reason: Option<Failure>,
    /// When it ended, or was noticed.
    pub at: Timestamp,
}

impl Workspace {
    /// The newest notices of everything, newest first.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn notices(&self) -> Result<Vec<Notice>, AppError> {
        let limit = Limit::default();
        let mut all = self.notices_of_files(limit).await?;
        for model in self.models().await?.into_iter().take(NOTICES_MAX) {
            all.push(Notice {
                id: model.id.to_string(),
                kind: NoticeKind::Model,
                subject: model.kind,
                is_failure: false,
                reason: None,
                at: model.created_at,
            });
        }
        if let Some(failure) = self.refit_failure().await? {
            all.push(Notice {
                id: format!("refit_{}", failure.tried_at.as_second()),
                kind: NoticeKind::Refit,
                subject: String::new(),
                is_failure: true,
                reason: Some(failure.reason),
                at: failure.tried_at,
            });
        }
        for edition in self.schedules().newest_due(NOTICES_MAX).await? {
            all.push(Notice {
                id: edition.id.to_string(),
                kind: NoticeKind::Edition,
                subject: edition.schedule_name,
                is_failure: edition.failure.is_some(),
                reason: edition.failure,
                at: edition.made_at,
            });
        }
        let watchman = self.watchman();
        let alarms = watchman.alarms(AlarmFilter::default(), None, limit);
        for alarm in alarms.await?.items {
            all.push(Notice {
                id: alarm.id.to_string(),
                kind: NoticeKind::Alarm,
                subject: alarm.source_name,
                is_failure: true,
                reason: None,
                at: alarm.noticed_at,
            });
        }
        all.sort_by(|one, other| (other.at, &other.id).cmp(&(one.at, &one.id)));
        all.truncate(NOTICES_MAX);
        Ok(all)
    }

    /// The newest notices of imports and of files of back offices.
    async fn notices_of_files(&self, limit: Limit) -> Result<Vec<Notice>, AppError> {
        let mut all = Vec::new();
        for import in self.imports(None, limit).await?.items {
            let ended = matches!(import.state, ImportState::Done | ImportState::Failed);
            if let (true, Some(at)) = (ended, import.finished_at) {
                all.push(Notice {
                    id: import.id.to_string(),
                    kind: NoticeKind::Import,
                    subject: import.file_name,
                    is_failure: import.state == ImportState::Failed,
                    reason: import.error,
                    at,
                });
            }
        }
        for exchange in self.exchanges(None, limit).await?.items {
            if let Some(at) = exchange.finished_at {
                all.push(Notice {
                    id: exchange.id.to_string(),
                    kind: NoticeKind::Exchange,
                    subject: exchange.file_name,
                    is_failure: exchange.state == ExchangeState::Failed,
                    reason: exchange.error,
                    at,
                });
            }
        }
        Ok(all)
    }

    /// Ids of the notices that a user has read.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn notices_read(&self, user: UserId) -> Result<HashSet<String>, AppError> {
        let mut conn = self.store.read().await?;
        let read: Vec<String> = on!(conn, conn => {
            sqlx::query_scalar(READ).bind(user.raw()).fetch_all(conn).await.map_err(StoreError::from)?
        });
        Ok(read.into_iter().collect())
    }

    /// Marks notices as read by a user: those named, or all. Marks of notices that are not told any more go.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn mark_notices_read(
        &self,
        user: UserId,
        named: Option<&HashSet<String>>,
    ) -> Result<(), AppError> {
        let told: HashSet<String> = self
            .notices()
            .await?
            .into_iter()
            .map(|one| one.id)
            .collect();
        let known = self.notices_read(user).await?;
        let at = self.clock.now().as_microsecond();
        let mut tx = self.store.begin().await?;
        for gone in known.difference(&told) {
            on!(tx, conn => {
                let forget = sqlx::query(FORGET).bind(user.raw()).bind(gone);
                forget.execute(conn).await.map(drop).map_err(StoreError::from)?;
            });
        }
        for read in told
            .iter()
            .filter(|id| named.is_none_or(|named| named.contains(*id)))
        {
            on!(tx, conn => {
                let mark = sqlx::query(MARK).bind(user.raw()).bind(read).bind(at);
                mark.execute(conn).await.map(drop).map_err(StoreError::from)?;
            });
        }
        Ok(tx.commit().await?)
    }
}

/// The notices that a person is told: those that the role allows, and that are not older than the person's account.
pub fn told(all: &[Notice], role: Role, since: Timestamp) -> impl Iterator<Item = &Notice> {
    all.iter()
        .filter(move |notice| role.grants(notice.kind.needs()) && notice.at >= since)
}
