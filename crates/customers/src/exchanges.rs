//! The exchange files of a workspace: what was handed over, what came of it, and what was told last of each thing.

mod append;
mod login;
mod row;
mod statements;

use ::store::{Store, StoreError, on};
use jiff::Timestamp;
use kernel::{Failure, Limit, Page, define_id};
use serde::Serialize;

pub use append::ExchangeOrigin;
pub use login::ExchangeLogin;
pub use row::INTERRUPTED;

use crate::commerceml::{ExchangeCounts, ExchangeRefusal};
use crate::error::CustomersError;
use crate::failure::wording_kept;
use crate::sources::SourceId;
use row::{Row, exchange};
use statements as sql;

define_id!(
    /// An exchange file's way into the log.
    ExchangeId,
    "exc"
);

/// Where an exchange file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeState {
    /// It is being read, or its facts are being appended.
    Running,
    /// All that is good in it is in the log.
    Done,
    /// It was given up; `error` says why. What was appended before stays, and is not added twice.
    Failed,
}

impl ExchangeState {
    const ALL: [Self; 3] = [Self::Running, Self::Done, Self::Failed];

    /// The name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

/// An exchange file that begins its way.
#[derive(Clone, Debug)]
pub struct NewExchange {
    /// Whose file it is.
    pub source: SourceId,
    /// Its name.
    pub file_name: String,
    /// Its size as it came, bytes.
    pub file_bytes: u64,
    /// Who handed it over.
    pub started_by: String,
}

/// An exchange file's way into the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exchange {
    /// Its id.
    pub id: ExchangeId,
    /// Whose file it is.
    pub source: SourceId,
    /// The file's name.
    pub file_name: String,
    /// The file's size as it came, bytes.
    pub file_bytes: u64,
    /// Where it stands.
    pub state: ExchangeState,
    /// What was found in it.
    pub counts: ExchangeCounts,
    /// The first refusals, up to [`REFUSALS_MAX`].
    pub refusals: Vec<ExchangeRefusal>,
    /// Why it was given up.
    pub error: Option<Failure>,
    /// Who handed it over.
    pub started_by: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// Refusals of a file that are kept.
pub const REFUSALS_MAX: usize = 1000;

/// The exchange files of one workspace.
#[derive(Clone, Debug)]
pub struct Exchanges {
    store: Store,
}

impl Exchanges {
    /// The exchange files in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// Notes that a file was handed over.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn begin(&self, new: &NewExchange) -> Result<ExchangeId, CustomersError> {
        let id = ExchangeId::fresh(self.store.ids());
        let now = self.now();
        let bytes = i64::try_from(new.file_bytes).unwrap_or(i64::MAX);
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query(sql::BEGIN).bind(id.raw()).bind(new.source.raw());
            let query = query.bind(&new.file_name).bind(bytes).bind(&new.started_by).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        Ok(id)
    }

    /// Gives a sign of life.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn touch(&self, id: ExchangeId) -> Result<(), CustomersError> {
        let now = self.now();
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query(sql::TOUCH).bind(id.raw()).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        Ok(tx.commit().await?)
    }

    /// Notes how a file ended: well, or with a sentence why not.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn finish(
        &self,
        id: ExchangeId,
        counts: &ExchangeCounts,
        refusals: &[ExchangeRefusal],
        error: Option<&Failure>,
    ) -> Result<(), CustomersError> {
        let state = match error {
            None => ExchangeState::Done,
            Some(_) => ExchangeState::Failed,
        };
        let kept = &refusals[..refusals.len().min(REFUSALS_MAX)];
        // Numbers and texts always have a JSON form.
        let counts = serde_json::to_string(counts).unwrap_or_default();
        let kept = serde_json::to_string(kept).unwrap_or_default();
        let now = self.now();
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::FINISH).bind(id.raw()).bind(state.name()).bind(&counts);
            let query = query.bind(&kept).bind(error.map(|error| &error.sentence)).bind(now);
            let query = query.bind(error.and_then(wording_kept));
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        ::store::ensure_affected_rows(affected, 1)?;
        Ok(tx.commit().await?)
    }

    /// The exchange file with an id.
    ///
    /// # Errors
    ///
    /// When there is none, or the store does not answer.
    pub async fn get(&self, id: ExchangeId) -> Result<Exchange, CustomersError> {
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::GET).bind(id.raw());
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        let row = row.ok_or_else(|| CustomersError::ExchangeMissing(id.to_string()))?;
        exchange(row, self.now())
    }

    /// The exchange files, latest first, in pages.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of ours, or the store does not answer.
    pub async fn list(
        &self,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<Exchange>, CustomersError> {
        let before = match cursor.map(str::parse::<ExchangeId>) {
            None => i64::MAX,
            Some(Ok(id)) => id.raw(),
            Some(Err(_)) => {
                let cursor = cursor.unwrap_or_default().to_owned();
                return Err(CustomersError::CursorInvalid(cursor));
            }
        };
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST).bind(before).bind(limit.one_more());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let now = self.now();
        let items: Result<Vec<Exchange>, CustomersError> =
            rows.into_iter().map(|row| exchange(row, now)).collect();
        Ok(Page::of(items?, limit, |exchange| exchange.id.to_string()))
    }

    fn now(&self) -> i64 {
        self.store.clock().now().as_microsecond()
    }
}
