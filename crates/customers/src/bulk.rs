//! Statements for many rows at once: prepared in a few sizes, each used again and again.

use std::fmt::Write as _;

use ::store::{Engine, EngineKind, Reading, StoreError};
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::{Encode, FromRow, Postgres, Sqlite, Type};

/// Rows of a statement, largest first. The fewer statements, the fewer changes between our threads and SQLite's.
const SIZES: [usize; 5] = [ROWS, 64, 16, 4, 1];
/// Rows of the largest.
pub(crate) const ROWS: usize = 256;

/// A statement in some sizes, for any number of rows.
pub(crate) struct Sizes {
    sqlite: Texts,
    postgres: Texts,
}

type Texts = [String; SIZES.len()];

impl Sizes {
    /// `first` and then `row` for each row, `last` behind them. In `first`, `$1`, `$2`… are the parameters that all rows share,
    /// once each and in this order; in `row`, `#1`, `#2`… stand for the row's own, in this order too.
    pub(crate) fn new(first: &str, row: &str, last: &str) -> Self {
        let make = |kind| SIZES.map(|count| text(kind, (first, row, last), count));
        Self {
            sqlite: make(EngineKind::Sqlite),
            postgres: make(EngineKind::Postgres),
        }
    }

    /// Asks for `columns` of what stands in `from`, up to the parenthesis that the values fill; what [`find`] reads.
    pub(crate) fn finding(columns: &str, from: &str) -> Self {
        let rows = format!("select {columns} {from} (");
        let all = format!("select json_group_array(json_array({columns})) {from} (");
        Self {
            sqlite: SIZES.map(|count| text(EngineKind::Sqlite, (&all, "#1", ")"), count)),
            postgres: SIZES.map(|count| text(EngineKind::Postgres, (&rows, "#1", ")"), count)),
        }
    }

    /// Cuts rows into chunks for which there is a statement of just their size.
    pub(crate) fn exact<'a, T>(
        &'static self,
        kind: EngineKind,
        mut rows: &'a [T],
    ) -> Vec<(&'static str, &'a [T])> {
        let mut chunks = Vec::new();
        for (text, size) in self.texts(kind).iter().zip(SIZES) {
            while let Some((chunk, rest)) = rows.split_at_checked(size) {
                chunks.push((text.as_str(), chunk));
                rows = rest;
            }
        }
        chunks
    }

    /// Cuts values into chunks, each with the smallest statement that takes them; the last value fills it up, where saying it
    /// twice changes nothing.
    pub(crate) fn padded<T: Clone>(
        &'static self,
        kind: EngineKind,
        values: &[T],
    ) -> Vec<(&'static str, Vec<T>)> {
        let filled = |chunk: &[T]| {
            let fits = |(_, size): &(&String, usize)| chunk.len() <= *size;
            let (text, size) = self.texts(kind).iter().zip(SIZES).rev().find(fits)?;
            let last = chunk.last().into_iter().cycle();
            Some((
                text.as_str(),
                chunk.iter().chain(last).take(size).cloned().collect(),
            ))
        };
        values.chunks(SIZES[0]).filter_map(filled).collect()
    }

    const fn texts(&self, kind: EngineKind) -> &Texts {
        match kind {
            EngineKind::Sqlite => &self.sqlite,
            EngineKind::Postgres => &self.postgres,
        }
    }
}

/// The rows of some values, by a statement of [`Sizes::finding`]; its first parameter is `shared`, where there is one.
///
/// SQLite gives them as one text: each row that it hands over by itself costs two changes between its thread and ours.
///
/// # Errors
///
/// When the store does not answer, or keeps what is none of such rows.
pub(crate) async fn find<R, V>(
    conn: &mut impl Reading,
    sizes: &'static Sizes,
    shared: Option<&str>,
    values: &[V],
) -> Result<Vec<R>, StoreError>
where
    R: DeserializeOwned + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    V: Value,
{
    let mut found = Vec::new();
    for (text, chunk) in sizes.padded(conn.kind(), values) {
        match conn.engine() {
            Engine::Sqlite(conn) => {
                let mut query = sqlx::query_scalar(text);
                if let Some(value) = shared {
                    query = query.bind(value);
                }
                for value in chunk {
                    query = query.bind(value);
                }
                let all: String = query.fetch_one(conn).await?;
                let rows: Vec<R> = serde_json::from_str(&all)
                    .map_err(|_| StoreError::corrupt("store", "rows", text))?;
                found.extend(rows);
            }
            Engine::Postgres(conn) => {
                let mut query = sqlx::query_as(text);
                if let Some(value) = shared {
                    query = query.bind(value);
                }
                for value in chunk {
                    query = query.bind(value);
                }
                found.extend(query.fetch_all(conn).await?);
            }
        }
    }
    Ok(found)
}

