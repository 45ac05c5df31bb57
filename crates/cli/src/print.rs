//! Writing to the terminal; the only place that does.

use std::io::{self, Write};

/// Writes a line to standard output. A reader that has gone away is no failure of ours.
pub(crate) fn out(line: &str) {
    let mut out = io::stdout().lock();
    gone(writeln!(out, "{line}").and_then(|()| out.flush()));
}

/// Writes bytes to standard output.
pub(crate) fn bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Writes a line to standard error.
pub(crate) fn err(line: &str) {
    gone(writeln!(io::stderr().lock(), "{line}"));
}

fn gone(written: io::Result<()>) {
    // The reader of a pipe may stop early, as `head` does.
    drop(written);
}

/// Writes a value as indented JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    out(&serde_json::to_string_pretty(value)?);
    Ok(())
}

/// Lines up rows under a header; numbers to the right.
pub(crate) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count());
        cells
            .chain([header[column].chars().count()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<String> = cells
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    let mut text = line(&mut header.iter().copied());
    for row in rows {
        text.push('\n');
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}

/// A whole number with its thousands apart.
pub(crate) fn count(number: impl Into<i128>) -> String {
    let number: i128 = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// An amount in minor units as a number in the currency.
pub(crate) fn money(minor: i64, digits: u8) -> String {
    let unit = 10_i64.pow(u32::from(digits));
    let sign = if minor < 0 { "-" } else { "" };
    let minor = minor.unsigned_abs();
    let (major, rest) = (minor / unit.unsigned_abs(), minor % unit.unsigned_abs());
    let major = count(i128::from(major));
    match digits {
        0 => format!("{sign}{major}"),
        _ => format!("{sign}{major}.{rest:0width$}", width = usize::from(digits)),
    }
}

/// A mean amount in minor units as a number in the currency; a dash where there is none.
pub(crate) fn mean_money(minor: Option<f64>, digits: u8) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a mean for the eye, rounded to the unit"
    )]
    minor.map_or_else(dash, |minor| money(minor.round() as i64, digits))
}

/// A share as a percentage; a dash where there is none.
pub(crate) fn percent(share: Option<f64>) -> String {
    share.map_or_else(dash, |share| format!("{:.1} %", share * 100.0))
}

/// A number with a few digits; a dash where there is none.
pub(crate) fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(dash, |value| format!("{value:.digits$}"))
}

fn dash() -> String {
    "–".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(money(123_456_789, 2), "1 234 567.89");
        assert_eq!(money(-5, 2), "-0.05");
        assert_eq!(money(1500, 0), "1 500");
        assert_eq!(money(1, 3), "0.001");
        assert_eq!(count(0), "0");
        assert_eq!(percent(Some(0.1234)), "12.3 %");
        assert_eq!(mean_money(None, 2), "–");
    }

    #[test]
    fn a_table_lines_up() {
        let rows = [
            vec!["a".to_owned(), "10".to_owned()],
            vec!["long".to_owned(), "5".to_owned()],
        ];
        assert_eq!(table(&["name", "n"], &rows), "name   n\na     10\nlong   5");
    }
}
