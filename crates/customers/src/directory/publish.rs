//! The figures of all customers, written where they differ from what is there.
//!
//! After most imports and flushes few differ. Where many do, the indexes on figures are dropped first and made again: rows that
//! change places in five indexes one by one took five times as long on SQLite, with a million customers. Until they are made,
//! lists are slower and as right.

use std::sync::LazyLock;

use ::store::{Engine, StoreError, on};
use sqlx::{PgConnection, SqliteConnection};

use super::Directory;
use super::figures::{EntryFigures, Listing};
use crate::error::CustomersError;

/// Rows that are written in one transaction; on SQLite others wait for it.
const ROWS_AT_ONCE: usize = 16_384;
/// Rows that are read at once.
const READ_AT_ONCE: i64 = 8_192;
/// Rows that one statement of SQLite takes.
const ROWS_ON_SQLITE: usize = 64;
/// More changes than these may make it worth to make the indexes again.
const MANY: usize = 20_000;

/// The columns of figures, as [`EntryFigures::columns`] gives them.
pub(super) const COLUMNS: [&str; 11] = [
    "segment",
    "orders",
    "revenue_minor",
    "last_day",
    "clv_12m_minor",
    "alive_ppm",
    "first_day",
    "rfm",
    "gap_low_days",
    "gap_days",
    "gap_high_days",
];

const READ: &str = "select customer_id, segment, orders, revenue_minor, last_day, clv_12m_minor, alive_ppm, first_day, rfm,
        gap_low_days, gap_days, gap_high_days
    from customer_entry where customer_id > $1 order by customer_id limit $2";
const BEGIN: &str = "insert into customer_listing (slot, snapshot, finished_at) values (1, $1, $2)
    on conflict (slot) do update set fingerprint = null, snapshot = excluded.snapshot";
const FINISH: &str = "update customer_listing set snapshot = $1, fingerprint = $2, as_of = $3, finished_at = $4 where slot = 1";

const DROP: [&str; 5] = [
    "drop index if exists customer_entry_by_orders",
    "drop index if exists customer_entry_by_revenue",
    "drop index if exists customer_entry_by_last_day",
    "drop index if exists customer_entry_by_clv",
    "drop index if exists customer_entry_by_alive",
];
const MAKE: [&str; 5] = [
    "create index if not exists customer_entry_by_orders on customer_entry (orders, customer_id)",
    "create index if not exists customer_entry_by_revenue on customer_entry (revenue_minor, customer_id)",
    "create index if not exists customer_entry_by_last_day on customer_entry (last_day, customer_id)",
    "create index if not exists customer_entry_by_clv on customer_entry (clv_12m_minor, customer_id)",
    "create index if not exists customer_entry_by_alive on customer_entry (alive_ppm, customer_id)",
];

/// With nameless parameters: SQLite looks a named one up among all of them.
static PUT_ROWS: LazyLock<String> = LazyLock::new(|| put_on_sqlite(ROWS_ON_SQLITE));
static PUT_ONE: LazyLock<String> = LazyLock::new(|| put_on_sqlite(1));
static PUT_ON_POSTGRES: LazyLock<String> = LazyLock::new(|| {
    let lists: Vec<String> = (1..=12)
        .map(|place| format!("${place}::bigint[]"))
        .collect();
    format!(
        "update customer_entry set {} from unnest({}) as new (customer_id, {}) where customer_entry.customer_id = new.customer_id",
        sets(),
        lists.join(", "),
        COLUMNS.join(", ")
    )
});

fn put_on_sqlite(rows: usize) -> String {
    let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    format!(
        "with new (customer_id, {}) as (values {}) update customer_entry set {} from new
        where customer_entry.customer_id = new.customer_id",
        COLUMNS.join(", "),
        vec![row; rows].join(", "),
        sets()
    )
}

fn sets() -> String {
    let sets = COLUMNS.map(|column| format!("{column} = new.{column}"));
    sets.join(", ")
}

/// An id and its columns.
type Row = (i64, [i64; 11]);

