//! The schema's versions: numbered steps, embedded, each run once.

use kernel::Clock;

use crate::engine::postgres::ensure_schema;
use crate::{Conn, Engine, StoreError, StoreUrl, Tx, on};

struct Step {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

macro_rules! steps {
    ($($version:literal $name:literal,)*) => {
        &[$(Step { version: $version, name: $name, sql: include_str!(concat!("../migrations/", $name, ".sql")) },)*]
    };
}

const STEPS: &[Step] = steps![
    1 "0001_workspace",
    2 "0002_import",
    3 "0003_customer",
    4 "0004_goal",
    5 "0005_access",
    6 "0006_model",
    7 "0007_spend",
    8 "0008_log",
    9 "0009_source",
    10 "0010_people",
    11 "0011_live",
    12 "0012_exchange",
    13 "0013_form",
    14 "0014_webhook",
    15 "0015_spend",
    16 "0016_scoring",
    17 "0017_catalogue",
    18 "0018_quality",
    19 "0019_customer_list",
    20 "0020_turn",
    21 "0021_saved_query",
    22 "0022_dashboard",
    23 "0023_schedule",
    24 "0024_refusal_args",
    25 "0025_failure_wording",
    26 "0026_delivery_wording",
    27 "0027_edition_wording",
];

const CREATE_RECORD: &str = "create table if not exists schema_version (
    version bigint not null primary key,
    name text not null,
    applied_at bigint not null
)";
const RECORDED_ON_SQLITE: &str =
    "select exists (select 1 from sqlite_master where type = 'table' and name = 'schema_version')";
const RECORDED_ON_POSTGRES: &str = "select exists (select 1 from pg_tables where schemaname = $1 and tablename = 'schema_version')";
const FIND_VERSION: &str = "select cast(coalesce(max(version), 0) as bigint) from schema_version";
const RECORD: &str = "insert into schema_version (version, name, applied_at) values ($1, $2, $3)";

/// The newest version of the schema that this program knows.
pub fn known_version() -> i64 {
    STEPS.last().map_or(0, |step| step.version)
}

/// Tells the schema's version (0: there is none yet), and refuses one that is newer than this program.
pub(crate) async fn check(conn: &mut Conn, url: &StoreUrl) -> Result<i64, StoreError> {
    let recorded: bool = match conn.engine() {
        Engine::Sqlite(conn) => {
            sqlx::query_scalar(RECORDED_ON_SQLITE)
                .fetch_one(conn)
                .await?
        }
        Engine::Postgres(conn) => {
            sqlx::query_scalar(RECORDED_ON_POSTGRES)
                .bind(url.schema())
                .fetch_one(conn)
                .await?
        }
    };
    if !recorded {
        return Ok(0);
    }
    let found: i64 = on!(conn, conn => sqlx::query_scalar(FIND_VERSION).fetch_one(conn).await?);
    refuse_newer(found, url)
}

/// Brings the schema to the newest version, in the transaction given: all steps or none.
pub(crate) async fn run(tx: &mut Tx, url: &StoreUrl, clock: &dyn Clock) -> Result<(), StoreError> {
    if let (Engine::Postgres(conn), Some(schema)) = (tx.engine(), url.schema()) {
        ensure_schema(conn, schema).await?;
    }
    let created = on!(tx, conn => sqlx::raw_sql(CREATE_RECORD).execute(conn).await.map(drop));
    created.map_err(|source| StoreError::Migration {
        version: 0,
        name: "schema_version",
        source,
    })?;
    let found: i64 = on!(tx, conn => sqlx::query_scalar(FIND_VERSION).fetch_one(conn).await?);
    refuse_newer(found, url)?;
    for step in STEPS.iter().filter(|step| found < step.version) {
        apply(tx, step, clock)
            .await
            .map_err(|error| match StoreError::from(error) {
                StoreError::Statement(source) => StoreError::Migration {
                    version: step.version,
                    name: step.name,
                    source,
                },
                known => known,
            })?;
        tracing::info!(version = step.version, name = step.name, "schema migrated");
    }
    Ok(())
}

async fn apply(tx: &mut Tx, step: &Step, clock: &dyn Clock) -> Result<(), sqlx::Error> {
    on!(tx, conn => sqlx::raw_sql(step.sql).execute(conn).await.map(drop))?;
    let now = clock.now().as_microsecond();
    on!(tx, conn => {
        sqlx::query(RECORD).bind(step.version).bind(step.name).bind(now).execute(conn).await.map(drop)
    })
}

fn refuse_newer(found: i64, url: &StoreUrl) -> Result<i64, StoreError> {
    let known = known_version();
    if found <= known {
        Ok(found)
    } else {
        Err(StoreError::SchemaNewer {
            place: url.to_string(),
            found,
            known,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_count_up_and_names_start_with_them() {
        let mut before = 0;
        for step in STEPS {
            assert!(before < step.version, "{}", step.name);
            before = step.version;
            assert!(
                step.name.starts_with(&format!("{:04}_", step.version)),
                "{}",
                step.name
            );
        }
    }
}
