//! How much room the store takes.

use std::path::{Path, PathBuf};

use crate::{Engine, Store, StoreError};

/// What SQLite puts beside its file.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

const BYTES_ON_POSTGRES: &str =
    "select cast(coalesce(sum(pg_total_relation_size(place.oid)), 0) as bigint)
from pg_class place join pg_namespace space on space.oid = place.relnamespace
where space.nspname = $1 and place.relkind in ('r', 'm')";

impl Store {
    /// How much room it takes, bytes: the file with what lies beside it, or the schema's tables with their indexes.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn bytes(&self) -> Result<u64, StoreError> {
        if let Some(path) = self.url().sqlite_path() {
            let beside = BESIDE.iter().map(|ending| with_ending(path, ending));
            return Ok(size(path) + beside.map(|path| size(&path)).sum::<u64>());
        }
        let schema = self.url().schema().unwrap_or("public").to_owned();
        let mut conn = self.read().await?;
        let bytes: i64 = match conn.engine() {
            Engine::Postgres(conn) => {
                sqlx::query_scalar(BYTES_ON_POSTGRES)
                    .bind(schema)
                    .fetch_one(conn)
                    .await?
            }
            Engine::Sqlite(_) => 0,
        };
        Ok(u64::try_from(bytes).unwrap_or(0))
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// 0 for what is not there.
fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |found| found.len())
}
