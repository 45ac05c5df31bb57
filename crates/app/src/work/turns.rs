//! What jobs did last: noted for people who look after the machine.

use std::time::Duration;

use customers::{failure_kept, wording_kept};
use jiff::Timestamp;
use kernel::Failure;
use store::{Store, StoreError, on};

use crate::AppError;
use crate::error::failure as failure_of;

/// A job that succeeds again and again is noted at most so often.
const EVERY: Duration = Duration::from_secs(30);
/// Letters of a failure's sentence that are kept.
const FAILURE_MAX: usize = 1000;

const NOTE_SUCCESS: &str = "insert into job_turn (name, turned_at, failed_at, failure, failures) values ($1, $2, null, null, 0)
on conflict (name) do update set turned_at = $2, failures = 0";

const NOTE_FAILURE: &str = "insert into job_turn (name, turned_at, failed_at, failure, failure_wording, failures)
values ($1, $2, $2, $3, $4, 1)
on conflict (name) do update set turned_at = $2, failed_at = $2, failure = $3, failure_wording = $4, failures = job_turn.failures + 1";

const LIST: &str = "select name, turned_at, failed_at, failure, failures, failure_wording from job_turn order by name";

/// What a job did last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobTurn {
    /// The job's name.
    pub name: String,
    /// When its last turn ended, to the half minute.
    pub turned_at: Timestamp,
    /// When a turn failed last.
    pub failed_at: Option<Timestamp>,
    /// Why.
    pub failure: Option<Failure>,
    /// Failures since the last success.
    pub failures: u64,
}

type Row = (
    String,
    i64,
    Option<i64>,
    Option<String>,
    i64,
    Option<String>,
);

/// Notes the turns of one job.
pub(super) struct Turns {
    store: Store,
    name: &'static str,
    noted: Option<(Duration, bool)>,
}

impl Turns {
    pub(super) fn of(store: &Store, name: &'static str) -> Self {
        Self {
            store: store.clone(),
            name,
            noted: None,
        }
    }

    /// Notes how a turn ended. That it can not be noted stops no job.
    pub(super) async fn note(&mut self, failure: Option<&AppError>) {
        let now = self.store.clock().elapsed_since_start();
        let is_news = self.noted.is_none_or(|(at, failed)| {
            failed || failure.is_some() || now.saturating_sub(at) >= EVERY
        });
        if !is_news {
            return;
        }
        match write(&self.store, self.name, failure).await {
            Ok(()) => self.noted = Some((now, failure.is_some())),
            Err(error) => tracing::warn!(job = self.name, %error, "a turn could not be noted"),
        }
    }
}

async fn write(store: &Store, name: &str, failure: Option<&AppError>) -> Result<(), StoreError> {
    let at = store.clock().now().as_microsecond();
    let failure = failure.map(|error| {
        let failure = failure_of(error).cut(FAILURE_MAX);
        let wording = wording_kept(&failure);
        (failure.sentence, wording)
    });
    let mut tx = store.begin_soft().await?;
    match failure {
        None => on!(tx, conn => {
            sqlx::query(NOTE_SUCCESS).bind(name).bind(at).execute(conn).await.map(drop)?;
        }),
        Some((sentence, wording)) => on!(tx, conn => {
            let query = sqlx::query(NOTE_FAILURE).bind(name).bind(at).bind(sentence).bind(wording);
            query.execute(conn).await.map(drop)?;
        }),
    }
    tx.commit().await
}

/// What all jobs did last, by name; those that had no turn yet are not among them.
pub(crate) async fn turns(store: &Store) -> Result<Vec<JobTurn>, StoreError> {
    let mut conn = store.read().await?;
    let rows: Vec<Row> = on!(conn, conn => sqlx::query_as(LIST).fetch_all(conn).await?);
    let read = rows
        .into_iter()
        .map(|(name, turned_at, failed_at, failure, failures, wording)| {
            let instant = |micros, column| store::instant(micros, "job_turn", column, &name);
            Ok(JobTurn {
                turned_at: instant(turned_at, "turned_at")?,
                failed_at: failed_at.map(|at| instant(at, "failed_at")).transpose()?,
                failure: failure.map(|sentence| failure_kept(sentence, wording)),
                failures: u64::try_from(failures).unwrap_or(0),
                name,
            })
        });
    read.collect()
}
