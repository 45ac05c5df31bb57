//! The imports of a workspace: what was handed over, what came of it, and where each stands.

mod statements;

use ::store::{Store, StoreError, Tx, on};
use jiff::Timestamp;
use kernel::{Failure, Limit, Page, define_id};
use serde::Serialize;
use serde_json::Value;

use crate::error::CustomersError;
use crate::failure::{failure_kept, wording_kept};
use crate::meaning::Kind;
use statements as sql;

define_id!(
    /// An import.
    ImportId,
    "imp"
);

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// The file is being read; the base and the lake know nothing of it.
    Running,
    /// Its effects are being written: after a crash, what is there of it must be removed.
    Committing,
    /// All its good lines are in.
    Done,
    /// It was given up, and left nothing behind.
    Failed,
    /// It was in, and has been taken back.
    Undone,
}

impl ImportState {
    const ALL: [Self; 5] = [
        Self::Running,
        Self::Committing,
        Self::Done,
        Self::Failed,
        Self::Undone,
    ];

    /// The name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Committing => "committing",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Undone => "undone",
        }
    }
}

/// An import that begins.
#[derive(Clone, Debug)]
pub struct NewImport {
    /// What the file is about.
    pub kind: Kind,
    /// The name of the file.
    pub file_name: String,
    /// The digest of its bytes, by which it is known again.
    pub file_digest: String,
    /// Its size.
    pub file_bytes: u64,
    /// How it is asked to be read.
    pub options: Value,
    /// Who handed it over.
    pub started_by: String,
}

/// An import as the store keeps it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Import {
    /// Our id.
    pub id: ImportId,
    /// What the file is about.
    pub kind: Kind,
    /// The name of the file.
    pub file_name: String,
    /// The digest of its bytes.
    pub file_digest: String,
    /// Its size.
    pub file_bytes: u64,
    /// Where it stands.
    pub state: ImportState,
    /// The whole mapping it was read under, as TOML; empty while it is not known.
    pub mapping: String,
    /// How it was asked to be read.
    pub options: Value,
    /// What was counted.
    pub counts: Value,
    /// Why it failed.
    pub error: Option<Failure>,
    /// Where the refused lines are.
    pub refusals_path: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it came to its end.
    pub finished_at: Option<Timestamp>,
    /// Who handed it over.
    pub started_by: String,
    /// The lake's snapshot that it made.
    pub snapshot: Option<i64>,
}

/// The imports of one workspace.
#[derive(Clone, Debug)]
pub struct Imports {
    store: Store,
}

