//! PostgreSQL: a pool whose connections see one schema.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

const CONNECTIONS: u32 = 10;
/// Statements that each keeps prepared, as many as SQLite's writer.
const STATEMENTS: usize = 512;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// The commit is flushed within a second instead of at once.
pub(crate) const BEGIN_SOFT: &str = "begin; set local synchronous_commit to off";
pub(crate) const BEGIN_VIEW: &str = "begin isolation level repeatable read, read only";
const LOCK: &str = "select pg_advisory_xact_lock(hashtext('clientele schema ' || $1))";
const SCHEMA_EXISTS: &str = "select exists (select 1 from pg_namespace where nspname = $1)";

/// Opens a pool on a URL whose search path is the schema.
pub(crate) async fn open(url: &str) -> Result<PgPool, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("clientele")
        .statement_cache_capacity(STATEMENTS);
    PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options)
        .await
}

/// Makes the schema unless it is there. Until the transaction ends, others that want to do the same wait.
pub(crate) async fn ensure_schema(
    conn: &mut PgConnection,
    schema: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(LOCK).bind(schema).execute(&mut *conn).await?;
    let exists: bool = sqlx::query_scalar(SCHEMA_EXISTS)
        .bind(schema)
        .fetch_one(&mut *conn)
        .await?;
    if !exists {
        // `StoreUrl` lets plain names through only.
        let create = AssertSqlSafe(format!("create schema \"{schema}\""));
        sqlx::raw_sql(create).execute(conn).await?;
    }
    Ok(())
}
