//! A source of rows, each a list of cells in text form.

mod delimited;
mod ndjson;
mod open;
mod sampled;
mod sheet;

use crate::error::CustomersError;
use crate::refusal::RefusalReason;
use crate::text::Meter;

pub(crate) use delimited::{Marks, quoted_record};
pub use open::{Format, Shape, open, sniff};
pub use sampled::Sampled;
pub use sheet::sheets;

/// Why a row can not be taken as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// The row is longer than a row may be.
    TooLong,
    /// A quote is opened and not closed.
    QuoteOpen,
    /// There are bytes that are no text.
    NotText,
    /// The line is not a JSON object.
    NotObject,
}

impl RowFault {
    /// Why a row with the fault is refused.
    pub const fn reason(self) -> RefusalReason {
        match self {
            Self::TooLong => RefusalReason::LineTooLong,
            Self::QuoteOpen => RefusalReason::QuoteOpen,
            Self::NotText => RefusalReason::NotText,
            Self::NotObject => RefusalReason::NotObject,
        }
    }
}

/// One row: its cells side by side in one piece of memory that is used again for the next row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The line in the file where the row begins, from 1.
    pub line: u64,
    /// What is wrong with the row as a whole.
    pub fault: Option<RowFault>,
    text: Vec<u8>,
    spans: Vec<(u32, u32)>,
    extra: Vec<(String, String)>,
}

impl Row {
    /// Empties the row for the next one.
    #[inline]
    pub fn begin(&mut self, line: u64) {
        self.line = line;
        self.fault = None;
        self.text.clear();
        self.spans.clear();
        self.extra.clear();
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &[u8]) {
        let start = self.here();
        self.text.extend_from_slice(cell);
        self.spans.push((start, self.here()));
    }

    /// Adds a cell under a name that the columns do not have.
    pub fn push_extra(&mut self, name: String, value: String) {
        self.extra.push((name, value));
    }

    /// The cell at a position, without the blanks around it; empty beyond the last.
    #[inline]
    pub fn cell(&self, at: usize) -> &[u8] {
        match self.spans.get(at) {
            Some(&(from, to)) => self
                .text
                .get(from as usize..to as usize)
                .unwrap_or_default()
                .trim_ascii(),
            None => &[],
        }
    }

    /// The cells under names that the columns do not have.
    pub fn extra(&self) -> &[(String, String)] {
        &self.extra
    }

    /// Cells that the row has.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.fault.is_none()
            && self.extra.is_empty()
            && (0..self.len()).all(|at| self.cell(at).is_empty())
    }

    /// The row as it stands.
    pub(crate) fn whole(&self) -> &[u8] {
        &self.text
    }

    /// Bytes of all cells.
    pub(crate) fn size(&self) -> usize {
        self.text.len()
    }

    fn here(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }
}

/// A source of rows. CSV, NDJSON and XLSX are read here; Parquet comes from the lake.
pub trait Records: Send {
    /// The names of the columns, in the file's order.
    fn columns(&self) -> &[String];

    /// Whether the names come from the file, rather than being made up as `column_1`, `column_2`….
    fn has_header(&self) -> bool {
        true
    }

    /// Whether each row must have exactly one cell a column.
    fn is_ragged_refused(&self) -> bool {
        true
    }

    /// Puts the next row into `row`; `false` at the end.
    ///
    /// # Errors
    ///
    /// When the source can not be read further: what came before is then worth nothing.
    fn next(&mut self, row: &mut Row) -> Result<bool, CustomersError>;

    /// How much has been read.
    fn meter(&self) -> Meter;
}

/// The name of a column without one.
pub(crate) fn unnamed(at: usize) -> String {
    format!("column_{}", at + 1)
}

/// Gives each column its name, and refuses a header that says one twice.
pub(crate) fn named_columns(header: &[String]) -> Result<Vec<String>, CustomersError> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    let mut seen = std::collections::HashSet::with_capacity(header.len());
    for (at, cell) in header.iter().enumerate() {
        let name = cell.trim();
        let name = if name.is_empty() {
            unnamed(at)
        } else {
            name.to_owned()
        };
        if !seen.insert(name.clone()) {
            return Err(CustomersError::HeaderDuplicate(name));
        }
        names.push(name);
    }
    Ok(names)
}
