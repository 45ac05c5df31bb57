//! CSV and its relatives: cells between delimiters, perhaps quoted.

use memchr::{memchr, memchr_iter};

use super::{Records, Row, RowFault, named_columns, unnamed};
use crate::dialect::{Delimiter, Dialect};
use crate::error::CustomersError;
use crate::text::{LINE_MAX, Lines, Meter, Window};

/// Rows of a delimited text.
pub(crate) struct Delimited {
    lines: Lines,
    dialect: Dialect,
    columns: Vec<String>,
}

/// What the attempt to read one record from a piece of text led to.
enum Taken {
    /// A whole record: bytes it takes, line ends inside its quotes, and whether text follows a closing quote.
    Record {
        bytes: usize,
        inner: u64,
        stray: bool,
    },
    /// The piece ends before the record does.
    Cut,
}

impl Delimited {
    /// Rows of a text, whose columns are named by its first row when the dialect says so.
    pub(crate) fn new(mut lines: Lines, dialect: Dialect) -> Result<Self, CustomersError> {
        if lines.front().starts_with(b"sep=") {
            lines.skip_line()?;
        }
        let mut this = Self {
            lines,
            dialect,
            columns: Vec::new(),
        };
        let mut first = Row::default();
        if dialect.header {
            loop {
                if !this.next(&mut first)? {
                    return Err(CustomersError::FileEmpty);
                }
                if !first.is_empty() {
                    break;
                }
            }
            let cell = |at| String::from_utf8_lossy(first.cell(at)).into_owned();
            this.columns = named_columns(&(0..first.len()).map(cell).collect::<Vec<_>>())?;
        } else {
            let head = crate::dialect::first_rows(this.lines.front(), dialect, 20);
            let width = head.iter().map(Vec::len).max().unwrap_or(0);
            this.columns = (0..width).map(unnamed).collect();
        }
        Ok(this)
    }

    /// Takes a record that has quotes, which may run over several lines.
    fn next_quoted(&mut self, quote: u8, row: &mut Row) -> Result<(), CustomersError> {
        let line = row.line;
        loop {
            row.begin(line);
            let front = self.lines.front();
            let front = &front[..front.len().min(LINE_MAX + 1)];
            let last = self.lines.has_ended() && front.len() <= LINE_MAX;
            let marks = Marks {
                delimiter: self.dialect.delimiter.byte(),
                quote,
                end: self.lines.end,
            };
            match take_quoted(front, marks, last, row) {
                Taken::Record {
                    bytes,
                    inner,
                    stray,
                } => {
                    // A stray quote swallows lines until the next one: only its own line is lost.
                    let fits = self.columns.is_empty() || row.len() == self.columns.len();
                    if inner > 0 && (stray || !fits) {
                        row.fault = Some(RowFault::QuoteOpen);
                        return self.lines.skip_line();
                    }
                    self.lines.step(bytes, inner + 1);
                    return Ok(());
                }
                Taken::Cut if last || front.len() > LINE_MAX => {
                    row.fault = Some(RowFault::QuoteOpen);
                    return self.lines.skip_line();
                }
                Taken::Cut => self.lines.more()?,
            }
        }
    }
}

impl Records for Delimited {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn has_header(&self) -> bool {
        self.dialect.header
    }

    fn next(&mut self, row: &mut Row) -> Result<bool, CustomersError> {
        let (length, step) = match self.lines.window()? {
            Window::End => return Ok(false),
            Window::TooLong => {
                row.begin(self.lines.number);
                row.push(&self.lines.front()[..60]);
                row.fault = Some(RowFault::TooLong);
                self.lines.skip_line()?;
                return Ok(true);
            }
            Window::Line { length, step } => (length, step),
        };
        row.begin(self.lines.number);
        let line = &self.lines.front()[..length];
        match self.dialect.delimiter {
            Delimiter::Blanks => row.split_at_blanks(line),
            delimiter => {
                if let Some(quote) = self.dialect.quote
                    && memchr(quote, line).is_some()
                {
                    self.next_quoted(quote, row)?;
                    self.check(row);
                    return Ok(true);
                }
                row.split(line, delimiter.byte());
            }
        }
        self.lines.step(step, 1);
        self.check(row);
        Ok(true)
    }

    fn meter(&self) -> Meter {
        self.lines.meter().clone()
    }
}

impl Delimited {
    #[inline]
    fn check(&self, row: &mut Row) {
        if !self.lines.is_clean() && row.fault.is_none() && std::str::from_utf8(&row.text).is_err()
        {
            row.fault = Some(RowFault::NotText);
        }
    }
}

