//! A page of the list of customers.

use ::store::{Conn, StoreError, on};
use kernel::Limit;
use sqlx::AssertSqlSafe;

use super::along::Along;
use super::condition::{Arg, Statement, Term, terms};
use super::cursor::{self, Key, Place};
use super::filter::{DirectoryFilter, Sort, SortKey};
use super::plan;
use super::{Directory, Listed, Reach};
use crate::error::CustomersError;

/// Counting stops here.
pub const TOTAL_MAX: u64 = 10_000;

/// A page of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectoryPage {
    /// The customers.
    pub items: Vec<Listed>,
    /// What to ask for the next page with; absent at the end.
    pub next_cursor: Option<String>,
    /// How many there are, counted up to [`TOTAL_MAX`].
    pub total: u64,
    /// Whether there are no more than that.
    pub total_is_exact: bool,
}

/// How a list is answered.
enum Way {
    /// Few enough to be sorted here.
    Here(Vec<Place>),
    /// By the order's index; how many there are, and some of them.
    Walk(u64, Vec<Place>),
}

impl Directory {
    /// A page of the customers that a filter leaves, in an order.
    ///
    /// # Errors
    ///
    /// When the cursor is none of this list, or the store does not answer.
    pub async fn list(
        &self,
        filter: &DirectoryFilter,
        sort: Sort,
        (cursor, limit): (Option<&str>, Limit),
    ) -> Result<DirectoryPage, CustomersError> {
        let question = cursor::digest(filter, sort);
        let after = cursor.map(|text| cursor::read(text, question, sort));
        let after = after.transpose()?;
        let Some(terms) = terms(filter) else {
            return Ok(DirectoryPage {
                items: Vec::new(),
                next_cursor: None,
                total: 0,
                total_is_exact: true,
            });
        };
        let mut conn = self.store.read().await?;
        let (mut places, total) = match way(&mut conn, &terms, sort, self.reach).await? {
            Way::Here(all) => {
                let total = all.len() as u64;
                (cut(all, sort, after.as_ref(), limit), total)
            }
            Way::Walk(total, some) => {
                let page = (after.as_ref(), limit);
                let places = walk(&mut conn, &terms, sort, page, (some, self.reach)).await?;
                (places, total)
            }
        };
        let has_more = places.len() > usize::from(limit.get());
        places.truncate(usize::from(limit.get()));
        let last = places.last().filter(|_| has_more);
        let next_cursor = last.map(|place| cursor::write(question, place));
        let ids: Vec<i64> = places.iter().map(|(_, id)| *id).collect();
        Ok(DirectoryPage {
            items: super::rows::listed(&mut conn, &ids).await?,
            next_cursor,
            total,
            total_is_exact: total < TOTAL_MAX,
        })
    }
}

/// Chooses the way, by looking at what is selective.
async fn way(
    conn: &mut Conn,
    terms: &[Term],
    sort: Sort,
    reach: Reach,
) -> Result<Way, CustomersError> {
    let known = rows_of(conn, terms, reach.few).await?;
    let few = known.iter().zip(0..);
    let few = few.filter_map(|(&(rows, _), number)| Some((rows?, number)));
    if let Some((_, driver)) = few.min() {
        let statement = plan::all(terms, Some(driver), sort, i64::MAX);
        return Ok(Way::Here(places(conn, statement, sort).await?));
    }
    let most = i64::try_from(TOTAL_MAX).unwrap_or(i64::MAX);
    if let Some(along) = along(conn, terms, reach).await? {
        let all = places(conn, along.statement(sort, most), sort).await?;
        let total = all.len() as u64;
        return Ok(if total < TOTAL_MAX.min(reach.searched_here) {
            Way::Here(all)
        } else {
            Way::Walk(total, all)
        });
    }
    let mut some = Vec::new();
    if !terms.is_empty() {
        // One look at everybody finds all where filters leave few together, and ends soon where they leave many.
        let statement = plan::all(terms, None, sort, reach.sorted_here + 1);
        some = places(conn, statement, sort).await?;
        if i64::try_from(some.len()).unwrap_or(i64::MAX) <= reach.sorted_here {
            return Ok(Way::Here(some));
        }
    }
    let total = count(conn, plan::count(terms, most)).await?;
    Ok(Way::Walk(u64::try_from(total).unwrap_or_default(), some))
}