/// What can be looked for.
pub(crate) trait Value:
    Copy
    + Send
    + Sync
    + Type<Sqlite>
    + Type<Postgres>
    + for<'q> Encode<'q, Sqlite>
    + for<'q> Encode<'q, Postgres>
{
}

impl Value for i64 {}
impl Value for &str {}

/// The statement for so many rows. PostgreSQL numbers parameters. SQLite has nameless ones, which it takes as they come: a numbered
/// one it looks up by its name among all of them, so that the search grows with the square of the rows.
fn text(kind: EngineKind, (first, row, last): (&str, &str, &str), count: usize) -> String {
    let shared = first.matches('$').count();
    let own = row.matches('#').count();
    let mut text = match kind {
        EngineKind::Sqlite => nameless(first, '$'),
        EngineKind::Postgres => first.to_owned(),
    };
    for at in 0..count {
        let part = match kind {
            EngineKind::Sqlite => nameless(row, '#'),
            EngineKind::Postgres => numbered(row, shared + at * own),
        };
        let written = write!(text, "{}{part}", if at == 0 { " " } else { ", " });
        debug_assert!(written.is_ok(), "writing to a string");
    }
    text.push(' ');
    text.push_str(last);
    text
}

/// `?` for each sign with its number.
fn nameless(part: &str, sign: char) -> String {
    let mut pieces = part.split(sign);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (piece, number) in pieces.zip(1..) {
        let number = number.to_string();
        debug_assert!(piece.starts_with(&number), "in their order: {part}");
        text.push('?');
        text.push_str(piece.strip_prefix(&number).unwrap_or(piece));
    }
    text
}

/// `$n` for each `#n`, counted on from those before.
fn numbered(row: &str, before: usize) -> String {
    let own = row.matches('#').count();
    // The last first: `#1` is also how `#10` begins.
    (1..=own).rev().fold(row.to_owned(), |text, place| {
        text.replace(&format!("#{place}"), &format!("${}", before + place))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    const PARTS: (&str, &str, &str) = ("select $1, $2 where (a, b) in (values", "(#1, 7, #2)", ")");

    #[test]
    fn parameters_are_numbered_through_on_postgresql() {
        assert_eq!(
            text(EngineKind::Postgres, PARTS, 2),
            "select $1, $2 where (a, b) in (values ($3, 7, $4), ($5, 7, $6) )"
        );
        assert_eq!(
            text(
                EngineKind::Postgres,
                ("$1", "#1 #2 #3 #4 #5 #6 #7 #8 #9 #10", ""),
                1
            ),
            "$1 $2 $3 $4 $5 $6 $7 $8 $9 $10 $11 "
        );
    }

    #[test]
    fn parameters_have_no_names_on_sqlite() {
        assert_eq!(
            text(EngineKind::Sqlite, PARTS, 2),
            "select ?, ? where (a, b) in (values (?, 7, ?), (?, 7, ?) )"
        );
        assert_eq!(
            text(
                EngineKind::Sqlite,
                ("", "#1 #2 #3 #4 #5 #6 #7 #8 #9 #10", ""),
                1
            ),
            " ? ? ? ? ? ? ? ? ? ? "
        );
    }

    #[test]
    fn chunks_fit_their_statements() {
        static STATEMENT: LazyLock<Sizes> = LazyLock::new(|| Sizes::new("", "#1", ""));
        let sizes = &*STATEMENT;
        let values: Vec<usize> = (0..350).collect();
        let exact = sizes.exact(EngineKind::Sqlite, &values);
        let exact: Vec<usize> = exact.iter().map(|(_, chunk)| chunk.len()).collect();
        assert_eq!(exact, [256, 64, 16, 4, 4, 4, 1, 1]);
        let padded = sizes.padded(EngineKind::Sqlite, &values);
        let padded: Vec<usize> = padded.iter().map(|(_, chunk)| chunk.len()).collect();
        assert_eq!(padded, [256, 256]);
        let one = sizes.padded(EngineKind::Postgres, &values[..1]);
        assert_eq!(one, [(" $1 ", vec![0])]);
    }
}