impl Row {
    /// Takes a line without quotes.
    #[inline]
    pub(crate) fn split(&mut self, line: &[u8], delimiter: u8) {
        self.text.extend_from_slice(line);
        let mut start = 0_u32;
        for at in memchr_iter(delimiter, line) {
            // A line is at most LINE_MAX bytes long, so the position fits.
            let end = u32::try_from(at).unwrap_or(u32::MAX);
            self.spans.push((start, end));
            start = end + 1;
        }
        self.spans
            .push((start, u32::try_from(line.len()).unwrap_or(u32::MAX)));
    }

    /// Takes a line whose cells stand apart by runs of blanks.
    pub(crate) fn split_at_blanks(&mut self, line: &[u8]) {
        for cell in line
            .split(u8::is_ascii_whitespace)
            .filter(|cell| !cell.is_empty())
        {
            self.push(cell);
        }
    }

    fn close(&mut self, start: usize) {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.spans.push((place(start), place(self.text.len())));
    }
}

/// The bytes that cut a record.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    pub(crate) delimiter: u8,
    pub(crate) quote: u8,
    pub(crate) end: u8,
}

/// Takes one record, and tells how many bytes it took, unless the text ends within it.
pub(crate) fn quoted_record(text: &[u8], marks: Marks, last: bool, row: &mut Row) -> Option<usize> {
    match take_quoted(text, marks, last, row) {
        Taken::Record { bytes, .. } => Some(bytes),
        Taken::Cut => None,
    }
}

/// Takes one record: a quote opens a cell when it stands at the cell's start; doubled inside, it is one.
fn take_quoted(text: &[u8], marks: Marks, last: bool, row: &mut Row) -> Taken {
    let Marks {
        delimiter,
        quote,
        end,
    } = marks;
    let (mut at, mut inner, mut stray) = (0, 0, false);
    loop {
        let start = row.text.len();
        if text.get(at) == Some(&quote) {
            at += 1;
            loop {
                let Some(found) = memchr(quote, &text[at..]) else {
                    return Taken::Cut;
                };
                let piece = &text[at..at + found];
                inner += memchr_iter(end, piece).count() as u64;
                row.text.extend_from_slice(piece);
                at += found + 1;
                if text.get(at) != Some(&quote) {
                    break;
                }
                row.text.push(quote);
                at += 1;
            }
            stray |= !matches!(text.get(at), None | Some(b' ' | b'\r'))
                && text
                    .get(at)
                    .is_some_and(|byte| *byte != delimiter && *byte != end);
        }
        // The rest of the cell: all of it when it is not quoted, and what stray text follows a quote.
        let rest = &text[at..];
        let stop = memchr::memchr2(delimiter, end, rest);
        let piece = &rest[..stop.unwrap_or(rest.len())];
        let is_last = stop.is_none_or(|stop| rest[stop] == end);
        let piece = if is_last {
            piece.strip_suffix(b"\r").unwrap_or(piece)
        } else {
            piece
        };
        row.text.extend_from_slice(piece);
        row.close(start);
        match stop {
            None if !last => return Taken::Cut,
            None => {
                return Taken::Record {
                    bytes: text.len(),
                    inner,
                    stray,
                };
            }
            Some(stop) => at += stop + 1,
        }
        if is_last {
            return Taken::Record {
                bytes: at,
                inner,
                stray,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Option<Vec<String>> {
        let mut row = Row::default();
        let marks = Marks {
            delimiter: b',',
            quote: b'"',
            end: b'\n',
        };
        match take_quoted(text.as_bytes(), marks, true, &mut row) {
            Taken::Record { .. } => Some(
                (0..row.len())
                    .map(|at| String::from_utf8_lossy(row.cell(at)).into_owned())
                    .collect(),
            ),
            Taken::Cut => None,
        }
    }

    #[test]
    fn quotes_hold_delimiters_and_line_ends() {
        assert_eq!(
            cells("a,\"b,\nc\",d\r\nnext"),
            Some(vec!["a".into(), "b,\nc".into(), "d".into()])
        );
        assert_eq!(
            cells("\"say \"\"hi\"\"\",2\n"),
            Some(vec!["say \"hi\"".into(), "2".into()])
        );
    }

    #[test]
    fn a_quote_inside_a_cell_is_text() {
        assert_eq!(
            cells("5\" NAIL,2\n"),
            Some(vec!["5\" NAIL".into(), "2".into()])
        );
        assert_eq!(cells("\"a\"b,2\n"), Some(vec!["ab".into(), "2".into()]));
    }

    #[test]
    fn an_open_quote_is_cut() {
        assert_eq!(cells("a,\"b\nc,d\n"), None);
    }
}
