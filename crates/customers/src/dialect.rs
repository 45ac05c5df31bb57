//! How a delimited text is cut into cells, found by looking at its first lines.

use serde::{Deserialize, Serialize};

use crate::meaning;
use crate::records::{Marks, Row, quoted_record};

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    #[serde(rename = ",")]
    Comma,
    /// `;`
    #[serde(rename = ";")]
    Semicolon,
    /// A tabulator.
    #[serde(rename = "tab")]
    Tab,
    /// `|`
    #[serde(rename = "|")]
    Bar,
    /// One or more blanks.
    #[serde(rename = "blanks")]
    Blanks,
}

impl Delimiter {
    /// Every delimiter with the name that mappings use.
    pub(crate) const NAMES: [(&'static str, Self); 5] = [
        (",", Self::Comma),
        (";", Self::Semicolon),
        ("tab", Self::Tab),
        ("|", Self::Bar),
        ("blanks", Self::Blanks),
    ];

    /// The names that mappings use.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(name, _)| *name)
    }

    /// The name that mappings use.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, value)| *value == self)
            .map_or(",", |(name, _)| name)
    }

    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
            Self::Blanks => b' ',
        }
    }
}

/// Everything needed to cut a text into rows and cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: Delimiter,
    pub(crate) quote: Option<u8>,
    pub(crate) header: bool,
}

/// Rows of the head that are looked at.
const LOOKED_AT: usize = 200;

/// Finds what the mapping leaves open.
pub(crate) fn look(head: &[u8], delimiter: Option<Delimiter>, header: Option<bool>) -> Dialect {
    let head = match head.strip_prefix(b"sep=") {
        Some(rest) => rest.split_once_line(),
        None => head,
    };
    let quote = Some(look_for_quote(head));
    let delimiter = delimiter.unwrap_or_else(|| look_for_delimiter(head, quote));
    let dialect = Dialect {
        delimiter,
        quote,
        header: true,
    };
    let header = header.unwrap_or_else(|| looks_like_header(&first_rows(head, dialect, LOOKED_AT)));
    Dialect { header, ..dialect }
}

trait AfterLine {
    fn split_once_line(&self) -> &Self;
}

impl AfterLine for [u8] {
    fn split_once_line(&self) -> &Self {
        memchr::memchr(b'\n', self).map_or(&[], |at| &self[at + 1..])
    }
}

/// Single quotes count when cells are wrapped in them and no double quote is about.
fn look_for_quote(head: &[u8]) -> u8 {
    if memchr::memchr(b'"', head).is_some() {
        return b'"';
    }
    let wraps = |pair: &[u8]| {
        (pair[0] == b'\'' && matches!(pair[1], b',' | b';' | b'\t' | b'|' | b'\n' | b'\r'))
            || (pair[1] == b'\'' && matches!(pair[0], b',' | b';' | b'\t' | b'|' | b'\n'))
    };
    let wrapped = head.windows(2).filter(|pair| wraps(pair)).count();
    let lines = memchr::memchr_iter(b'\n', head).count();
    if wrapped >= 4 && wrapped >= lines {
        b'\''
    } else {
        b'"'
    }
}

/// The delimiter under which most rows have the same number of cells, and more than one.
fn look_for_delimiter(head: &[u8], quote: Option<u8>) -> Delimiter {
    let mut best = (0.0, Delimiter::Comma);
    for (_, delimiter) in Delimiter::NAMES {
        let rows = first_rows(
            head,
            Dialect {
                delimiter,
                quote,
                header: true,
            },
            LOOKED_AT,
        );
        let widths: Vec<usize> = rows.iter().map(Vec::len).collect();
        let Some((width, count)) = most_frequent(&widths) else {
            continue;
        };
        if width < 2 {
            continue;
        }
        let share = ratio(count, widths.len());
        // Blanks stand in any prose, so they must be without exception; more cells break a tie.
        let worth = match delimiter {
            Delimiter::Blanks if share < 0.95 => 0.0,
            Delimiter::Blanks => 0.4,
            _ => share + ratio(width.min(100), 1000),
        };
        if worth > best.0 {
            best = (worth, delimiter);
        }
    }
    best.1
}