impl Imports {
    /// The imports in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// Notes that a file is being read.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn begin(&self, new: &NewImport) -> Result<ImportId, CustomersError> {
        let id = ImportId::fresh(self.store.ids());
        let bytes = i64::try_from(new.file_bytes).unwrap_or(i64::MAX);
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query(sql::BEGIN).bind(id.raw()).bind(new.kind.name());
            let query = query.bind(&new.file_name).bind(&new.file_digest).bind(bytes);
            let query = query.bind(new.options.to_string()).bind(now).bind(&new.started_by);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        Ok(id)
    }

    /// Notes that its effects are about to be written, and under which mapping it was read.
    ///
    /// # Errors
    ///
    /// When it is not running, or the store does not answer.
    pub async fn set_committing(&self, id: ImportId, mapping: &str) -> Result<(), CustomersError> {
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::COMMITTING).bind(id.raw()).bind(mapping);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        self.settle(tx, affected, id, ImportState::Committing).await
    }

    /// Notes what will have been counted when all is in, for whoever completes it after a crash.
    ///
    /// # Errors
    ///
    /// When it is not committing, or the store does not answer.
    pub async fn note_counts(&self, id: ImportId, counts: &Value) -> Result<(), CustomersError> {
        let mut tx = self.store.begin().await?;
        let affected = set_counts(&mut tx, id, counts).await?;
        self.settle(tx, affected, id, ImportState::Committing).await
    }

    /// Notes that all is in.
    ///
    /// # Errors
    ///
    /// When it is not committing, or the store does not answer.
    pub async fn finish(
        &self,
        id: ImportId,
        counts: &Value,
        refusals_path: Option<&str>,
        snapshot: Option<i64>,
    ) -> Result<(), CustomersError> {
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::DONE).bind(id.raw()).bind(counts.to_string());
            let query = query.bind(refusals_path).bind(snapshot).bind(now);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        self.settle(tx, affected, id, ImportState::Done).await
    }

    /// Notes that it was given up, and why. What it had written must have been removed before.
    ///
    /// # Errors
    ///
    /// When it has come to another end already, or the store does not answer.
    pub async fn fail(
        &self,
        id: ImportId,
        error: &Failure,
        counts: &Value,
        refusals_path: Option<&str>,
    ) -> Result<(), CustomersError> {
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::FAILED).bind(id.raw()).bind(&error.sentence);
            let query = query.bind(counts.to_string()).bind(refusals_path).bind(now);
            let query = query.bind(wording_kept(error));
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        self.settle(tx, affected, id, ImportState::Failed).await
    }

    /// Notes that it was taken back.
    ///
    /// # Errors
    ///
    /// When it is not done, or the store does not answer.
    pub async fn set_undone(&self, id: ImportId) -> Result<(), CustomersError> {
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        let affected = on!(tx, conn => {
            let query = sqlx::query(sql::UNDONE).bind(id.raw()).bind(now);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        self.settle(tx, affected, id, ImportState::Undone).await
    }

    /// Commits a step that found its import in the right state, or tells in which it was.
    async fn settle(
        &self,
        tx: Tx,
        affected: u64,
        id: ImportId,
        wanted: ImportState,
    ) -> Result<(), CustomersError> {
        if affected == 1 {
            return Ok(tx.commit().await?);
        }
        tx.rollback().await?;
        let state = self.get(id).await?.state.name();
        Err(CustomersError::ImportState {
            id: id.to_string(),
            state,
            wanted: wanted.name(),
        })
    }

    /// The import with an id.
    ///
    /// # Errors
    ///
    /// When there is none, or the store does not answer.
    pub async fn get(&self, id: ImportId) -> Result<Import, CustomersError> {
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::GET).bind(id.raw());
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        match row {
            Some(row) => import(row),
            None => Err(CustomersError::ImportMissing(id.to_string())),
        }
    }

    /// The imports, latest first, in pages.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of ours, or the store does not answer.
    pub async fn list(
        &self,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<Import>, CustomersError> {
        let before = match cursor {
            None => i64::MAX,
            Some(text) => match text.parse::<ImportId>() {
                Ok(id) => id.raw(),
                Err(_) => return Err(CustomersError::CursorInvalid(text.to_owned())),
            },
        };
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST).bind(before).bind(limit.one_more());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let items: Result<Vec<Import>, CustomersError> = rows.into_iter().map(import).collect();
        Ok(Page::of(items?, limit, |import| import.id.to_string()))
    }

    /// The ids of all imports, whatever became of them.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn ids(&self) -> Result<Vec<ImportId>, CustomersError> {
        let mut conn = self.store.read().await?;
        let raw: Vec<i64> = on!(conn, conn => {
            sqlx::query_scalar(sql::IDS).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let id = |raw| {
            ImportId::from_raw(raw).map_err(|_| StoreError::corrupt("import", "id", raw).into())
        };
        raw.into_iter().map(id).collect()
    }

    /// The latest import of the same bytes, of the same kind, that is in.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn find_done(
        &self,
        kind: Kind,
        digest: &str,
    ) -> Result<Option<Import>, CustomersError> {
        let mut conn = self.store.read().await?;
        let row: Option<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::FIND_DONE).bind(kind.name()).bind(digest);
            query.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        row.map(import).transpose()
    }

    /// The imports that have not come to an end: after a start, those that a crash left.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn unfinished(&self) -> Result<Vec<Import>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(sql::UNFINISHED).fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter().map(import).collect()
    }
}

/// Notes what was counted within a transaction that writes what it counts; tells whether an import was found in the
/// state for it.
pub(crate) async fn set_counts(
    tx: &mut Tx,
    id: ImportId,
    counts: &Value,
) -> Result<u64, CustomersError> {
    Ok(on!(tx, conn => {
        let query = sqlx::query(sql::COUNTED).bind(id.raw()).bind(counts.to_string());
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    }))
}

/// A row of the table, in the order of the statements.
type Row = (
    i64,
    String,
    String,
    String,
    i64,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    i64,
    Option<i64>,
    String,
    Option<i64>,
    Option<String>,
);

fn import(row: Row) -> Result<Import, CustomersError> {
    let id = row.0;
    let corrupt = |column: &'static str| StoreError::corrupt("import", column, id);
    let json = |text: &str, column| serde_json::from_str(text).map_err(|_| corrupt(column));
    let state = ImportState::ALL
        .into_iter()
        .find(|state| state.name() == row.5);
    Ok(Import {
        id: ImportId::from_raw(id).map_err(|_| corrupt("id"))?,
        kind: row.1.parse().map_err(|_| corrupt("kind"))?,
        file_name: row.2,
        file_digest: row.3,
        file_bytes: u64::try_from(row.4).map_err(|_| corrupt("file_bytes"))?,
        state: state.ok_or_else(|| corrupt("state"))?,
        mapping: row.6,
        options: json(&row.7, "options")?,
        counts: json(&row.8, "counts")?,
        error: row.9.map(|sentence| failure_kept(sentence, row.15)),
        refusals_path: row.10,
        started_at: ::store::instant(row.11, "import", "started_at", &id)?,
        finished_at: match row.12 {
            Some(micros) => Some(::store::instant(micros, "import", "finished_at", &id)?),
            None => None,
        },
        started_by: row.13,
        snapshot: row.14,
    })
}
