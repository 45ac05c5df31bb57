//! Statements for many rows at once: one statement of a fixed size is prepared once and used again and again.

use std::fmt::Write as _;

/// Rows that one statement takes. SQLite looks the name of each parameter up among all of them, so that the search grows
/// with the square of the rows: with 500 it was 13 % of the samples in a profile of an import of 116 thousand new customers.
pub(crate) const ROWS: usize = 64;

/// `first` and then `($n, …)` for each row, `last` behind them. In `row`, `#1`, `#2`… stand for the row's own parameters,
/// and `$1`, `$2`… for the shared ones, of which there are `shared`.
pub(crate) fn rows(first: &str, row: &str, last: &str, shared: usize) -> String {
    some_rows(first, row, last, shared, ROWS)
}

fn some_rows(first: &str, row: &str, last: &str, shared: usize, count: usize) -> String {
    let own = (1..=99)
        .take_while(|at| row.contains(&format!("#{at}")))
        .count();
    let mut text = String::from(first);
    for at in 0..count {
        let mut part = row.to_owned();
        for place in (1..=own).rev() {
            part = part.replace(
                &format!("#{place}"),
                &format!("${}", shared + at * own + place),
            );
        }
        let written = write!(text, "{}{part}", if at == 0 { " " } else { ", " });
        debug_assert!(written.is_ok(), "writing to a string");
    }
    text.push(' ');
    text.push_str(last);
    text
}

/// A statement in three sizes, for chunks of any length: 64 rows, 8, and one.
pub(crate) struct Sizes([String; 3]);

const SIZES: [usize; 3] = [ROWS, 8, 1];

impl Sizes {
    /// Makes the statement as [`rows`] does.
    pub(crate) fn new(first: &str, row: &str, last: &str, shared: usize) -> Self {
        Self(SIZES.map(|count| some_rows(first, row, last, shared, count)))
    }

    /// Cuts rows into chunks for which there is a statement of just their size.
    pub(crate) fn exact<'a, T>(&'static self, mut rows: &'a [T]) -> Vec<(&'static str, &'a [T])> {
        let mut chunks = Vec::new();
        for (text, size) in self.0.iter().zip(SIZES) {
            while let Some((chunk, rest)) = rows.split_at_checked(size) {
                chunks.push((text.as_str(), chunk));
                rows = rest;
            }
        }
        chunks
    }

    /// Cuts values into chunks, each with the smallest statement that takes them; the last value fills it up.
    pub(crate) fn padded<T: Clone>(&'static self, values: &[T]) -> Vec<(&'static str, Vec<T>)> {
        let filled = |chunk: &[T]| {
            let fits = |(_, size): &(&String, usize)| chunk.len() <= *size;
            let (text, size) = self.0.iter().zip(SIZES).rev().find(fits)?;
            let last = chunk.last().into_iter().cycle();
            Some((
                text.as_str(),
                chunk.iter().chain(last).take(size).cloned().collect(),
            ))
        };
        values.chunks(ROWS).filter_map(filled).collect()
    }
}

/// Exactly [`ROWS`] of them: the last one stands for those that are missing, where saying it twice changes nothing.
pub(crate) fn padded<T: Clone>(chunk: &[T]) -> impl Iterator<Item = &T> {
    chunk
        .iter()
        .chain(chunk.last().into_iter().cycle())
        .take(ROWS)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    #[test]
    fn parameters_are_numbered_through() {
        let text = rows(
            "insert into t values",
            "(#1, #2, $1)",
            "on conflict do nothing",
            1,
        );
        assert!(
            text.starts_with("insert into t values ($2, $3, $1), ($4, $5, $1), "),
            "{text}"
        );
        assert!(
            text.ends_with("($128, $129, $1) on conflict do nothing"),
            "{text}"
        );
        assert_eq!(
            some_rows("", "#1 #10 #2 #3 #4 #5 #6 #7 #8 #9", "", 1, 1),
            " $2 $11 $3 $4 $5 $6 $7 $8 $9 $10 "
        );
        assert_eq!(padded(&[1, 2]).count(), ROWS);
        assert_eq!(padded::<u8>(&[]).count(), 0);
    }

    #[test]
    fn chunks_fit_their_statements() {
        static STATEMENT: LazyLock<Sizes> = LazyLock::new(|| Sizes::new("", "#1", "", 0));
        let sizes = &*STATEMENT;
        let values: Vec<usize> = (0..146).collect();
        let exact: Vec<usize> = sizes
            .exact(&values)
            .iter()
            .map(|(_, chunk)| chunk.len())
            .collect();
        assert_eq!(exact, [64, 64, 8, 8, 1, 1]);
        let padded: Vec<usize> = sizes
            .padded(&values[..66])
            .iter()
            .map(|(_, chunk)| chunk.len())
            .collect();
        assert_eq!(padded, [64, 8]);
        assert_eq!(sizes.padded(&values[..1])[0], (" $1 ", vec![0]));
    }
}
