//! The table `score`.

use jiff::civil::Date;
use kernel::{Limit, Page};
use sqlx::{PgConnection, SqliteConnection};
use store::{Engine, Store, StoreError, on};

use super::bulk::{PUT_ON_POSTGRES, PUT_ONE, PUT_ROWS, ROWS_ON_POSTGRES, ROWS_ON_SQLITE};
use super::{Row, Score, ScoreOrder};
use crate::InsightError;
use crate::value::model::ModelId;

macro_rules! list {
    ($rest:literal) => {
        concat!(
            "select customer.source_key, score.model_id, model.version, score.as_of, score.p_alive,
                score.expected_orders_12m, score.expected_spend_minor, score.clv_12m_minor, score.clv_24m_minor,
                score.clv_36m_minor, score.customer_id
            from score
            join customer on customer.id = score.customer_id
            join model on model.id = score.model_id ",
            $rest
        )
    };
}

/// `$1` and `$2` are the figure and the customer of the last row of the page before.
const BY_CLV: &str = list!(
    "where score.clv_12m_minor < $1 or (score.clv_12m_minor = $1 and score.customer_id < $2)
    order by score.clv_12m_minor desc, score.customer_id desc limit $3"
);
const BY_RISK: &str = list!(
    "where score.p_alive > $1 or (score.p_alive = $1 and score.customer_id > $2)
    order by score.p_alive, score.customer_id limit $3"
);
const ONE: &str = list!("where score.customer_id = $1");

/// Writes the rows of a scoring in one transaction, each in place of the customer's earlier score, and empties them. What a later
/// scoring said stays.
pub(super) async fn put(
    store: &Store,
    (run, model, as_of): (i64, ModelId, Date),
    rows: &mut Vec<Row>,
) -> Result<u64, InsightError> {
    let day = as_of.to_string();
    let shared = (run, model.raw(), day.as_str());
    // Neighbours in the table's key are written together.
    rows.sort_unstable_by_key(|row| row.customer_id);
    let mut tx = store.begin().await?;
    match tx.engine() {
        Engine::Sqlite(conn) => put_on_sqlite(conn, shared, rows).await,
        Engine::Postgres(conn) => put_on_postgres(conn, shared, rows).await,
    }
    .map_err(StoreError::from)?;
    tx.commit().await?;
    let written = rows.len() as u64;
    rows.clear();
    Ok(written)
}

async fn put_on_sqlite(
    conn: &mut SqliteConnection,
    (run, model, day): (i64, i64, &str),
    mut rest: &[Row],
) -> Result<(), sqlx::Error> {
    while !rest.is_empty() {
        let (text, count) = if rest.len() >= ROWS_ON_SQLITE {
            (PUT_ROWS.as_str(), ROWS_ON_SQLITE)
        } else {
            (PUT_ONE, 1)
        };
        let (rows, later) = rest.split_at(count);
        let mut query = sqlx::query(text);
        for row in rows {
            query = query.bind(model).bind(day).bind(run);
            query = query
                .bind(row.customer_id)
                .bind(row.p_alive)
                .bind(row.orders);
            query = query
                .bind(row.spend_minor)
                .bind(row.clv_minor[0])
                .bind(row.clv_minor[1]);
            query = query.bind(row.clv_minor[2]);
        }
        query.execute(&mut *conn).await?;
        rest = later;
    }
    Ok(())
}

async fn put_on_postgres(
    conn: &mut PgConnection,
    (run, model, day): (i64, i64, &str),
    rows: &[Row],
) -> Result<(), sqlx::Error> {
    for rows in rows.chunks(ROWS_ON_POSTGRES) {
        let list = |figure: fn(&Row) -> f64| rows.iter().map(figure).collect::<Vec<f64>>();
        let ids: Vec<i64> = rows.iter().map(|row| row.customer_id).collect();
        let query = sqlx::query(PUT_ON_POSTGRES)
            .bind(model)
            .bind(day)
            .bind(run)
            .bind(ids);
        let query = query
            .bind(list(|row| row.p_alive))
            .bind(list(|row| row.orders));
        let query = query
            .bind(list(|row| row.spend_minor))
            .bind(list(|row| row.clv_minor[0]));
        let query = query
            .bind(list(|row| row.clv_minor[1]))
            .bind(list(|row| row.clv_minor[2]));
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

pub(super) async fn find(store: &Store, customer_id: i64) -> Result<Option<Score>, InsightError> {
    let mut conn = store.read().await?;
    let row: Option<ListRow> = on!(conn, conn => {
        let query = sqlx::query_as(ONE).bind(customer_id);
        query.fetch_optional(conn).await.map_err(StoreError::from)?
    });
    row.map(score).transpose()
}

pub(super) async fn list(
    store: &Store,
    order: ScoreOrder,
    cursor: Option<&str>,
    limit: Limit,
) -> Result<Page<Score>, InsightError> {
    let (text, start) = match order {
        ScoreOrder::Clv => (BY_CLV, (f64::MAX, i64::MAX)),
        ScoreOrder::Risk => (BY_RISK, (-1.0, 0)),
    };
    let (figure, customer) = match cursor {
        None => start,
        Some(cursor) => {
            position(cursor).ok_or_else(|| InsightError::CursorUnknown(cursor.to_owned()))?
        }
    };
    let mut conn = store.read().await?;
    let rows: Vec<ListRow> = on!(conn, conn => {
        let query = sqlx::query_as(text).bind(figure).bind(customer).bind(limit.one_more());
        query.fetch_all(conn).await.map_err(StoreError::from)?
    });
    let page = Page::of(rows, limit, |row| {
        let figure = match order {
            ScoreOrder::Clv => row.7,
            ScoreOrder::Risk => row.4,
        };
        format!("{:016x}{:016x}", figure.to_bits(), row.10)
    });
    let items: Result<Vec<Score>, InsightError> = page.items.into_iter().map(score).collect();
    Ok(Page {
        items: items?,
        next_cursor: page.next_cursor,
    })
}

/// The figure and the customer that a cursor names.
fn position(cursor: &str) -> Option<(f64, i64)> {
    let (figure, customer) = cursor.split_at_checked(16)?;
    let figure = f64::from_bits(u64::from_str_radix(figure, 16).ok()?);
    let customer = i64::from_str_radix(customer, 16).ok()?;
    figure.is_finite().then_some((figure, customer))
}

type ListRow = (String, i64, i64, String, f64, f64, f64, f64, f64, f64, i64);

fn score(row: ListRow) -> Result<Score, InsightError> {
    let corrupt = |column| StoreError::corrupt("score", column, row.10);
    Ok(Score {
        model: ModelId::from_raw(row.1).map_err(|_| corrupt("model_id"))?,
        as_of: row.3.parse().map_err(|_| corrupt("as_of"))?,
        customer_key: row.0,
        version: row.2,
        p_alive: row.4,
        expected_orders_12m: row.5,
        expected_spend_minor: row.6,
        clv_12m_minor: row.7,
        clv_24m_minor: row.8,
        clv_36m_minor: row.9,
    })
}