/// How many rows each condition has by its index, where these are not more than so many.
async fn rows_of<'a>(
    conn: &mut Conn,
    terms: &'a [Term],
    most: i64,
) -> Result<Vec<(Option<i64>, &'a Term)>, CustomersError> {
    let mut known = Vec::with_capacity(terms.len());
    for term in terms {
        let rows = match plan::probe(term, most) {
            Some(statement) => Some(count(conn, statement).await?),
            None => None,
        };
        known.push((rows.filter(|rows| *rows <= most), term));
    }
    Ok(known)
}

/// The word that a search goes along, when all its words are common; nothing without a search.
async fn along<'a>(
    conn: &mut Conn,
    terms: &'a [Term],
    reach: Reach,
) -> Result<Option<Along<'a>>, CustomersError> {
    if !terms.iter().any(|term| matches!(term, Term::Word(_))) {
        return Ok(None);
    }
    // One condition alone leaves nothing to choose.
    let most = if terms.len() == 1 { 0 } else { reach.narrowing };
    Ok(Along::of(&rows_of(conn, terms, most).await?))
}

/// Walks along the sort's index, a little, then further, and looks at everybody where that is not enough.
async fn walk(
    conn: &mut Conn,
    terms: &[Term],
    sort: Sort,
    (after, limit): (Option<&Place>, Limit),
    (some, reach): (Vec<Place>, Reach),
) -> Result<Vec<Place>, CustomersError> {
    let rows = limit.one_more();
    let column = sort.key.column();
    let is_all = terms
        .iter()
        .all(|term| matches!(term, Term::Within(name, _) if *name == column));
    if is_all {
        let statement = plan::walk(terms, sort, after, (rows, rows));
        return places(conn, statement, sort).await;
    }
    let [near, far] = reach.walked.map(|looked_at| looked_at.max(rows));
    let mut found = Vec::new();
    // What the first stretch held tells whether the second can be enough.
    for (looked_at, least) in [(near, 0), (far, rows.saturating_mul(near) / far)] {
        if i64::try_from(found.len()).unwrap_or(i64::MAX) < least {
            break;
        }
        let statement = plan::walk(terms, sort, after, (rows, looked_at));
        found = places(conn, statement, sort).await?;
        if i64::try_from(found.len()).unwrap_or(i64::MAX) >= rows {
            return Ok(found);
        }
    }
    // The page ends no further than one of those who are known would.
    let known = cut(some, sort, after, limit);
    let last = known
        .last()
        .filter(|_| usize::from(limit.get()) < known.len());
    places(conn, plan::top(terms, sort, (after, last), rows), sort).await
}

/// Sorts all and takes a page of them, and one more.
fn cut(mut all: Vec<Place>, sort: Sort, after: Option<&Place>, limit: Limit) -> Vec<Place> {
    all.sort_unstable();
    if sort.is_descending {
        all.reverse();
    }
    let is_before = |place: &Place| match after {
        None => false,
        Some(after) if sort.is_descending => place >= after,
        Some(after) => place <= after,
    };
    let start = all.partition_point(is_before);
    all.drain(..start);
    all.truncate(usize::from(limit.get()) + 1);
    all
}

async fn count(conn: &mut Conn, statement: Statement) -> Result<i64, CustomersError> {
    Ok(on!(conn, conn => {
        let mut query = sqlx::query_scalar(AssertSqlSafe(statement.text));
        for arg in statement.args {
            query = match arg {
                Arg::Int(value) => query.bind(value),
                Arg::Text(value) => query.bind(value),
                Arg::Bytes(value) => query.bind(value),
            };
        }
        query.fetch_one(conn).await.map_err(StoreError::from)?
    }))
}

async fn places(
    conn: &mut Conn,
    statement: Statement,
    sort: Sort,
) -> Result<Vec<Place>, CustomersError> {
    macro_rules! fetch {
        ($kind:ty, $key:path) => {{
            let rows: Vec<(i64, $kind)> = on!(conn, conn => {
                let mut query = sqlx::query_as(AssertSqlSafe(statement.text));
                for arg in statement.args {
                    query = match arg {
                        Arg::Int(value) => query.bind(value),
                        Arg::Text(value) => query.bind(value),
                        Arg::Bytes(value) => query.bind(value),
                    };
                }
                query.fetch_all(conn).await.map_err(StoreError::from)?
            });
            rows.into_iter().map(|(id, key)| ($key(key), id)).collect()
        }};
    }
    Ok(if sort.key == SortKey::Name {
        fetch!(Vec<u8>, Key::Bytes)
    } else {
        fetch!(i64, Key::Int)
    })
}