impl Directory {
    /// Writes the figures of all customers, sorted by id, where they differ; who is not among them has none. Tells how many rows
    /// were written.
    ///
    /// Broken off, it leaves rows that are each right for one of the two days, and no [`Listing`], so that it is done again.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn publish(
        &self,
        figures: &[EntryFigures],
        listing: &Listing,
    ) -> Result<u64, CustomersError> {
        let (changed, all) = self.differing(figures).await?;
        let now = self.store.clock().now().as_microsecond();
        if !changed.is_empty() {
            let mut tx = self.store.begin().await?;
            on!(tx, conn => {
                let query = sqlx::query(BEGIN).bind(listing.snapshot).bind(now);
                query.execute(conn).await.map(drop).map_err(StoreError::from)?;
            });
            tx.commit().await?;
        }
        let anew = changed.len() > MANY && changed.len() > all / 5;
        if anew {
            self.each(&DROP).await?;
        }
        for rows in changed.chunks(ROWS_AT_ONCE) {
            let mut tx = self.store.begin_soft().await?;
            match tx.engine() {
                Engine::Sqlite(conn) => write_on_sqlite(conn, rows).await,
                Engine::Postgres(conn) => write_on_postgres(conn, rows).await,
            }
            .map_err(StoreError::from)?;
            tx.commit().await?;
        }
        // Also after one that was broken off before.
        self.each(&MAKE).await?;
        let day = listing.as_of.map(|day| day.to_string());
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query(BEGIN).bind(listing.snapshot).bind(now);
            query.execute(&mut *conn).await.map_err(StoreError::from)?;
            let query = sqlx::query(FINISH).bind(listing.snapshot).bind(&listing.fingerprint).bind(day).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        Ok(changed.len() as u64)
    }

    /// The rows that differ from what is there, and how many there are in all.
    async fn differing(
        &self,
        figures: &[EntryFigures],
    ) -> Result<(Vec<Row>, usize), CustomersError> {
        let (mut changed, mut all, mut after) = (Vec::new(), 0, -1);
        let mut rest = figures.iter().peekable();
        loop {
            let kept = self.kept(after).await?;
            let Some((last, _)) = kept.last() else { break };
            after = *last;
            all += kept.len();
            for (id, columns) in kept {
                while rest.next_if(|one| one.customer_id < id).is_some() {}
                let one = rest.next_if(|one| one.customer_id == id);
                let new = one.copied().unwrap_or(EntryFigures::none(id)).columns();
                if new != columns {
                    changed.push((id, new));
                }
            }
        }
        Ok((changed, all))
    }

    async fn kept(&self, after: i64) -> Result<Vec<Row>, CustomersError> {
        type Kept = (i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64);
        let mut conn = self.store.read().await?;
        let rows: Vec<Kept> = on!(conn, conn => {
            let query = sqlx::query_as(READ).bind(after).bind(READ_AT_ONCE);
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let row = |kept: Kept| {
            let (id, segment, orders, revenue, last, clv, alive, first, rfm, low, middle, high) =
                kept;
            let columns = [
                segment, orders, revenue, last, clv, alive, first, rfm, low, middle, high,
            ];
            (id, columns)
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Runs statements, each in a transaction of its own.
    async fn each(&self, statements: &'static [&'static str]) -> Result<(), CustomersError> {
        for text in statements {
            let mut tx = self.store.begin_soft().await?;
            on!(tx, conn => sqlx::query(*text).execute(conn).await.map(drop).map_err(StoreError::from)?);
            tx.commit().await?;
        }
        Ok(())
    }
}

async fn write_on_sqlite(conn: &mut SqliteConnection, mut rest: &[Row]) -> Result<(), sqlx::Error> {
    while !rest.is_empty() {
        let (text, count) = if rest.len() >= ROWS_ON_SQLITE {
            (PUT_ROWS.as_str(), ROWS_ON_SQLITE)
        } else {
            (PUT_ONE.as_str(), 1)
        };
        let (rows, later) = rest.split_at(count);
        let mut query = sqlx::query(text);
        for (id, columns) in rows {
            query = query.bind(*id);
            for value in columns {
                query = query.bind(*value);
            }
        }
        query.execute(&mut *conn).await?;
        rest = later;
    }
    Ok(())
}

async fn write_on_postgres(conn: &mut PgConnection, rows: &[Row]) -> Result<(), sqlx::Error> {
    let ids: Vec<i64> = rows.iter().map(|(id, _)| *id).collect();
    let mut query = sqlx::query(PUT_ON_POSTGRES.as_str()).bind(ids);
    for place in 0..COLUMNS.len() {
        let column: Vec<i64> = rows.iter().map(|(_, columns)| columns[place]).collect();
        query = query.bind(column);
    }
    query.execute(conn).await.map(drop)
}