#[expect(clippy::cast_precision_loss, reason = "both are small counts")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn most_frequent(widths: &[usize]) -> Option<(usize, usize)> {
    let count = |width: usize| widths.iter().filter(|other| **other == width).count();
    widths
        .iter()
        .map(|width| (*width, count(*width)))
        .max_by_key(|(width, count)| (*count, *width))
}

/// The first rows that are not blank. The last one of a cut head may be cut, and is left out.
pub(crate) fn first_rows(head: &[u8], dialect: Dialect, limit: usize) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Row::default();
    let end = if memchr::memchr(b'\n', head).is_some() {
        b'\n'
    } else {
        b'\r'
    };
    let mut rest = head;
    while rows.len() < limit && !rest.is_empty() {
        row.begin(1);
        let stop = memchr::memchr(end, rest);
        let line = &rest[..stop.unwrap_or(rest.len())];
        if stop.is_none() && !rows.is_empty() {
            break;
        }
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut step = stop.map_or(rest.len(), |stop| stop + 1);
        match (dialect.delimiter, dialect.quote) {
            (Delimiter::Blanks, _) => row.split_at_blanks(line),
            (delimiter, Some(quote)) if memchr::memchr(quote, line).is_some() => {
                let marks = Marks {
                    delimiter: delimiter.byte(),
                    quote,
                    end,
                };
                match quoted_record(rest, marks, rows.is_empty(), &mut row) {
                    Some(bytes) => step = bytes,
                    None => break,
                }
            }
            (delimiter, _) => row.split(line, delimiter.byte()),
        }
        if !row.is_empty() {
            let cell = |at| String::from_utf8_lossy(row.cell(at)).into_owned();
            rows.push((0..row.len()).map(cell).collect());
        }
        rest = &rest[step..];
    }
    rows
}

/// A first row is a header when it says known names, or when it is words above numbers and dates.
fn looks_like_header(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return true;
    };
    if first.iter().any(|cell| meaning::is_known_name(cell)) {
        return true;
    }
    let is_value = |cell: &str| {
        cell.bytes().any(|byte| byte.is_ascii_digit())
            && !cell.bytes().any(|b| b.is_ascii_alphabetic())
    };
    if first.iter().any(|cell| is_value(cell)) {
        return false;
    }
    rest.is_empty() || first.iter().all(|cell| !cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Delimiter, bool) {
        let dialect = look(text.as_bytes(), None, None);
        (dialect.delimiter, dialect.header)
    }

    #[test]
    fn delimiters_are_found() {
        assert_eq!(
            found("date,customer,amount\n2020-01-01,7,\"1,5\"\n"),
            (Delimiter::Comma, true)
        );
        assert_eq!(
            found("Dato;Kunde;Beløp\n01.02.2020;7;1,50\n"),
            (Delimiter::Semicolon, true)
        );
        assert_eq!(
            found("date\tcustomer name\tamount\n2020-01-01\tA B\t2\n"),
            (Delimiter::Tab, true)
        );
        assert_eq!(found("a|b|c\n1|2|3\n"), (Delimiter::Bar, true));
        assert_eq!(
            found(" customer_id  date number_of_cds  dollar_value\n 00001 19970101  1   11.77\n"),
            (Delimiter::Blanks, true)
        );
        assert_eq!(
            found(" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n"),
            (Delimiter::Blanks, false)
        );
    }

    #[test]
    fn single_quotes_count_when_cells_are_wrapped_in_them() {
        let text = "'date','customer'\n'2020-01-01','A, B'\n'2020-01-01','C'\n";
        assert_eq!(look(text.as_bytes(), None, None).quote, Some(b'\''));
        assert_eq!(
            look(b"date,name\n2020-01-01,O'Hara\n", None, None).quote,
            Some(b'"')
        );
    }
}
