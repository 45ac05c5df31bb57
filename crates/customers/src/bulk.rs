//! Statements for many rows at once: one statement of a fixed size is prepared once and used again and again.

use std::fmt::Write as _;

/// Rows that one statement takes. SQLite looks the name of each parameter up among all of them, so that the search grows
/// with the square of the rows: with 500 it was 13 % of the samples in a profile of an import of 116 thousand new customers.
pub(crate) const ROWS: usize = 64;

/// `first` and then `($n, …)` for each row, `last` behind them. In `row`, `#1`, `#2`… stand for the row's own parameters,
/// and `$1`, `$2`… for the shared ones, of which there are `shared`.
pub(crate) fn rows(first: &str, row: &str, last: &str, shared: usize) -> String {
    let own = (1..=9)
        .take_while(|at| row.contains(&format!("#{at}")))
        .count();
    let mut text = String::from(first);
    for at in 0..ROWS {
        let mut part = row.to_owned();
        for place in 1..=own {
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

/// Exactly [`ROWS`] of them: the last one stands for those that are missing, where saying it twice changes nothing.
pub(crate) fn padded<T: Clone>(chunk: &[T]) -> impl Iterator<Item = &T> {
    chunk
        .iter()
        .chain(chunk.last().into_iter().cycle())
        .take(ROWS)
}

#[cfg(test)]
mod tests {
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
        assert_eq!(padded(&[1, 2]).count(), ROWS);
        assert_eq!(padded::<u8>(&[]).count(), 0);
    }
}
